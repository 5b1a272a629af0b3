import { first } from './0001-first.ts';
import { instances } from './0002-instances.ts';

/** In their order. One that was released never changes: what comes later is one more. */
export const MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-first', sql: first },
  { name: '0002-instances', sql: instances },
];
