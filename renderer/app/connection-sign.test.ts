import { expect, test } from 'vitest';
import { connectionSign } from './connection-sign.ts';

test('connected is said only while calls are answered', () => {
  expect(connectionSign(true, null, null, false)).toMatchObject({ tone: 'good', text: '已连接中心' });
});

test('a lost connection says since when, by the clock in China', () => {
  const at = Date.UTC(2026, 10, 23, 8, 5);
  expect(connectionSign(false, at, null, false)).toEqual({
    tone: 'cut',
    text: '与中心断开，正在重连',
    detail: '16:05 起',
  });
});

test('a service that restarts is told in the words of the shell', () => {
  const restarting = { status: 'restarting', message: '服务正在重新启动', attempt: 1, delayMs: 500 } as const;
  expect(connectionSign(true, null, restarting, false)).toEqual({ tone: 'cut', text: '服务正在重新启动' });
});

test('a service that came back asks to look at what was being typed, once calls are answered again', () => {
  const back = { status: 'ready', message: '本机服务已恢复，请核对刚才正在填写的内容。', restarts: 1 } as const;
  expect(connectionSign(true, null, back, true)).toEqual({ tone: 'attention', text: back.message });
  expect(connectionSign(true, null, back, false)).toMatchObject({ tone: 'good' });
  expect(connectionSign(false, 0, back, true)).toMatchObject({ tone: 'cut' });
});

test('says before all else that the center stands still, and what to do', () => {
  const closed = { title: '中心已搬到新电脑', advice: '请问系统管理员新电脑的地址' };
  const service = { status: 'stopped', restarts: 1, message: '服务停了' } as unknown as Parameters<
    typeof connectionSign
  >[2];
  expect(connectionSign(true, null, service, false, closed)).toEqual({
    tone: 'cut',
    text: closed.title,
    detail: closed.advice,
  });
});
