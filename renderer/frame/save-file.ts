/** After this long every browser has read the file. */
const FORGET_AFTER_MS = 60_000;

/** Hands a file to the browser (or the window), which saves it where downloads go. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), FORGET_AFTER_MS);
}
