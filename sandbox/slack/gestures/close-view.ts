import type { Outcome } from '../observed.ts';
import { interactionBase } from '../payload-parts.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import { viewPayload } from '../view-payload.ts';
import { actor, interact, modalOf, nothingSent, outcomeOf, type Stage } from './stage.ts';

/** view_closed comes only with `notify_on_close` ([D] view-interactions-payload#view_closed). */
export async function closeView(stage: Stage, user: Who, forge: Forgeable & { all?: boolean } = {}): Promise<Outcome> {
  const { world } = stage;
  const person = actor(stage, user, forge);
  const view = modalOf(stage, person);
  const whole = forge.all === true || view.view.clear_on_close === true;
  const body = {
    type: 'view_closed',
    ...interactionBase(world, person),
    view: viewPayload(world, view),
    is_cleared: whole,
  };
  world.views.close(person.id, whole);
  if (view.view.notify_on_close !== true) return nothingSent;
  return outcomeOf(await interact(stage, body, forge));
}
