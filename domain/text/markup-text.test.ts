import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markupText } from './markup-text.ts';

test('text in a page opens no tag, closes no attribute, and reads as it was written', () => {
  expect(markupText(`<b class="x">'张三' & 李四</b>`)).toBe(
    '&lt;b class=&quot;x&quot;&gt;&#39;张三&#39; &amp; 李四&lt;/b&gt;',
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ';', '张') }), (text) => {
      const marked = markupText(text);
      const read = marked.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => {
        return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name] ?? '';
      });
      return !/[<>"']/.test(marked) && read === text;
    }),
  );
});
