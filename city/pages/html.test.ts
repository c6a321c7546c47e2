import { expect, test } from 'vitest';
import { html } from './html.ts';

test('what is put in is text, in an element and in an attribute', () => {
  const evil = `"><script>alert('x')</script>&amp;`;
  const { text } = html`<p title="${evil}">${evil}${null}${7}</p>`;
  expect(text).not.toMatch(/<script|'x'/);
  const safe = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;';
  expect(text).toBe(`<p title="${safe}">${safe}7</p>`);
});

test('what was made so is put in as it is', () => {
  const items = ['甲', '<乙>'].map((name) => html`<li>${name}</li>`);
  expect(html`<ul>${items}${html`<li>丙</li>`}</ul>`.text).toBe('<ul><li>甲</li><li>&lt;乙&gt;</li><li>丙</li></ul>');
});
