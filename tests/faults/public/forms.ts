/** A form as a page of the city shows it: what is fuzzed are the forms that there are, so that a new one is at once. */
export interface PageForm {
  readonly action: string;
  readonly method: string;
  readonly isMultipart: boolean;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly type: string }[];
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

const plain = (text: string): string =>
  text.replaceAll(
    /&(lt|gt|quot|#39|#x27|amp);/g,
    (_, sign: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[sign] ?? "'",
  );

/** The forms of a page, with what stands in their fields. */
export function formsOf(page: string, at: string): readonly PageForm[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inner = '']) => {
    const inputs = [...inner.matchAll(/<(input|textarea|select)\b([^>]*)>([^<]*)/g)].flatMap(
      ([, tag, tags = '', text = '']) => {
        const name = attribute(` ${tags}`, 'name');
        if (name === null) return [];
        const type = tag === 'input' ? (attribute(` ${tags}`, 'type') ?? 'text') : (tag ?? '');
        return [{ name, type, value: plain(tag === 'textarea' ? text : (attribute(` ${tags}`, 'value') ?? '')) }];
      },
    );
    const buttons = [...inner.matchAll(/<button\b([^>]*)>/g)].flatMap(([, tags = '']) => {
      const name = attribute(` ${tags}`, 'name');
      return name === null ? [] : [{ name, value: plain(attribute(` ${tags}`, 'value') ?? '') }];
    });
    return {
      action: plain(attribute(` ${head}`, 'action') ?? at),
      method: (attribute(` ${head}`, 'method') ?? 'get').toUpperCase(),
      isMultipart: (attribute(` ${head}`, 'enctype') ?? '').startsWith('multipart/'),
      fields: inputs,
      buttons,
    };
  });
}

export interface FormPart {
  readonly name: string;
  readonly value: string;
  /** Of a file: its name and type; the value is then its bytes in latin1. */
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Buffer };
}

/** As a browser sends them. */
export function bodyOf(
  parts: readonly FormPart[],
  isMultipart: boolean,
): { readonly type: string; readonly body: Buffer } {
  if (!isMultipart) {
    const form = new URLSearchParams();
    for (const { name, value } of parts) form.append(name, value);
    return { type: 'application/x-www-form-urlencoded', body: Buffer.from(form.toString()) };
  }
  const boundary = '----fengqiaofuzz';
  const chunks = parts.flatMap(({ name, value, file }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name.replaceAll(/[\r\n"]/g, ' ')}"` +
        (file
          ? `; filename="${file.name.replaceAll(/[\r\n"]/g, ' ')}"\r\ncontent-type: ${file.type}\r\n\r\n`
          : '\r\n\r\n'),
    ),
    file?.bytes ?? Buffer.from(value),
    Buffer.from('\r\n'),
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
