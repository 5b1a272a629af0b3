import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMAND, MESSAGE_SHORTCUT, SYNC_SHORTCUT } from '../src/slack/ids.ts';

const manifest = parse(readFileSync('manifest.yml', 'utf8'));
const schema = JSON.parse(readFileSync('test/fixtures/slack-manifest.schema.json', 'utf8'));

describe('manifest.yml', () => {
  it("is valid against Slack's own schema", () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const valid = ajv.validate(schema, manifest);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('names the command of the code, with mentions escaped to ids', () => {
    expect(manifest.features.slash_commands).toMatchObject([{ command: COMMAND, should_escape: true }]);
  });

  it('has the shortcuts of the code, one for anywhere and one for a message', () => {
    const shortcuts: { type: string; callback_id: string }[] = manifest.features.shortcuts;
    expect(shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ['global', SYNC_SHORTCUT],
      ['message', MESSAGE_SHORTCUT],
    ]);
  });

  it('asks for the least scopes, each explained in the README', () => {
    const scopes: string[] = manifest.oauth_config.scopes.bot;
    expect(scopes).toEqual([
      ...['commands', 'chat:write', 'chat:write.public', 'im:write', 'files:write'],
      ...['users:read', 'usergroups:read'],
    ]);
    const readme = readFileSync('README.md', 'utf8');
    for (const scope of scopes) expect(readme).toContain(`\`${scope}\``);
  });

  it('leaves token rotation off, since one fixed token is what we run on', () => {
    expect(manifest.settings.token_rotation_enabled).toBe(false);
  });
});
