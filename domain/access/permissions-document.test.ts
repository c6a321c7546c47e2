import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CityCaller, type CityPageRight, type CityRight, cityPages, cityRights } from './city-rights.ts';
import { scopeName } from './client-scopes.ts';
import { type Permission, permissions, type Scope } from './permissions.ts';
import { roles } from './roles.ts';

const text = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');

const words: Readonly<Record<Scope, string>> = {
  own: '本人',
  organisation: '本中心',
  place: '辖区',
  unit: '本部门',
  level: '本级',
};

/** A line of the table in docs/access.md: the procedure, and who may call it with which scope. */
function lineOf([name, permission]: [string, Permission]): string {
  if (permission === 'anybody') return `| \`${name}\` | 不用登录 |`;
  if (permission === 'signed_in') return `| \`${name}\` | 登录的人 |`;
  const by = roles.flatMap(({ id, name: called }) => {
    const scope = permission.by[id];
    return scope === undefined ? [] : [`${called}（${words[scope]}）`];
  });
  return `| \`${name}\` | ${by.join(' ')} |`;
}

const callers: Readonly<Record<CityCaller, string>> = {
  anybody: '任何人',
  operator: '市级管理员',
  station: '工作站',
  client: '登记的系统',
};

/** A line of the city's table: the call or page, who may, and how far each thing that it names reaches. */
function cityLineOf([name, right]: [string, CityRight | CityPageRight]): string {
  const { by, names } = right;
  const scope = 'scope' in right && right.scope ? `（${scopeName(right.scope)}）` : '';
  const fields = Map.groupBy(Object.entries(names), ([, reach]) => reach);
  const reaches = [...fields].map(([reach, of]) => `${of.map(([field]) => `\`${field}\``).join(' ')} ${reach}`);
  return `| \`${name}\` | ${callers[by]}${scope} | ${reaches.join('; ')} |`;
}

const [ofCenter = '', ofCity = ''] = text.split('## The city');
const tableIn = (part: string) => part.split('\n').filter((line) => line.startsWith('| `'));

test('docs/access.md lists every procedure of the table of rights, with its roles and scopes', () => {
  expect(tableIn(ofCenter)).toEqual(Object.entries<Permission>(permissions).map(lineOf));
});

test('docs/access.md lists every call and page of the city, with who may and how far it reaches', () => {
  const lines = Object.entries<CityRight | CityPageRight>({ ...cityRights, ...cityPages }).map(cityLineOf);
  expect(tableIn(ofCity)).toEqual(lines);
});

test('docs/access.md lists every role with its duty', () => {
  for (const { name, duty } of roles) expect(text).toContain(`- **${name}**：${duty}`);
});
