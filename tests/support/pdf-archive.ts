import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';

/**
 * For tests only: the structure that PDF/A-2b (ISO 19005-2) asks of a file, as far as it can be seen without a validator
 * (veraPDF is a Java program). Colours, the contents of fonts and of the pages' operators are not looked at.
 */
export async function archiveFaults(bytes: Uint8Array): Promise<readonly string[]> {
  const faults: string[] = [];
  const demand = (holds: boolean, rule: string): void => {
    if (!holds) faults.push(rule);
  };
  const raw = Buffer.from(bytes).toString('latin1');
  demand(/^%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}/.test(raw), '6.1.2 header with four bytes above 127');
  demand(/%%EOF\s*$/.test(raw), '6.1.3 nothing after the end of the file');
  demand(!/\/Encrypt\b/.test(raw), '6.1.3 no encryption');
  demand(/\/ID\s*\[/.test(raw), '6.1.3 an ID in the trailer');

  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context, catalog } = pdf;
  const objects = context.enumerateIndirectObjects().map(([, object]) => object);
  const dicts = objects.flatMap((object) => dictsIn(object));
  const text = (dict: PDFDict, name: string): string => String(dict.lookup(PDFName.of(name)) ?? '');

  for (const dict of dicts) {
    const type = text(dict, 'Type');
    if (type === '/FontDescriptor') {
      const files = ['FontFile', 'FontFile2', 'FontFile3'].filter((name) => dict.has(PDFName.of(name)));
      demand(files.length === 1, `6.2.11.4 the font ${text(dict, 'FontName')} is embedded`);
    }
    if (text(dict, 'Subtype') === '/Type0') {
      demand(dict.has(PDFName.of('ToUnicode')), `6.2.11.7 the text of ${text(dict, 'BaseFont')} can be read out`);
    }
    if (type === '/Font' && ['/Type1', '/TrueType'].includes(text(dict, 'Subtype'))) {
      demand(dict.has(PDFName.of('FontDescriptor')), `6.2.11.4 the font ${text(dict, 'BaseFont')} is embedded`);
    }
    demand(
      !['/JavaScript', '/Launch', '/Sound', '/Movie', '/ResetForm', '/ImportData'].includes(text(dict, 'S')),
      '6.5.1 no such action',
    );
    demand(!text(dict, 'Filter').includes('LZWDecode'), '6.1.7 no LZW');
    demand(!dict.has(PDFName.of('EF')), '6.8 no embedded files');
  }
  demand(!catalog.has(PDFName.of('AA')) && !catalog.has(PDFName.of('OpenAction')), '6.5.2 no actions by themselves');

  const metadata = catalog.lookup(PDFName.of('Metadata'));
  demand(metadata instanceof PDFRawStream && !metadata.dict.has(PDFName.of('Filter')), '6.6.2 metadata in plain sight');
  const xmp = metadata instanceof PDFRawStream ? Buffer.from(metadata.contents).toString('utf8') : '';
  demand(/pdfaid:part>2</.test(xmp) && /pdfaid:conformance>B</.test(xmp), '6.6.4 says that it is PDF/A-2b');
  demand(pdf.getTitle() === undefined || xmp.includes(pdf.getTitle() ?? ''), '6.6.3 title and metadata agree');

  const intents = catalog.lookup(PDFName.of('OutputIntents'));
  const intent = intents instanceof PDFArray ? intents.lookup(0) : undefined;
  const isIntent = intent instanceof PDFDict && text(intent, 'S') === '/GTS_PDFA1';
  demand(
    isIntent && intent.lookup(PDFName.of('DestOutputProfile')) instanceof PDFRawStream,
    '6.2.3 an output intent with its profile',
  );
  return [...new Set(faults)];
}

/** An object's dictionaries, those inside of it too; references are objects of their own. */
function dictsIn(object: PDFObject): readonly PDFDict[] {
  if (object instanceof PDFRef) return [];
  if (object instanceof PDFRawStream) return dictsIn(object.dict);
  if (object instanceof PDFArray) return object.asArray().flatMap(dictsIn);
  if (!(object instanceof PDFDict)) return [];
  return [object, ...object.values().flatMap(dictsIn)];
}
