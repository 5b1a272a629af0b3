import type { HttpDelivery } from './delivery-http.ts';
import { newSecret } from './ids.ts';
import { isObject } from './json.ts';
import type { World } from './world.ts';

/** docs.slack.dev/reference/events/url_verification: the app answers with the challenge, as text or as JSON. */
export async function verifyEventsUrl(world: World, http: HttpDelivery, url: string | undefined): Promise<boolean> {
  if (!url) return false;
  const challenge = newSecret(16);
  const text = JSON.stringify({ token: world.tokens.verification, challenge, type: 'url_verification' });
  const { body } = await http.post(url, { text, contentType: 'application/json' });
  return (isObject(body) ? body.challenge : body) === challenge;
}
