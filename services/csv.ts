/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Lines as a table that spreadsheets open, in Chinese too (UTF-8 with its mark). */
export function csvFile(name: string, lines: readonly (readonly string[])[]): File {
  const text = `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  return new File([text], name, { type: 'text/csv' });
}
