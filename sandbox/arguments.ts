import { parseArgs } from 'node:util';

export interface Arguments {
  readonly port: number;
  readonly mode: 'socket' | 'http';
  /** The app's log goes to the terminal as well. */
  readonly verbose: boolean;
  readonly help: boolean;
}

export const HELP = `npm run sandbox -- [options]

Starts a local Slack workspace, a local ConductorOne tenant and c1-sync between them, and prints the address of a page
to use it from. Nothing leaves this machine, unless the environment or .env says so: with Slack's variables set
(SLACK_BOT_TOKEN …) only ConductorOne is local, with ConductorOne's (C1_CLIENT_ID …) only Slack.

  --port <number>       where the page is; default 4040, 0 takes any free port
  --mode socket|http    how the local Slack reaches the app; default socket
  --verbose             shows the log of the app here too
  --help                shows this
`;

/** Reads the command line; a string says what is wrong with it. */
export function readArguments(given: readonly string[]): Arguments | string {
  const parsed = parse(given);
  if (typeof parsed === 'string') return `${parsed} "npm run sandbox -- --help" lists what there is.`;
  const { port, mode, verbose, help } = parsed;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return `--port takes a number from 0 to 65535, not "${port}".`;
  if (mode !== 'socket' && mode !== 'http') return `--mode takes socket or http, not "${mode}".`;
  return { port: Number(port), mode, verbose, help };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        port: { type: 'string', default: '4040' },
        mode: { type: 'string', default: 'socket' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node adds how to pass it as a positional argument, of which there are none here.
    return `${error.message.split(/\.\s|\n/)[0]?.replace(/\.$/, '')}.`;
  }
}
