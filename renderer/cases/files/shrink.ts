/** Longest side of a shrunk photo in pixels: a page of A4 at 200 dpi, so that small print stays readable. */
const LONGEST = 2_200;
const QUALITY = 0.85;

/**
 * The photo drawn anew, smaller, upright, without any note; the photo itself where that would not be smaller.
 * @throws where the browser cannot read it.
 */
export async function shrunk(photo: File): Promise<File> {
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const blob = await drawn(picture, picture.width * scale, picture.height * scale);
    if (blob.size >= photo.size) return photo;
    return new File([blob], photo.name.replace(/(\.[^.]*)?$/, '.jpg'), { type: 'image/jpeg' });
  } finally {
    picture.close();
  }
}

/** A small picture for a list, as wide as the place it goes to on a screen with fine pixels. */
export async function thumbnail(photo: Blob): Promise<Blob> {
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image', resizeWidth: 128 });
  try {
    return await drawn(picture, picture.width, picture.height);
  } finally {
    picture.close();
  }
}

async function drawn(picture: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  // What a PNG leaves open is paper, not night.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}
