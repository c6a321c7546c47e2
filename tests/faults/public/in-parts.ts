import type { Random } from '../../../center/sample/random.ts';
import { bodyOf } from './forms.ts';
import { brokenImage } from './hostile.ts';
import { uploadBegun } from './requests.ts';
import type { Heard, Sent } from './send.ts';

/** Sends a file in parts to a case of its own, mostly what is no file of any kind, and names it in the form. */
export async function sendInParts(
  random: Random,
  key: { readonly code: string; readonly digits: string },
  ask: (sent: Sent) => Promise<Heard>,
): Promise<void> {
  const { bytes } = brokenImage(random);
  const begun = await ask(uploadBegun(key, String(bytes.byteLength)));
  const place = begun.headers.location;
  if (typeof place !== 'string') return;
  const offset = random.chance(0.9) ? '0' : random.pick(['1', '-1', '9e9']);
  const headers = {
    ...{ 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' },
    'upload-offset': offset,
  };
  const body = random.chance(0.8) ? bytes : Buffer.concat([bytes, bytes]);
  await ask({ method: 'PATCH', path: place, headers, body });
  const id = place.slice(place.lastIndexOf('/') + 1);
  const uploads = random.pick([id, `${id},${id}`, `${id},../${id}`]);
  const parts = Object.entries({ ...key, uploads }).map(([name, value]) => ({ name, value }));
  const form = bodyOf(parts, true);
  await ask({ method: 'POST', path: '/m/photos', headers: { 'content-type': form.type }, body: form.body });
}
