import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type ForwardProxy, startForwardProxy } from '../doubles/proxy.ts';
import { askByModal, botMessages } from './flows.ts';
import { temporaryDirectory } from './product.ts';
import { MODES, type StageOptions, setTheStage } from './stage.ts';

/** Slack and C1 under names that only the proxy knows. */
function behindProxy(mode: 'http' | 'socket', through: (proxy: ForwardProxy) => void): StageOptions {
  const env: Record<string, string> = {};
  return {
    mode,
    env,
    prepare: async ({ slack, c1 }) => {
      const proxy = await startForwardProxy({ 'slack.test': slack.port, 'tenant.test': c1.port });
      onTestFinished(() => proxy.close());
      const certificate = join(temporaryDirectory(), 'ca.pem');
      writeFileSync(certificate, proxy.certificate);
      Object.assign(env, {
        SLACK_API_URL: 'https://slack.test/api/',
        C1_BASE_URL: 'https://tenant.test',
        C1_ACCESS_TOKEN: c1.mintToken(),
        C1_CLIENT_ID: '',
        C1_CLIENT_SECRET: '',
        HTTPS_PROXY: proxy.url,
        // The sandbox's socket is a plain one.
        HTTP_PROXY: proxy.url,
        NO_PROXY: '',
        NODE_EXTRA_CA_CERTS: certificate,
      });
      through(proxy);
    },
  };
}

it.each(MODES)("the system's proxy is used for Slack, its socket and C1 (%s)", async (mode) => {
  let proxy: ForwardProxy | undefined;
  const stage = await setTheStage(
    behindProxy(mode, (started) => {
      proxy = started;
    }),
  );
  await askByModal(stage, 'ana', 'google');
  await stage.slack.waitFor(() => botMessages(stage)[0]);
  const targets = new Set(proxy?.targets);
  expect(targets).toContain('slack.test:443');
  expect(targets).toContain('tenant.test:443');
  if (mode === 'socket') expect(targets).toContain(`127.0.0.1:${stage.slack.port}`);
});

it('what runs on this machine is reached without the proxy', async () => {
  const nobody = 'http://127.0.0.1:9';
  const stage = await setTheStage({ mode: 'socket', env: { HTTP_PROXY: nobody, HTTPS_PROXY: nobody, NO_PROXY: '' } });
  await askByModal(stage, 'ana', 'google');
  await stage.slack.waitFor(() => botMessages(stage)[0]);
});
