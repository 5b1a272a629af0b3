import { execute, newDatabase } from '../postgres/database.ts';
import type { Product } from './product.ts';
import { type Stage, type StageOptions, setTheStage, startAgain } from './stage.ts';

export interface Instances {
  readonly stage: Stage;
  readonly products: readonly Product[];
  /** DATABASE_URL. */
  readonly database: string;
}

/** Several processes on one database, Slack and C1. */
export async function setInstances(
  count: number,
  options: StageOptions & Required<Pick<StageOptions, 'onFinished'>>,
): Promise<Instances> {
  const database = await newDatabase(options.onFinished);
  const stage = await setTheStage({ ...options, env: { ...options.env, DATABASE_URL: database } });
  const more = Array.from({ length: count - 1 }, () => another(stage, options));
  return { stage, products: [stage.product, ...(await Promise.all(more))], database };
}

/** One more, ready and with the list of connectors. Over HTTP, Slack's requests go to it from now on. */
export async function another(
  stage: Stage,
  { onFinished }: Required<Pick<StageOptions, 'onFinished'>>,
): Promise<Product> {
  const product = await startAgain(stage, onFinished);
  await product.logged(({ msg }) => msg.startsWith('the list of connectors'));
  return product;
}

/** In HTTP mode: which one Slack's next requests go to, as a balancer may choose. */
export async function sendTo({ slack }: Stage, product: Product): Promise<void> {
  slack.setEventsUrl(`${await product.url()}/slack/events`);
}

/** The one that is at this now: `follow:…` and so on. Undefined: none. */
export async function atTurn({ products, database }: Instances, key: string): Promise<Product | undefined> {
  const sql = 'select holder from c1_sync.turns where key like $1';
  const [row] = await execute(database, sql, [key]);
  if (row === undefined) return undefined;
  return products.find(({ log }) => log.some(({ instance }) => instance === row.holder));
}
