import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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

test('docs/access.md lists every procedure of the table of rights, with its roles and scopes', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('| `'));
  expect(lines).toEqual(Object.entries<Permission>(permissions).map(lineOf));
});

test('docs/access.md lists every role with its duty', () => {
  for (const { name, duty } of roles) expect(text).toContain(`- **${name}**：${duty}`);
});
