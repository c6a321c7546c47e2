import { expect, test } from 'vitest';
import { previewRows } from './move-words.ts';

const preview = {
  ...{
    centerName: '金水区综治中心',
    from: 'OLD-PC',
    madeAt: Date.UTC(2026, 10, 27, 1, 2),
    program: '1.0.0',
    used: null,
  },
  ...{ cases: 3, actions: 1_234, newestCase: '金矛调〔2026〕3', newestActionAt: Date.UTC(2026, 10, 27, 1, 0) },
  ...{ files: 2, missingFiles: 0 },
};

test('what waits for the city is said in words, and a center without one says so', () => {
  const last = (waiting: number | null) => previewRows({ ...preview, waiting }).at(-1)?.[1];
  expect(last(null)).toBe('没有接入市平台');
  expect(last(0)).toBe('没有，市平台都收到了');
  expect(last(12)).toBe('12 步，搬进来以后由这台上传');
});

test('files that are missing are told, and a center without a case has no newest', () => {
  const rows = new Map(
    previewRows({ ...preview, waiting: 0, missingFiles: 1, newestCase: null, newestActionAt: null, cases: 0 }),
  );
  expect(rows.get('附件')).toBe('2 个，缺 1 个');
  expect(rows.get('里面有')).toBe('案件 0 件，共 1,234 步');
  expect(rows.get('最后一步')).toBe('没有');
});
