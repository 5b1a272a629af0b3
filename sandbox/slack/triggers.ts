import { newId, newSecret } from './ids.ts';
import { Refused } from './refused.ts';

export interface Trigger {
  readonly user: string;
  /** Where the person was: what `default_to_current_conversation` picks. */
  readonly channel?: string;
  /** The view the gesture was made in: what views.push goes on top of. */
  readonly viewId?: string;
}

export interface Triggers {
  issue(trigger: Trigger): string;
  exchange(id: string): Trigger;
}

/**
 * A trigger id opens one view within 3 s of the gesture, Slack's own time included (reference 3.3; bolt-js#1662,
 * node-slack-sdk#1131; docs.slack.dev/reference/methods/views.open lists the three errors).
 */
export function createTriggers(now: () => number, lifeMs: number): Triggers {
  const issued = new Map<string, { trigger: Trigger; at: number; exchanged: boolean }>();
  return {
    issue(trigger) {
      const id = `${now()}.${newId('', 12).replace(/\D/g, '7')}.${newSecret(16)}`;
      issued.set(id, { trigger, at: now(), exchanged: false });
      return id;
    },
    exchange(id) {
      const known = issued.get(id);
      if (!known) throw new Refused('invalid_trigger_id');
      if (known.exchanged) throw new Refused('exchanged_trigger_id');
      if (now() - known.at > lifeMs) throw new Refused('expired_trigger_id');
      known.exchanged = true;
      return known.trigger;
    },
  };
}
