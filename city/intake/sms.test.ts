import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSms, smsGatewaySchema } from './sms.ts';

test('without a gateway messages lie in a file for its owner, and the operator is told that nobody gets them', async () => {
  const data = mkdtempSync(join(tmpdir(), 'fengqiao-sms-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const sms = createSms({ data });
  await sms.send('13800001203', '验证码 123456');
  const path = join(data, 'sms.jsonl');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ phone: '13800001203', text: '验证码 123456' });
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(sms.notice).toMatch(/没有接短信平台/);
});

test('a gateway gets each message with the token, and one that it does not take is an error', async () => {
  const got: unknown[] = [];
  let status = 202;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      got.push([request.headers.authorization, JSON.parse(body)]);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  const sms = createSms({ data: '', sms: { url, token: 'secret' } });
  await sms.send('13800001203', '验证码 123456');
  expect(got).toEqual([['Bearer secret', { phone: '13800001203', text: '验证码 123456' }]]);
  status = 500;
  await expect(sms.send('13800001203', '再来')).rejects.toThrow('500');
});

test('a gateway is reached encrypted, or on this machine', () => {
  expect(smsGatewaySchema.safeParse('https://sms.example/send').success).toBe(true);
  expect(smsGatewaySchema.safeParse('http://127.0.0.1:9000/send').success).toBe(true);
  for (const url of ['http://sms.example/send', 'ftp://sms.example', 'http://127.0.0.1.example/send', 'sms'])
    expect(smsGatewaySchema.safeParse(url).success, url).toBe(false);
});
