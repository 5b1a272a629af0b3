import type { AuditRecord } from '../../../../domain/audit.ts';
import { StoreFailed } from '../../../../domain/errors.ts';
import { CHAIN_START, ChainBroken, type Chained, type Link } from '../../audit/chain.ts';
import { checkedBackwards, checkedForwards } from '../../audit/read-records.ts';
import { type Queryable, statement } from '../statement.ts';

/** A line of the trail and the number under which it is kept. */
export interface TrailRow {
  readonly seq: number;
  readonly bytes: Buffer;
  readonly whole: true;
}

/** Some 250 KB. */
const ROWS_A_PAGE = 500;

const HEAD = statement('audit_head', 'select seq, hash from c1_sync.audit_head');
const HEAD_TO_MOVE = statement('audit_head_to_move', 'select seq, hash from c1_sync.audit_head for update');
const MOVE_HEAD = statement('move_audit_head', 'update c1_sync.audit_head set seq = $1, hash = $2');
const APPEND = statement(
  'append_audit',
  'insert into c1_sync.audit (seq, line) select * from unnest($1::bigint[], $2::text[])',
);
const BACKWARDS = statement(
  'audit_backwards',
  `select seq, line from c1_sync.audit where seq <= $1 order by seq desc limit ${ROWS_A_PAGE}`,
);
const FORWARDS = statement(
  'audit_forwards',
  `select seq, line from c1_sync.audit where seq >= $1 and seq <= $2 order by seq limit ${ROWS_A_PAGE}`,
);

/** The end of the trail; undefined: somebody took it away. */
export async function readHead(queryable: Queryable): Promise<Link | undefined> {
  return toLink(await queryable.all<HeadRow>(HEAD));
}

/** The same, inside of a transaction, to the end of which nobody else appends. */
export async function lockHead(transaction: Queryable): Promise<Link> {
  const head = toLink(await transaction.all<HeadRow>(HEAD_TO_MOVE));
  if (head === undefined) throw new StoreFailed('the end of the audit trail (c1_sync.audit_head) was taken away');
  return head;
}

/** Part of the transaction in which the head was locked, which the first of the links continues. */
export async function appendLinks(transaction: Queryable, links: readonly Chained[], end: Link): Promise<void> {
  await transaction.all(APPEND, [links.map(({ record }) => record.seq), links.map(({ line }) => line)]);
  await transaction.all(MOVE_HEAD, [end.seq, end.hash]);
}

/** Lines of another trail, as they are; the head is to be moved then. */
export async function appendRows(
  transaction: Queryable,
  rows: readonly { readonly seq: number; readonly bytes: Buffer }[],
): Promise<void> {
  await transaction.all(APPEND, [rows.map(({ seq }) => seq), rows.map(({ bytes }) => bytes.toString())]);
}

/** Newest first. Rejects with ChainBroken. */
export async function* recordsBackwards(queryable: Queryable): AsyncGenerator<AuditRecord> {
  const head = await headOf(queryable);
  yield* checkedBackwards(rowsBackwards(queryable, head), head, located);
}

/** The same, oldest first. */
export async function* recordsForwards(queryable: Queryable): AsyncGenerator<AuditRecord> {
  const head = await headOf(queryable);
  yield* checkedForwards(rowsForwards(queryable, head.seq), head, located);
}

/** The lines up to a number, oldest first, unchecked. */
export async function* rowsForwards(queryable: Queryable, last: number): AsyncGenerator<TrailRow> {
  for (let next = 1; next <= last; ) {
    const page = (await queryable.all<AuditRow>(FORWARDS, [next, last])).map(toTrailRow);
    yield* page;
    const end = page.at(-1);
    if (end === undefined) return;
    next = end.seq + 1;
  }
}

async function* rowsBackwards(queryable: Queryable, { seq }: Link): AsyncGenerator<TrailRow> {
  for (let next = seq; next > 0; ) {
    const page = (await queryable.all<AuditRow>(BACKWARDS, [next])).map(toTrailRow);
    yield* page;
    const end = page.at(-1);
    if (end === undefined) return;
    next = end.seq - 1;
  }
}

function located<T>({ seq }: TrailRow, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ChainBroken ? new ChainBroken(`record ${seq} ${error.message}`) : error;
  }
}

async function headOf(queryable: Queryable): Promise<Link> {
  return (await readHead(queryable)) ?? CHAIN_START;
}

/** `pg` gives a bigint as text. */
interface HeadRow {
  readonly seq: string;
  readonly hash: string;
}

interface AuditRow {
  readonly seq: string;
  readonly line: string;
}

function toLink([row]: readonly HeadRow[]): Link | undefined {
  return row && { seq: Number(row.seq), hash: row.hash };
}

function toTrailRow({ seq, line }: AuditRow): TrailRow {
  return { seq: Number(seq), bytes: Buffer.from(line), whole: true };
}
