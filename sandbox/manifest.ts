import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const shape = z.object({
  features: z.object({
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
    shortcuts: z
      .array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }))
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

export type Manifest = z.infer<typeof shape>;

/** What the app is in Slack comes from its manifest: a scope or a shortcut missing there is missing here. */
export function readManifest(): Manifest {
  return shape.parse(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')));
}
