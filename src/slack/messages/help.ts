import { COMMAND } from '../ids.ts';
import { actions, type Message, section } from './block-kit.ts';
import { mention } from './mrkdwn.ts';
import { askForAccessButton } from './refusal-message.ts';

interface Entry {
  readonly usage: string;
  readonly what: string;
}

/** What somebody may do at all, on any connector. */
export interface MayDo {
  readonly view: boolean;
  readonly sync: boolean;
  readonly pause: boolean;
  readonly manage: boolean;
}

const TO_SYNC: readonly Entry[] = [
  { usage: '', what: 'choose connectors and sync them now' },
  { usage: 'okta prod', what: 'the same, with the best match chosen' },
  { usage: 'run okta prod', what: 'sync at once, if exactly one connector matches' },
];

const TO_VIEW: readonly Entry[] = [
  { usage: 'status', what: 'how the connectors are and when they sync next; add words to see some of them' },
  { usage: 'history', what: 'who asked for which sync, and how it ended; add words here as well' },
];

const TO_PAUSE: readonly Entry[] = [
  { usage: 'pause okta prod', what: 'stop its syncs and its provisioning' },
  { usage: 'resume okta prod', what: 'let it go on, which starts a sync' },
];

const TO_MANAGE: readonly Entry[] = [
  { usage: 'who', what: 'who may do what, and until when' },
  { usage: 'audit', what: 'who did what; add `@ana`, words of a connector, and last `7d`' },
  {
    usage: 'allow @ana',
    what: 'let somebody, or a user group, sync; add `on Okta`, `to sync and pause`, `for 8h`, `as manager`, and last `because …`',
  },
  { usage: 'revoke @ana', what: 'take all of that away' },
];

/** What this person can do with the command, and nothing else. */
export function helpMessage(may: MayDo, managers: readonly string[]): Message {
  const entries = [
    ...(may.sync ? TO_SYNC : []),
    ...(may.view ? TO_VIEW : []),
    ...(may.pause ? TO_PAUSE : []),
    ...(may.manage ? TO_MANAGE : []),
    { usage: 'help', what: 'this' },
  ];
  const lines = entries.map(({ usage, what }) => `\`${`${COMMAND} ${usage}`.trim()}\`  ${what}`);
  const who = managers.slice(0, 5).map(mention).join(', ');
  const intro = may.sync
    ? 'c1-sync asks ConductorOne to sync a connector now.'
    : `c1-sync asks ConductorOne to sync a connector now. You may not do that yet: ask ${who}.`;
  const text = `${intro}\n${lines.join('\n')}`;
  return {
    text: `${intro} ${entries.map(({ usage }) => `${COMMAND} ${usage}`.trim()).join(' · ')}`,
    blocks: [section(text), ...(may.sync ? [] : [actions(askForAccessButton(null))])],
  };
}
