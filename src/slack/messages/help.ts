import { COMMAND } from '../ids.ts';
import { type Message, section } from './block-kit.ts';
import { mention } from './mrkdwn.ts';

interface Entry {
  readonly usage: string;
  readonly what: string;
}

const FOR_REQUESTERS: readonly Entry[] = [
  { usage: '', what: 'choose connectors and sync them now' },
  { usage: 'okta prod', what: 'the same, with the best match chosen' },
  { usage: 'run okta prod', what: 'sync at once, if exactly one connector matches' },
];

const FOR_MANAGERS: readonly Entry[] = [
  { usage: 'who', what: 'who may sync what, and until when' },
  { usage: 'allow @ana', what: 'let somebody sync; add `on Okta`, `for 8h` or `as manager`' },
  { usage: 'revoke @ana', what: 'take all of that away' },
];

/** What this person can do with the command, and nothing else. */
export function helpMessage(may: { sync: boolean; manage: boolean }, managers: readonly string[]): Message {
  const entries = [
    ...(may.sync ? FOR_REQUESTERS : []),
    ...(may.manage ? FOR_MANAGERS : []),
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
    blocks: [section(text)],
  };
}
