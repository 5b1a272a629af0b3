import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { World } from '../world.ts';
import { switchShape, turn } from './c1-switches.ts';
import { gestureShape } from './gesture-shape.ts';
import { doGesture } from './gestures.ts';
import { readBody } from './read-body.ts';
import { Refused } from './refused.ts';

/** What the page can ask for, by path: each reads a body and gives the answer. */
export type Api = Readonly<Record<string, (request: IncomingMessage) => Promise<object>>>;

export function createApi(world: () => World, startOver: () => Promise<void>): Api {
  return {
    async '/api/do'(request) {
      const gesture = await readBody(request, gestureShape, 'gesture');
      const { slack } = world();
      if (!slack) throw new Refused('Slack is a real one here: use the app in your own workspace.');
      return doGesture(slack, gesture);
    },
    async '/api/c1'(request) {
      const wanted = await readBody(request, switchShape, 'switch');
      const { c1 } = world();
      if (!c1) throw new Refused('ConductorOne is a real one here, and has no switches.');
      turn(c1, wanted);
      return { ok: true };
    },
    async '/api/start-over'(request) {
      await readBody(request, z.object({}), 'request');
      await startOver().catch((why: Error) => {
        throw new Refused(`The app did not start again: it ${why.message}`, 500);
      });
      return { ok: true };
    },
  };
}
