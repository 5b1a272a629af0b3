/** SQL that the server prepares once for each connection. Names are unique in the whole adapter. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs statements, each by itself or, inside of a transaction, as part of it. */
export interface Queryable {
  /** The rows, as far as the statement gives any. */
  all<Row extends object>(statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** SQL of somebody else, not prepared: one statement, or several without values. */
  executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
}

export function statement(name: string, text: string): Statement {
  return { name: `c1_sync_${name}`, text };
}
