import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { roles } from './access/roles.ts';
import { caseFlags, triageRoutes } from './cases/actions.ts';
import { complexities } from './cases/registration.ts';
import { formDefinitions, printKinds } from './documents/form.ts';
import { partyKinds, partyRoles } from './parties/party.ts';

const text = readFileSync(new URL('../docs/glossary.md', import.meta.url), 'utf8');
const terms = text
  .split('\n')
  .filter((line) => /^\| (?!English|--)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, english, chinese, meaning]) => ({ english: english!, chinese: chinese!, meaning: meaning! }));
const chineseOf = new Map(terms.map((term) => [term.english, term.chinese]));

describe('docs/glossary.md', () => {
  it('gives each term one English and one Chinese name, and a meaning', () => {
    const englishNames = terms.map((term) => term.english);
    const chineseNames = terms.map((term) => term.chinese);
    expect(englishNames.filter((name, index) => englishNames.indexOf(name) !== index)).toEqual([]);
    expect(chineseNames.filter((name, index) => chineseNames.indexOf(name) !== index)).toEqual([]);
    expect(terms.filter((term) => term.meaning === '' || !/[\u4e00-\u9fff]/.test(term.chinese))).toEqual([]);
    expect(terms.length).toBeGreaterThan(60);
  });

  it('uses the names that the code shows to people', () => {
    const lists = [
      ...roles.map(({ id, name }) => [id, name]),
      ...caseFlags.map(({ id, name }) => [id, name]),
      ...triageRoutes.map(({ id, name }) => [id, name]),
      ...complexities.map(({ id, name }) => [id, name]),
      ...partyRoles.map(({ code, name }) => [code, name]),
      ...partyKinds.map(({ code, name }) => [code, name]),
    ];
    for (const [english, chinese] of lists) expect(chineseOf.get(english!), english).toBe(chinese);
  });

  it('names every printed form as it is titled', () => {
    for (const kind of printKinds) {
      const term = kind === 'agreement' ? 'agreement form' : kind;
      expect(formDefinitions[kind].title, kind).toContain(chineseOf.get(term));
    }
  });
});
