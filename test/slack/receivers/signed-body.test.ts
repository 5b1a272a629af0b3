import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { readBody } from '../../../src/slack/receivers/signed-body.ts';

it('a body whose sender went away is a request that cannot be taken, not a failure of ours', async () => {
  const request = new IncomingMessage(new Socket());
  const reading = readBody(request);
  request.destroy(new Error('aborted'));
  await expect(reading).rejects.toMatchObject({ name: 'RequestRefused', status: 400, message: 'the body broke off' });
});
