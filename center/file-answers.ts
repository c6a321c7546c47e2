import { randomUUID } from 'node:crypto';
import type { StandardHandleResult } from '@orpc/server/standard';

/** Bytes that are read ahead of the line. */
const PIECE_BYTES = 256 * 1024;

/** As browsers write names into the head of a part (HTML, multipart/form-data encoding). */
const escaped = (name: string) => name.replace(/\r\n?|\n/g, '%0D%0A').replace(/"/g, '%22');

function headOf(name: string, value: string | File): string {
  const field = `content-disposition: form-data; name="${escaped(name)}"`;
  if (typeof value === 'string') return `${field}\r\n\r\n`;
  const type = value.type === '' ? 'application/octet-stream' : value.type;
  return `${field}; filename="${escaped(value.name)}"\r\ncontent-type: ${type}\r\n\r\n`;
}

/** The form as bytes that are put together, not copied. */
function encodedForm(form: FormData): { readonly bytes: Blob; readonly type: string } {
  const boundary = `fengqiao-${randomUUID()}`;
  const parts: BlobPart[] = [];
  for (const [name, value] of form) parts.push(`--${boundary}\r\n${headOf(name, value)}`, value, '\r\n');
  parts.push(`--${boundary}--\r\n`);
  return { bytes: new Blob(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** The bytes piece by piece, each read when the one before has gone; nothing more once the reader has left. */
function streamOf(bytes: Blob): ReadableStream<Uint8Array> {
  let at = 0;
  let left = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at >= bytes.size) return controller.close();
        const piece = new Uint8Array(await bytes.slice(at, at + PIECE_BYTES).arrayBuffer());
        at += PIECE_BYTES;
        if (!left) controller.enqueue(piece);
      },
      cancel() {
        left = true;
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Answers with a file are forms. The library streams them through `new Response(form).body`, and Node's own stream of a
 * form goes on writing after it was closed: a desk that leaves, or only asks for a newer preview, ended the whole center
 * with an unhandled rejection. This stream stops when nobody reads it any more.
 */
export async function streamForms({ next }: { next(): Promise<StandardHandleResult> }): Promise<StandardHandleResult> {
  const result = await next();
  if (!result.matched || !(result.response.body instanceof FormData)) return result;
  const { bytes, type } = encodedForm(result.response.body);
  const headers = { ...result.response.headers, 'content-type': type, 'content-length': String(bytes.size) };
  return { ...result, response: { ...result.response, headers, body: streamOf(bytes) } };
}
