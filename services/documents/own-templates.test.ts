import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadDocumentRenderer } from '../../center/resources.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { projectRoot } from '../../tests/browser/project.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';
import { renderFailureOf } from '../../tests/support/printed-forms.ts';
import { noOwnTemplates } from './own-templates.ts';

const resources = join(projectRoot, 'resources');
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'own-templates-')), 'templates');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const shipped = (name: string): string => readFileSync(join(resources, 'templates', name), 'utf8');
function put(name: string, source: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), source);
}
const render = () => loadDocumentRenderer(resources, folder);
const { receipt } = formSamples;

test('without the folder all forms are printed by the shipped templates', () => {
  expect(render().ownTemplates).toEqual(noOwnTemplates);
});

test('an office’s own template that shows the same fields is used, with the shared library beside it', async () => {
  put('receipt.typ', shipped('receipt.typ').replace('#v(1em)', '#par[金水区统一格式]'));
  const renderer = render();
  expect([...renderer.ownTemplates.used.keys()]).toEqual(['receipt.typ']);
  const text = (await readPdfText(renderer.render('receipt', receipt))).join('');
  expect(text).toContain('金水区统一格式');
  // Again, and another form in between: it stays, whatever pictures come and go.
  renderer.render('agreement', formSamples.agreement);
  expect((await readPdfText(renderer.render('receipt', receipt))).join('')).toBe(text);
});

test('one that lacks a field is not used, and the message names the file and the field', async () => {
  put('receipt.typ', shipped('receipt.typ').replace('#par(data.confirmed)', '#par[金水区统一格式]'));
  copyFileSync(join(resources, 'templates', 'lib.typ'), join(folder, 'lib.typ'));
  put('note.txt', 'no template');
  const renderer = render();
  expect(renderer.ownTemplates.problems).toEqual([
    'lib.typ：程序没有这个模板，请核对文件名',
    'receipt.typ：没有用到字段「confirmed」，印出来会缺内容。没有采用，仍用程序自带的模板',
  ]);
  expect((await readPdfText(renderer.render('receipt', receipt))).join('')).not.toContain('金水区统一格式');
});

test('one that cannot be set says that it is the office’s own when its form is printed, and where it is wrong', () => {
  put('receipt.typ', `${shipped('receipt.typ')}\n#not-a-function()`);
  const failure = renderFailureOf(() => render().render('receipt', receipt));
  expect(failure.message).toContain('receipt.typ 有错');
  expect(failure.message).toMatch(/receipt\.typ 第 \d+ 行：unknown variable: not-a-function/);
  expect(failure.message).toContain('这是本单位自备的模板');
});
