import type { Deliver, Parcel } from '../deliver.ts';
import type { JsonObject } from '../json.ts';
import { merge } from '../merge.ts';
import type { Delivery, Outcome } from '../observed.ts';
import type { OpenView } from '../open-views.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import type { Person } from '../workspace-model.ts';
import type { World } from '../world.ts';

/** Where people act: the world, and the way to the app. */
export interface Stage {
  readonly world: World;
  readonly deliver: Deliver;
}

export async function interact(stage: Stage, body: JsonObject, forge: Forgeable = {}): Promise<Delivery> {
  return sendOff(stage, { envelope: 'interactive', body }, forge);
}

export function sendOff(stage: Stage, parcel: Parcel & { body: JsonObject }, { overrides }: Forgeable = {}) {
  return stage.deliver({ ...parcel, body: merge(parcel.body, overrides) });
}

export function outcomeOf(delivery: Delivery): Outcome {
  const { acked, ms, ackBody, error } = delivery;
  return {
    acked,
    ms,
    ...(ackBody === undefined ? {} : { ackBody }),
    ...(error ? { error } : {}),
    delivery,
  };
}

/** A gesture that never leaves Slack. */
export const nothingSent: Outcome = { acked: false, ms: 0 };

/** Whoever left cannot act; a test that wants the forgery says so with overrides. */
export function actor({ world }: Stage, user: Who, forge: Forgeable = {}): Person {
  const person = world.workspace.person(user);
  if (person.kind === 'deactivated' && !forge.overrides)
    throw new Error(`${person.name} is deactivated and cannot act.`);
  return person;
}

export function modalOf({ world }: Stage, person: Person): OpenView {
  const view = world.views.top(person.id);
  if (!view) throw new Error(`${person.name} has no modal open.`);
  return view;
}

/** Where somebody chooses and types: the modal, which lies over everything else, or their App Home. */
export function viewInFront({ world }: Stage, person: Person): OpenView {
  const view = world.views.top(person.id) ?? world.views.home(person.id);
  if (!view) throw new Error(`${person.name} has no modal open.`);
  return view;
}
