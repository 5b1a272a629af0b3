import { c1Client } from './c1-client.ts';
import { grants } from './grants.ts';
import { load } from './load.ts';
import type { Measure } from './measure.ts';
import { memory } from './memory.ts';
import { postgres } from './postgres.ts';
import { slowC1 } from './slow-c1.ts';
import { startUp } from './start-up.ts';
import { typeahead } from './typeahead.ts';
import { warmFlows } from './warm-flows.ts';

/** In the order of the table. */
export const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ['warm flows', warmFlows],
  ['slow C1', slowC1],
  ['C1 client', c1Client],
  ['typeahead', typeahead],
  ['grants', grants],
  ['load', load],
  ['start', startUp],
  ['memory', memory],
  ['Postgres', postgres],
]);
