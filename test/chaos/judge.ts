import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import type { Stage } from '../e2e/stage.ts';
import { recordsAreWhole } from './records.ts';

/** One gesture that asks for one connector. */
export interface Asked {
  readonly connectorId: string;
  /** Slack had the app's acknowledgement. */
  acked: boolean;
}

/** What came of it. `violations` holds, in sentences, what must not be. */
export interface ChaosReport {
  readonly killed: Readonly<Record<string, number>>;
  /** Gestures, by how far they had come when the app was killed or went on. */
  readonly asked: number;
  readonly acked: number;
  /** Acknowledged or not, C1 was asked. */
  readonly forced: number;
  /** Gestures with a last word to the person. */
  readonly ended: number;
  /** Last words that say that it is not known whether C1 was asked. */
  readonly unclear: number;
  readonly audit: string;
  readonly violations: readonly string[];
}

/** A run that was cut off shows its end within this: it is followed for a minute, in steps of up to half a one. */
const SETTLES_WITHIN_MS = 150_000;
const FINAL = /: (finished|failed|paused|unclear after|still )/;

/** Waits for the last words, stops the app, and looks at people, C1, store and trail. */
export async function judge(
  stage: Stage,
  asked: ReadonlyMap<string, Asked>,
  allowed: ReadonlyMap<string, boolean>,
): Promise<Omit<ChaosReport, 'killed'>> {
  const { slack, c1, product } = stage;
  const all = [...asked];
  const forced = ({ connectorId }: Asked) => c1.forceSyncs.filter((one) => one.connectorId === connectorId).length;
  const finalWords = (label: string) => mainMessages(stage).filter((said) => isFinal(said, label));
  const silent = () => all.filter(([label, one]) => (one.acked || forced(one) > 0) && finalWords(label).length === 0);
  await slack.waitFor(() => silent().length === 0, SETTLES_WITHIN_MS).catch(() => undefined);

  const violations = [
    ...all.filter(([, one]) => forced(one) > 1).map(([label]) => `C1 was asked more than once for ${label}`),
    ...silent().map(([label, { acked }]) => `${acked ? 'acknowledged' : 'forced'}, but without a last word: ${label}`),
    ...all.filter(([label]) => finalWords(label).length > 1).map(([label]) => `more than one last word: ${label}`),
    ...(await lostAccess(stage, allowed)),
  ];
  await product.kill('SIGTERM');
  const records = await recordsAreWhole(stage, asked);
  return {
    asked: all.length,
    acked: all.filter(([, one]) => one.acked).length,
    forced: all.filter(([, one]) => forced(one) > 0).length,
    ended: all.filter(([label]) => finalWords(label).length > 0).length,
    unclear: all.filter(([label]) => finalWords(label).some(({ text }) => text.includes(': unclear'))).length,
    audit: records.audit,
    violations: [...violations, ...records.violations],
  };
}

/** In the channel or to the person, threads left out. */
function mainMessages({ slack }: Stage): SeenMessage[] {
  const isMain = ({ threadTs, ts, source }: SeenMessage) => source !== 'person' && (threadTs ?? ts) === ts;
  return [...slack.messages('general'), ...slack.messages(slack.dm('ana'))].filter(isMain);
}

function isFinal({ text }: SeenMessage, label: string): boolean {
  return text.includes(`${label}:`) && FINAL.test(text);
}

/** Changes that were acknowledged and are not in force. */
async function lostAccess({ slack }: Stage, allowed: ReadonlyMap<string, boolean>): Promise<string[]> {
  const told = slack.ephemerals('ana').length;
  await slack.slashCommand({ user: 'ana', channel: 'general', text: 'who' });
  const answer = await slack.waitFor(() => slack.ephemerals('ana')[told]);
  const list = JSON.stringify(answer.blocks);
  const lost = [...allowed].filter(([user, may]) => list.includes(slack.workspace.person(user).id) !== may);
  return lost.map(([user, may]) => `${user} ${may ? 'was allowed' : 'was revoked'}, which is not in force`);
}
