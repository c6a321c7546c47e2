import { expect, test } from 'vitest';
import { ownTemplateProblem, templateFields } from './template-fields.ts';

const shipped = `// 人民调解协议书
#import "lib.typ": *
#let data = read-data()
#show: form.with(data)
#title(data)
#for term in data.terms { paragraphs(term) }
#seal-and-date(data.committee, data.date)
`;

test('the fields of a template are those that it names itself or through the library, not those in comments', () => {
  expect([...templateFields(shipped)].sort()).toEqual(['committee', 'date', 'number', 'terms', 'title']);
  expect([...templateFields('/* data.a */ #data.b // data.c\n"https://x.example/"#data.d')]).toEqual(['b', 'd']);
});

test('an own template that shows all the same is taken, however it is set', () => {
  const own = shipped.replace('#title(data)', '#data.title （编号 #data.number）').replace('seal-and-date', 'my-seal');
  expect(ownTemplateProblem('agreement.typ', own, shipped)).toBeNull();
});

test('one that lacks a field is refused with its name, as is one that names a field that there is not', () => {
  expect(ownTemplateProblem('agreement.typ', shipped.replace(', data.date', ', none'), shipped)).toBe(
    'agreement.typ：没有用到字段「date」，印出来会缺内容。没有采用，仍用程序自带的模板',
  );
  expect(ownTemplateProblem('agreement.typ', `${shipped}#data.fee`, shipped)).toContain('用了没有的字段「fee」');
  expect(ownTemplateProblem('invoice.typ', shipped, null)).toBe('invoice.typ：程序没有这个模板，请核对文件名');
});
