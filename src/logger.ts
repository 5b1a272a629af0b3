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

/**
 * The log, one JSON object a line. Secrets are kept out of it twice: fields are reduced to what may be told
 * (safe-fields.ts), and the finished line is searched for everything that is or looks like a secret (mask-secrets.ts),
 * whoever wrote it and at whatever level.
 */
export function createLogger({ level, secrets, destination }: LoggerOptions): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { name: 'c1-sync' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: safeFields },
    // What comes here is plain already; pino's own serializer would copy every field of an error.
    serializers: { err: (plain: unknown) => plain },
    hooks: { streamWrite: createMask(secrets) },
  };
  // Synchronous, so that the last line before an exit is not lost.
  return withSafeChildren(pino(options, destination ?? pino.destination({ sync: true })));
}

/** pino puts no formatter of ours between `child` and the line (proto.js: resetChildingsFormatter). Children inherit it. */
function withSafeChildren(log: pino.Logger): pino.Logger {
  const { child } = log;
  log.child = function safeChild(this: pino.Logger, bindings, options) {
    return child.call(this, safeFields(bindings), options);
  } as typeof child;
  return log;
}
