import type { Logger, LogLevel } from '@slack/logger';
import { isErrorLike } from './logging/plain-error.ts';
import type { Log } from './ports/log.ts';

/**
 * Slack's SDK writes into our log. Never below info, whatever LOG_LEVEL says: at debug it prints whole payloads, with
 * response_url and trigger_id.
 */
export function boltLogger(log: Log & { readonly level: string }): Logger {
  let from = 'slack';
  const write = (level: 'info' | 'warn' | 'error', said: readonly unknown[]) => {
    const errors = said.filter(isErrorLike);
    const details = said.filter((part) => typeof part === 'object' && part !== null && !isErrorLike(part));
    const words = said.filter((part) => typeof part !== 'object' || part === null);
    const fields = {
      from,
      ...(errors.length === 0 ? {} : { err: errors[0] }),
      ...(errors.length > 1 ? { moreErrors: errors.slice(1) } : {}),
      ...(details.length === 0 ? {} : { details }),
    };
    log[level](fields, words.length === 0 ? (errors[0]?.message ?? '') : words.map(String).join(' '));
  };
  return {
    debug: () => {},
    info: (...said: unknown[]) => write('info', said),
    warn: (...said: unknown[]) => write('warn', said),
    error: (...said: unknown[]) => write('error', said),
    setLevel: () => {},
    getLevel: () => levelOf(log.level) as LogLevel,
    setName: (name) => {
      from = name;
    },
  };
}

function levelOf(pinoLevel: string): `${LogLevel}` {
  if (pinoLevel === 'trace' || pinoLevel === 'debug' || pinoLevel === 'info') return 'info' as const;
  return pinoLevel === 'warn' ? 'warn' : 'error';
}
