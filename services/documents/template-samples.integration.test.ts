import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDocumentRenderer } from '../../center/resources.ts';
import { formDefinitions, printKinds } from '../../domain/documents/form.ts';
import { projectRoot } from '../../tests/browser/project.ts';
import { serviceErrorOf } from '../../tests/support/papers.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';
import type { Caller } from '../dependencies.ts';
import type { DocumentRenderer } from './renderer.ts';
import { ownTemplatesOf, templateSample } from './template-samples.ts';
import { templateTrouble } from './template-trouble.ts';

const resources = join(projectRoot, 'resources');
const it: Caller = { staffId: 'it', roles: ['it'], name: '管理员', desk: '主机' };
const clerk: Caller = { staffId: 'clerk', roles: ['clerk'], name: '李敏', desk: '1 号窗口' };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samples-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = (name: string): string => readFileSync(join(resources, 'templates', name), 'utf8');
let made = 0;
/** A center with these templates of its own. */
function centerWith(templates: Readonly<Record<string, string>>): { readonly documents: DocumentRenderer } {
  made += 1;
  const own = join(folder, String(made));
  mkdirSync(own);
  for (const [name, source] of Object.entries(templates)) writeFileSync(join(own, name), source);
  return { documents: loadDocumentRenderer(resources, own) };
}
const textOf = async (file: File): Promise<readonly string[]> => readPdfText(new Uint8Array(await file.arrayBuffer()));

test('every form and sheet has a sample, marked as such on every page', async () => {
  const files = [...new Set(printKinds.map((kind) => formDefinitions[kind].templateFile))];
  const center = centerWith(Object.fromEntries(files.map((name) => [name, shipped(name)])));
  const { used, problems } = ownTemplatesOf(center, it);
  expect(problems).toEqual([]);
  expect(used.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(used.map(({ file }) => file).sort()).toEqual(files.sort());
  for (const file of ['agreement.typ', 'photo-sheet.typ', 'back-cover.typ']) {
    for (const page of await textOf(await templateSample(center, it, { file }))) {
      expect(page).toContain('样张，内容是编造的，不是文书');
    }
  }
});

test('a template of the office’s own is looked at before anybody prints, and one that is broken is told by file and line', async () => {
  const broken = `${shipped('receipt.typ')}\n#not-a-function()`;
  const center = centerWith({
    'mandate.typ': shipped('mandate.typ').replace('#title(data)', '#title(data)\n#par[金水区统一格式]'),
    'receipt.typ': broken,
  });
  const line = broken.split('\n').length;
  expect(ownTemplatesOf(center, it).used).toEqual([
    { file: 'mandate.typ', title: '授权委托书', problem: null },
    {
      file: 'receipt.typ',
      title: formDefinitions.receipt.title,
      problem: expect.stringContaining(`receipt.typ 第 ${line} 行：unknown variable: not-a-function`),
    },
  ]);
  expect((await textOf(await templateSample(center, it, { file: 'mandate.typ' }))).join('')).toContain(
    '金水区统一格式',
  );
  const failure = await serviceErrorOf(templateSample(center, it, { file: 'receipt.typ' }));
  expect(failure.code).toBe('DOCUMENT_FAILED');
  expect(failure.message).toContain(`第 ${line} 行`);
});

test('samples are for those who answer for the forms, and of own templates alone', async () => {
  const center = centerWith({ 'marks.typ': shipped('marks.typ') });
  expect(() => ownTemplatesOf(center, clerk)).toThrow();
  expect((await serviceErrorOf(templateSample(center, clerk, { file: 'marks.typ' }))).code).toBe('NOT_ALLOWED');
  // What the sheet of marks is filled with is a signing.
  expect(ownTemplatesOf(center, it).used).toEqual([{ file: 'marks.typ', title: null, problem: null }]);
  for (const file of ['marks.typ', 'agreement.typ', '../center.key']) {
    expect((await serviceErrorOf(templateSample(center, it, { file }))).code).toBe('NOT_FOUND');
  }
});

test('what the compiler says is told without paths of this machine, and nothing where it says nothing', () => {
  const range = { start: { line: 10, character: 2 }, end: { line: 10, character: 8 } };
  const message = 'file not found (searched at /srv/templates/no.png)';
  expect(templateTrouble([{ message, path: '/srv/templates/receipt.typ', range }])).toBe(
    'receipt.typ 第 11 行：file not found',
  );
  expect(templateTrouble([{ message: 'x', path: '/srv/templates/lib.typ', range: null }])).toBe('lib.typ：x');
  for (const nothing of [[], null, [{ text: 'y' }]]) expect(templateTrouble(nothing)).toBe('');
});
