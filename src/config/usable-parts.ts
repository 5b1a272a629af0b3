import { type C1Settings, readC1Settings } from './c1-settings.ts';
import { type DatabaseSettings, readDatabase } from './database.ts';
import { type Env, Environment, type Files, nodeFiles } from './environment.ts';
import { everySecret } from './every-secret.ts';
import { readApiUrl, readBotToken, readMode, type SlackMode } from './slack-settings.ts';
import { readAdmins, readChannel } from './sync-settings.ts';

/** What can be used of an environment that may not be whole; undefined: a part that cannot. */
export interface UsableParts {
  readonly apiUrl: string | undefined;
  readonly botToken: string | undefined;
  readonly mode: SlackMode | undefined;
  readonly c1: C1Settings | undefined;
  readonly admins: readonly string[] | undefined;
  /** Null: none is set. */
  readonly channel: string | null | undefined;
  readonly database: DatabaseSettings | undefined;
  /** Every secret value, of parts that cannot be used as well. */
  readonly secrets: readonly string[];
}

/** For the doctor, who looks at what can be looked at; what is wrong with the rest is for `readConfig` to say. */
export function readUsableParts(env: Env, files: Files = nodeFiles): UsableParts {
  const environment = new Environment(env, files);
  const parts = {
    apiUrl: readApiUrl(environment),
    botToken: readBotToken(environment),
    mode: readMode(environment),
    c1: readC1Settings(environment),
    admins: readAdmins(environment),
    channel: readChannel(environment),
    database: readDatabase(environment),
  };
  return { ...parts, secrets: everySecret(environment) };
}
