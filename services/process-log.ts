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

/** Lines of the log that are kept at hand. */
const MOST_LINES = 500;

/** The end of a program's log since it was started, for whoever looks for a fault later. */
export interface LogTail {
  write(line: string): void;
  lines(): readonly string[];
}

export function createLogTail(): LogTail {
  const lines: string[] = [];
  return {
    write(line) {
      lines.push(line.trimEnd());
      if (lines.length > MOST_LINES) lines.shift();
    },
    lines: () => [...lines],
  };
}

/** A program's log on standard error: what went wrong and where, without personal data. `service` names the program. */
export function createLogger(service: 'center' | 'city' | 'hosting', tail?: LogTail): Logger {
  const errors = pino.destination({ dest: 2, sync: true });
  return pino(
    {
      base: { service },
      redact: { paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
      serializers: { error: safeError },
    },
    {
      write(line: string) {
        errors.write(line);
        tail?.write(line);
      },
    },
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
