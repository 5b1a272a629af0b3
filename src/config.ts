import { type C1Settings, readC1Settings } from './config/c1-settings.ts';
import { ConfigError, noManagerProblem } from './config/config-error.ts';
import { type Env, Environment, type Files, nodeFiles } from './config/environment.ts';
import { misspeltVariables } from './config/misspelt-variables.ts';
import { readSlackSettings, type SlackSettings } from './config/slack-settings.ts';
import { readInteger, readSyncSettings, type SyncSettings } from './config/sync-settings.ts';

export { ConfigError, noManagerProblem } from './config/config-error.ts';
export { variableNames } from './config/variables.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config extends SyncSettings {
  readonly slack: SlackSettings;
  readonly c1: C1Settings;
  /** 0: any free one. */
  readonly port: number;
  readonly databasePath: string;
  readonly logLevel: LogLevel;
  /** Every secret value, for the log to mask. */
  readonly secrets: readonly string[];
  /** Sentences for the operator about what is odd but can be lived with. */
  readonly warnings: readonly string[];
}

/**
 * Reads the whole configuration, once. An empty or blank variable counts as unset.
 * @throws ConfigError with all problems at once, each with its cure and without any part of a secret
 */
export function readConfig(env: Env, files: Files = nodeFiles): Config {
  const environment = new Environment(env, files);
  const slack = readSlackSettings(environment);
  const c1 = readC1Settings(environment);
  const sync = readSyncSettings(environment);
  const port = readInteger(environment, 'PORT', { from: 0, to: 65_535, otherwise: 3000 });
  const databasePath = readDatabasePath(environment);
  const logLevel = readLogLevel(environment);

  // A store that exists may have a manager; app.ts looks when it is open.
  if (!environment.isSet('C1_SYNC_ADMINS') && databasePath !== undefined && !files.exists(databasePath)) {
    environment.problems.push(noManagerProblem(databasePath));
  }
  const incomplete = !slack || !c1 || !sync || port === undefined || !databasePath || !logLevel;
  if (incomplete || environment.problems.length > 0) throw new ConfigError(environment.problems);

  const secrets = [...environment.secrets].flatMap(withItsKey);
  const warnings = misspeltVariables(env);
  return deepFreeze({ slack, c1, ...sync, port, databasePath, logLevel, secrets, warnings });
}

function readDatabasePath(environment: Environment): string | undefined {
  if (environment.isSet('DATABASE_URL')) {
    environment.problem('DATABASE_URL', 'this version keeps its data in the file DATABASE_PATH; unset it');
  }
  const path = environment.isSet('DATABASE_PATH') ? environment.get('DATABASE_PATH') : 'data/c1-sync.json';
  if (path === undefined) return undefined;
  if (path.includes('://')) return environment.problem('DATABASE_PATH', 'is a URL; write the path of a file');
  if (/[/\\]$/.test(path))
    return environment.problem('DATABASE_PATH', 'is a directory; write the path of a file in it');
  return path;
}

function readLogLevel(environment: Environment): LogLevel | undefined {
  const text = environment.get('LOG_LEVEL')?.toLowerCase() ?? 'info';
  const level = LOG_LEVELS.find((known) => known === text);
  return level ?? environment.problem('LOG_LEVEL', `is unknown; write one of ${LOG_LEVELS.join(', ')}`);
}

/** C1's client secret is a key in wrapping: the key alone is as secret. */
function withItsKey(secret: string): readonly string[] {
  return secret.startsWith('secret-token:') ? [secret, ...secret.split(':').slice(3)] : [secret];
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
