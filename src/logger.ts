import pino from 'pino';
import { createMask } from './logging/mask-secrets.ts';
import { safeFields } from './logging/safe-fields.ts';

export interface LoggerOptions {
  readonly level: pino.LevelWithSilent;
  /** Values that must not appear in any line. */
  readonly secrets: readonly string[];
  /** Standard output, unless a test wants the lines. */
  readonly destination?: pino.DestinationStream;
}

/** The log, which can learn of secrets that were not known when it was made. */
export interface MaskingLogger extends pino.Logger {
  /** Values that must not appear in any line from now on, those of children too. */
  maskAlso(secrets: readonly string[]): void;
  /** A line without what may not stand in it. */
  masked(line: string): string;
}

/**
 * The log, one JSON object a line. Secrets are kept out of it twice: fields are reduced to what may be told
 * (safe-fields.ts), and the finished line is searched for everything that is or looks like a secret (mask-secrets.ts),
 * whoever wrote it and at whatever level.
 */
export function createLogger({ level, secrets, destination }: LoggerOptions): MaskingLogger {
  let known = [...secrets];
  let mask = createMask(known);
  const options: pino.LoggerOptions = {
    level,
    base: { name: 'c1-sync' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: safeFields },
    // What comes here is plain already; pino's own serializer would copy every field of an error.
    serializers: { err: (plain: unknown) => plain },
    hooks: { streamWrite: (line) => mask(line) },
  };
  // Synchronous, so that the last line before an exit is not lost.
  const log = withSafeChildren(pino(options, destination ?? pino.destination({ sync: true })));
  return Object.assign(log, {
    masked: (line: string) => mask(line),
    maskAlso(more: readonly string[]) {
      known = [...new Set([...known, ...more])];
      mask = createMask(known);
    },
  });
}

/**
 * Writes records of the audit trail beside the log, each as one line `{"audit":{…}}`, whatever the level of the log is.
 * Secrets are masked here as well, so the hash of a record that holds one does not fit the line; the file has it whole.
 */
export function createAuditCopy(
  { masked }: Pick<MaskingLogger, 'masked'>,
  destination: pino.DestinationStream = pino.destination({ sync: true }),
): (record: object) => void {
  return (record) => destination.write(masked(`${JSON.stringify({ audit: record })}\n`));
}

/** pino puts no formatter of ours between `child` and the line (proto.js: resetChildingsFormatter). Children inherit it. */
function withSafeChildren(log: pino.Logger): pino.Logger {
  const { child } = log;
  log.child = function safeChild(this: pino.Logger, bindings, options) {
    return child.call(this, safeFields(bindings), options);
  } as typeof child;
  return log;
}
