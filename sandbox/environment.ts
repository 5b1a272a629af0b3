import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string>>;

/**
 * The environment over .env, as `node --env-file` reads both. Set blank in the environment, a variable of .env counts
 * as unset: `SLACK_BOT_TOKEN= npm run sandbox` takes the local Slack whatever .env says.
 */
export function readEnvironment(path = '.env', environment: NodeJS.ProcessEnv = process.env): Environment {
  const all = { ...fromFile(path), ...environment };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function fromFile(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
