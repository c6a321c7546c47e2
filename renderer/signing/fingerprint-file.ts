/** Readers write BMP as a rule; the center keeps PNG. @throws where the browser cannot read the picture */
export async function asPng(file: File): Promise<File> {
  if (file.type === 'image/png') return file;
  const picture = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new File([blob], file.name.replace(/\.[^.]*$/, '.png'), { type: 'image/png' });
}
