import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** Sends one short message. @throws where it was not taken for sending. */
export interface SmsSender {
  send(phone: string, text: string): Promise<void>;
  /** What the operator must know, in Chinese; null where messages go out. */
  readonly notice: string | null;
}

const SEND_TIMEOUT_MS = 10_000;

/** Writes the messages into a file that its owner alone may read: for trials, and until a gateway is there. */
function fileSms(path: string): SmsSender {
  return {
    notice: `没有接短信平台：验证码写在 ${path}，不会发到手机上。正式使用请设 --sms。`,
    send: (phone, text) => appendFile(path, `${JSON.stringify({ phone, text })}\n`, { mode: 0o600 }),
  };
}

/** Where messages are handed over: encrypted, or on this machine. */
export const smsGatewaySchema = z
  .url('--sms 要写短信平台的网址')
  .refine((text) => text.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(text), {
    error: '短信平台的网址要用 https',
  });

/** Hands each message over to a gateway: `POST {"phone", "text"}`, with the token as a bearer; 2xx means taken. */
function gatewaySms(url: string, token: string | undefined): SmsSender {
  return {
    notice: null,
    async send(phone, text) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ phone, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
    },
  };
}

export interface SmsOptions {
  readonly data: string;
  readonly sms?: { readonly url: string; readonly token?: string | undefined } | undefined;
}

/** The gateway where one is set, else the file in the data folder. */
export function createSms({ data, sms }: SmsOptions): SmsSender {
  return sms === undefined ? fileSms(join(data, 'sms.jsonl')) : gatewaySms(sms.url, sms.token);
}
