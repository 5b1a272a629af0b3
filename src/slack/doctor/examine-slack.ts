import type { Logger } from '@slack/logger';
import type { WebClient } from '@slack/web-api';
import { type ClockReading, readClock } from '../../domain/clock-reading.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Clock } from '../../ports/clock.ts';
import { createSlackClients } from '../clients.ts';
import type { SlackMode } from '../connect.ts';
import { createSlackTransport, type SlackTransport } from '../transport.ts';
import { examineAdmins } from './admins.ts';
import { examineBotToken } from './bot-token.ts';
import { examineCopyChannel } from './copy-channel.ts';
import { examineHttpMode, examineSocketMode } from './receiving.ts';
import { examineScopes } from './scopes.ts';

/** What is undefined cannot be used as it is set, and is left out. */
export interface SlackToExamine {
  readonly apiUrl: string;
  readonly botToken: string | undefined;
  readonly mode: SlackMode | undefined;
  readonly channel: string | null | undefined;
  readonly admins: readonly string[] | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface SlackExamined {
  readonly findings: readonly Finding[];
  /** Undefined: Slack gave no answer. */
  readonly reading: ClockReading | undefined;
}

/** Asks Slack about everything that is set for it. Changes nothing there. */
export async function examineSlack(slack: SlackToExamine): Promise<SlackExamined> {
  const { apiUrl, clock, logger } = slack;
  const plain = createSlackTransport();
  let reading: ClockReading | undefined;
  const transport = noting(plain, (date) => {
    reading = readClock('Slack', date, clock.now()) ?? reading;
  });
  const clientFor = (token: string) => createSlackClients({ token, apiUrl, transport, logger }).background;
  try {
    const [ofBot, ofMode] = await Promise.all([
      slack.botToken === undefined ? [] : examineBot(clientFor(slack.botToken), slack),
      examineMode(slack.mode, clientFor),
    ]);
    return { findings: [...ofBot, ...ofMode], reading };
  } finally {
    plain.close();
  }
}

async function examineBot(client: WebClient, { channel, admins }: SlackToExamine): Promise<readonly Finding[]> {
  const { finding, installation, scopes } = await examineBotToken(client);
  if (installation === undefined) return [finding];
  const [ofChannel, ofAdmins] = await Promise.all([
    channel === undefined ? [] : [await examineCopyChannel(client, { channel, scopes })],
    admins === undefined ? [] : examineAdmins(client, admins, installation),
  ]);
  return [finding, ...examineScopes(scopes), ...ofChannel, ...ofAdmins];
}

async function examineMode(
  mode: SlackMode | undefined,
  clientFor: (token: string) => WebClient,
): Promise<readonly Finding[]> {
  if (mode === undefined) return [];
  return [mode.kind === 'socket' ? await examineSocketMode(clientFor(mode.appToken)) : examineHttpMode()];
}

/** Shows the header `Date` of each answer, which Slack's client keeps to itself. */
function noting(transport: SlackTransport, note: (date: string | null) => void): SlackTransport {
  return {
    ...transport,
    fetchWithin: (timeoutMs) => {
      const fetch = transport.fetchWithin(timeoutMs);
      return async (url, init) => {
        const response = await fetch(url, init);
        note(response.headers.get('date'));
        return response;
      };
    },
  };
}
