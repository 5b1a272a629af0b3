import { z } from 'zod';
import type { Gesture } from './protocol.ts';

const text = z.string();
const person = { as: text };
const message = { channel: text, ts: text };

/** {@link Gesture} as it may arrive. */
export const gestureShape: z.ZodType<Gesture> = z.discriminatedUnion(
  'do',
  [
    z.object({ ...person, do: z.literal('say'), channel: text, text, threadTs: text.exactOptional() }),
    z.object({ ...person, do: z.literal('command'), channel: text, command: text, text }),
    z.object({ ...person, do: z.literal('typeahead'), blockId: text, value: text }),
    z.object({ ...person, do: z.literal('choose'), blockId: text, options: z.array(text) }),
    z.object({ ...person, do: z.literal('fill'), blockId: text, value: text }),
    z.object({ ...person, do: z.literal('submit') }),
    z.object({ ...person, do: z.literal('close'), all: z.boolean().exactOptional() }),
    z.object({
      ...person,
      do: z.literal('click'),
      on: z.union([z.object({ message: z.object(message) }), z.object({ view: text })], 'there is nothing to click'),
      actionId: text,
      blockId: text.exactOptional(),
      option: text.exactOptional(),
    }),
    z.object({ ...person, do: z.literal('home') }),
    z.object({ ...person, do: z.literal('shortcut'), callbackId: text }),
    z.object({ ...person, do: z.literal('messageShortcut'), callbackId: text, ...message }),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? 'nobody can do that' : undefined) },
);
