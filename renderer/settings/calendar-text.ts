/**
 * The text of a holiday file. Spreadsheets on Chinese Windows save CSV as GBK: what is not UTF-8 is read as that. A byte
 * that is neither becomes U+FFFD, which the check of the file tells in words.
 */
export async function readCalendarText(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
