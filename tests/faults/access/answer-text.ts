import { unzipSync } from 'fflate';
import { readPdfText } from '../../support/pdf-text.ts';

const startsWith = (bytes: Uint8Array, sign: string): boolean =>
  Buffer.from(bytes.subarray(0, sign.length)).toString('latin1') === sign;

/**
 * What a file says that was answered, without white space: the pages of a PDF, the members of a Word or Excel file and of
 * an archive, each as its own kind; anything else as the text that it is.
 */
export async function textOfFile(bytes: Uint8Array): Promise<string> {
  if (startsWith(bytes, '%PDF-')) return (await readPdfText(bytes)).join('').replaceAll(/\s/g, '');
  if (startsWith(bytes, 'PK')) {
    const members = Object.entries(unzipSync(bytes));
    const texts = await Promise.all(members.map(async ([name, inner]) => `${name}${await textOfFile(inner)}`));
    return texts.join('\n');
  }
  // Markup may part a name; what is between its tags is what is read.
  return Buffer.from(bytes)
    .toString('utf8')
    .replaceAll(/<[^>]*>|\s/g, '');
}
