/**
 * What a template (Typst source) shows of its data. A template that an office put in place of a shipped one must show the
 * same fields: a form that silently lacks its terms or its date is worse than none (人民调解法 29).
 */

/** Functions of lib.typ that are given the whole data, and what they show of it. */
const throughLibrary: readonly { readonly call: RegExp; readonly shows: readonly string[] }[] = [
  { call: /\btitle\(data\)/, shows: ['title', 'number'] },
  { call: /\bform\.with\(data\)/, shows: ['title', 'number'] },
];

/** Fields that a template names; what stands in comments is not shown. */
export function templateFields(source: string): ReadonlySet<string> {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
  const named = [...code.matchAll(/\bdata\.([A-Za-z]\w*)/g)].map(([, field = '']) => field);
  const library = throughLibrary.filter(({ call }) => call.test(code)).flatMap(({ shows }) => shows);
  return new Set([...named, ...library]);
}

/**
 * Why an office's own template is not taken, in Chinese; null where it is.
 * @param shipped the program's own template of that name; null where there is none
 */
export function ownTemplateProblem(fileName: string, own: string, shipped: string | null): string | null {
  if (shipped === null) return `${fileName}：程序没有这个模板，请核对文件名`;
  const [has, needs] = [templateFields(own), templateFields(shipped)];
  const missing = [...needs].filter((field) => !has.has(field));
  const unknown = [...has].filter((field) => !needs.has(field));
  const said = [
    missing.length === 0 ? '' : `没有用到字段「${missing.join('、')}」，印出来会缺内容`,
    unknown.length === 0 ? '' : `用了没有的字段「${unknown.join('、')}」`,
  ].filter((part) => part !== '');
  return said.length === 0 ? null : `${fileName}：${said.join('；')}。没有采用，仍用程序自带的模板`;
}
