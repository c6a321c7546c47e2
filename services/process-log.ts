import pino, { type Logger } from 'pino';

/** Fields that name a person or a secret; they never reach a log file. */
const personal = [
  'name',
  'phone',
  'documentNumber',
  'idNumber',
  'address',
  'facts',
  'password',
  'token',
  'key',
  'payload',
];

/** A program's log on standard error: what went wrong and where, without personal data. `service` names the program. */
export function createLogger(service: 'center' | 'city'): Logger {
  return pino(
    {
      base: { service },
      redact: { paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
      serializers: { error: safeError },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** An error without its message's values: messages of databases and validators quote what people typed. */
export function safeError(error: unknown): { type: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .join('\n');
  return { type: error.name, ...(typeof code === 'string' ? { code } : {}), ...(frames ? { stack: frames } : {}) };
}
