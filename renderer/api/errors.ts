import { ORPCError } from '@orpc/client';
import { type ErrorCode, errorDataSchema, errorTable } from '../../contract/errors.ts';

/** What went wrong with a call, ready to be shown (ErrorNote). */
export interface ApiError {
  readonly code: ErrorCode | 'NO_CONNECTION' | 'UNEXPECTED';
  /** What happened, what is safe, what to do. */
  readonly message: string;
  /** What exactly is wrong in this case. */
  readonly detail?: string;
  /** Law or standard behind a refusal. */
  readonly source?: string;
  /** Messages by field path: `parties.0.documentNumber`. */
  readonly fields: Readonly<Record<string, string>>;
  /** The same call may succeed later. */
  readonly retryable: boolean;
  /** The current state of the record, where the write was made on an older one (LOG-5). */
  readonly state?: unknown;
  readonly phoneCode: string;
}

/** Numbers that are easy to read out. They never change their meaning; a new error takes a new number. */
const phoneNumbers: Readonly<Record<ApiError['code'], number>> = {
  NOT_SIGNED_IN: 101,
  WRONG_PASSWORD: 102,
  TOO_MANY_ATTEMPTS: 103,
  NOT_ALLOWED: 104,
  ACCOUNT_LOCKED: 105,
  CODE_NEEDED: 106,
  PASSWORD_NEEDED: 107,
  PASSWORD_CHANGE_NEEDED: 108,
  SECOND_FACTOR_NEEDED: 109,
  NOT_FOUND: 201,
  INVALID_INPUT: 202,
  STALE_REVISION: 203,
  NOT_POSSIBLE_NOW: 204,
  ALREADY_DONE: 205,
  TOO_LARGE: 206,
  DOCUMENT_FAILED: 301,
  STORE_READ_ONLY: 401,
  DISK_FULL: 402,
  STORE_BUSY: 403,
  ALREADY_SET_UP: 501,
  NOT_SET_UP: 502,
  APP_TOO_OLD: 601,
  SERVER_TOO_OLD: 602,
  STATION_UNKNOWN: 603,
  CHAIN_BROKEN: 604,
  ENROLMENT_REFUSED: 605,
  EPOCH_CHANGED: 606,
  STATION_REPLACED: 607,
  TOO_MANY_QUESTIONS: 608,
  REQUEST_REFUSED: 609,
  REQUEST_CLOCK: 610,
  CLIENT_UNKNOWN: 611,
  KEY_REUSED: 612,
  NO_CONNECTION: 901,
  UNEXPECTED: 999,
};

function phoneCode(code: ApiError['code']): string {
  return `FQ-${phoneNumbers[code]}`;
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

/** Any failure of a call as an ApiError. An error that the table does not know is never shown in its own words. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ORPCError) {
    return isKnown(error.code) ? fromTable(error.code, error.data) : unexpected(error.code);
  }
  if (isConnectionFailure(error)) {
    return {
      code: 'NO_CONNECTION',
      message: '没有连上中心服务。屏幕上写的内容还在，连上后再试。',
      retryable: true,
      fields: {},
      phoneCode: phoneCode('NO_CONNECTION'),
    };
  }
  return unexpected(error instanceof Error ? error.name : undefined);
}

function fromTable(code: ErrorCode, rawData: unknown): ApiError {
  const { message, retryable } = errorTable[code];
  const parsed = errorDataSchema.safeParse(rawData ?? {});
  const data = parsed.success ? parsed.data : {};
  return {
    code,
    message,
    retryable,
    fields: data.fields ?? {},
    phoneCode: phoneCode(code),
    ...(data.detail === undefined || data.detail === message ? {} : { detail: data.detail }),
    ...(data.source === undefined ? {} : { source: data.source }),
    ...(data.current === undefined ? {} : { state: data.current }),
  };
}

/** fetch rejects with a TypeError when nobody answers; a closed port aborts what is under way. */
export function isConnectionFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.name === 'AbortError');
}

function unexpected(hint: string | undefined): ApiError {
  return {
    code: 'UNEXPECTED',
    message: '程序出了意外，这一步没有完成。屏幕上写的内容还在，可以再试；还不行请报读编号。',
    retryable: true,
    fields: {},
    phoneCode: hint === undefined ? phoneCode('UNEXPECTED') : `${phoneCode('UNEXPECTED')}（${hint}）`,
  };
}
