import { expect, test } from 'vitest';
import { connectionSign } from './connection-sign.ts';

test('connected is said only while calls are answered', () => {
  expect(connectionSign(true, null, null)).toMatchObject({ tone: 'good', text: '已连接中心' });
});

test('a lost connection says since when, by the clock in China', () => {
  const at = Date.UTC(2026, 10, 23, 8, 5);
  expect(connectionSign(false, at, null)).toEqual({ tone: 'cut', text: '与中心断开，正在重连', detail: '16:05 起' });
});

test('a service that restarts is told in the words of the shell', () => {
  const restarting = { status: 'restarting', message: '服务正在重新启动', attempt: 1, delayMs: 500 } as const;
  expect(connectionSign(true, null, restarting)).toEqual({ tone: 'cut', text: '服务正在重新启动' });
});
