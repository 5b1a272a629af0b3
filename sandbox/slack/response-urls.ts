import { newSecret } from './ids.ts';
import { Refused } from './refused.ts';

export interface ResponseTarget {
  readonly channel: string;
  readonly user: string;
  /** The message the gesture was made on, or the last one this URL wrote. */
  message?: string;
}

export interface ResponseUrls {
  issue(target: ResponseTarget): string;
  /** Counts one use. */
  use(path: string): ResponseTarget;
}

const USES = 5;
const LIFE_MS = 30 * 60 * 1000;

/** 5 uses in 30 min (reference 3.11; docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
export function createResponseUrls(now: () => number, base: () => string): ResponseUrls {
  const issued = new Map<string, { target: ResponseTarget; at: number; uses: number }>();
  return {
    issue(target) {
      const path = `/response/${newSecret(18)}`;
      issued.set(path, { target: { ...target }, at: now(), uses: 0 });
      return base() + path;
    },
    use(path) {
      const known = issued.get(path);
      if (!known) throw new Refused('no_such_url');
      if (now() - known.at > LIFE_MS) throw new Refused('expired_url');
      if (known.uses >= USES) throw new Refused('used_url');
      known.uses += 1;
      return known.target;
    },
  };
}
