import { describe, it } from 'vitest';
import { allowBen, askByModal, botMessages, toldTo } from './flows.ts';
import { beforeTheStart, MODES, setTheStage, startAgain } from './stage.ts';

describe('at LOG_LEVEL=trace', () => {
  // How the app signs in to C1 has nothing to do with how Slack reaches it.
  it.concurrent.for([
    ['http', 'private_key_jwt'],
    ['socket', 'client_secret_post'],
  ] as const)(
    'no secret is in any output (over %s, %s)',
    async ([mode, method], { expect, onTestFinished: onFinished }) => {
      const stage = await setTheStage({ onFinished, mode, env: { C1_AUTH_METHOD: method } });
      const { slack, c1 } = stage;
      await allowBen(stage);
      await askByModal(stage, 'ben', 'google');
      await slack.waitFor(() => botMessages(stage)[0]);

      // Everything that goes wrong is logged with what there is to say of it.
      slack.faults.next('views.open', 'reset', 'reset');
      await slack.slashCommand({ user: 'ana', channel: 'general' });
      slack.faults.next('response_url', { status: 500 });
      slack.faults.next('chat.postEphemeral', { error: 'user_not_in_channel' });
      await slack.slashCommand({ user: 'cleo', channel: 'general' });
      await slack.waitFor(() => toldTo(stage, 'cleo')[0]);
      c1.faults.next('force-sync', {
        status: 403,
        body: { message: `${c1.clientSecret} eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2ln` },
      });
      await askByModal(stage, 'ben', 'github ent');
      c1.faults.next('force-sync', 'reset-before-read');
      await askByModal(stage, 'ben', 'okta pre');
      c1.revokeTokens();
      c1.setCredentialState('revoked');
      await askByModal(stage, 'ben', 'salesforce');
      await slack.waitFor(() => toldTo(stage, 'ben').find((text) => text.includes('unclear')), 12_000);
      await stage.product.kill('SIGTERM');

      const output = stage.product.output;
      expect(output).toContain('"level":10'.slice(0, 8));
      expect(output.length).toBeGreaterThan(2_000);
      const jwk = c1.clientSecret.split(':')[3] ?? '';
      const bearers = c1.requests.map(({ raw }) =>
        String(raw.requestHeaders.authorization ?? '').replace('Bearer ', ''),
      );
      const assertions = c1.requests.map(
        ({ raw }) => new URLSearchParams(raw.requestBody).get('client_assertion') ?? '',
      );
      const fromSlack = slack.deliveries.flatMap(
        ({ body }) => JSON.stringify(body).match(/https?:[^"]*\/(?:commands|actions|response)[^"]*/g) ?? [],
      );
      const secrets = [
        slack.botToken,
        slack.appToken,
        slack.signingSecret,
        c1.clientSecret,
        jwk,
        JSON.parse(Buffer.from(jwk, 'base64url').toString()).d,
      ];
      for (const secret of [...secrets, ...bearers, ...assertions, ...fromSlack].filter((one) => one.length > 8)) {
        expect(output.includes(secret), `a secret is in the output: ${secret.slice(0, 12)}…`).toBe(false);
      }
      expect(fromSlack.length).toBeGreaterThan(0);
      expect(bearers.filter(Boolean).length).toBeGreaterThan(0);
      expect(method === 'client_secret_post' || assertions.some(Boolean)).toBe(true);
    },
  );

  it.concurrent.for(MODES)(
    'a token that Slack refuses, over %s, is named by its variable and not shown',
    async (mode, { expect, onTestFinished: onFinished }) => {
      const stage = await beforeTheStart({ onFinished, mode });
      stage.slack.revokeToken(mode === 'socket' ? 'app' : 'bot');
      const product = startAgain(stage, onFinished);
      await expect(product).rejects.toThrow(
        mode === 'socket' ? /SLACK_APP_TOKEN: Slack refuses/ : /SLACK_BOT_TOKEN: Slack refuses/,
      );
      await expect(product).rejects.toThrow(/ended first \(78\)/);
      await expect(product).rejects.not.toThrow(stage.slack.botToken);
    },
  );
});
