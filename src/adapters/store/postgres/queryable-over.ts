import type { Client, PoolClient } from 'pg';
import type { Queryable } from './statement.ts';

/** Statements over one connection. Rejects as `pg` does. */
export function queryableOver(client: Client | PoolClient): Queryable {
  return {
    all: async ({ name, text }, values = []) => (await client.query({ name, text, values: [...values] })).rows,
    executeSql: async (text, values) => {
      const result = await (values === undefined ? client.query(text) : client.query(text, [...values]));
      // Of several statements `pg` gives the results in a list.
      return Array.isArray(result) ? { rows: [] } : result;
    },
  };
}
