import { describe, expect, test } from 'vitest';
import { freeName, isFinished, isScanName, SETTLED_MS, seenScan } from './scanned.ts';

describe('a file in the scan folder', () => {
  test('is one of the kinds that are taken, and no draft of a program', () => {
    for (const name of ['借条.pdf', 'SCAN0001.JPG', 'a.b.png', '表.xlsx', '笔录.wps'])
      expect(isScanName(name), name).toBe(true);
    for (const name of ['程序.exe', '.pdf', '~$笔录.docx', '.hidden.jpg', '无后缀', '扫描.pdf.part', 'Thumbs.db'])
      expect(isScanName(name), name).toBe(false);
  });

  test('is finished once two looks found it the same, and never while it is empty or grows', () => {
    const look = (bytes: number, modifiedAt: number) => ({ bytes, modifiedAt });
    const first = seenScan(undefined, look(10, 1), 1_000);
    expect(isFinished(first, 1_000)).toBe(false);
    const same = seenScan(first, look(10, 1), 1_000 + SETTLED_MS);
    expect(isFinished(same, 1_000 + SETTLED_MS)).toBe(true);
    expect(isFinished(seenScan(first, look(11, 1), 9_000), 9_000)).toBe(false);
    expect(isFinished(seenScan(first, look(10, 2), 9_000), 9_000)).toBe(false);
    const empty = seenScan(undefined, look(0, 1), 1_000);
    expect(isFinished(seenScan(empty, look(0, 1), 99_000), 99_000)).toBe(false);
  });

  test('keeps its name where it is put away, or gets one that is free', () => {
    expect(freeName('借条.pdf', new Set())).toBe('借条.pdf');
    expect(freeName('借条.pdf', new Set(['借条.pdf', '借条 (2).pdf']))).toBe('借条 (3).pdf');
  });
});
