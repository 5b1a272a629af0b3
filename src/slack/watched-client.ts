import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import { FATAL_TOKEN_ERRORS, SlackTokenRefused } from './sign-in.ts';

/** Slack takes the bot token no longer, which it also says when it is asked for nothing but that. */
export type OnTokenRefused = (error: SlackTokenRefused) => void;

/**
 * Slack's client, which notices that its token was revoked while the app runs: a call is refused for it, and then
 * `auth.test` as well. One refusal alone may be a slip of Slack's.
 */
export class WatchedClient extends WebClient {
  readonly #onTokenRefused: OnTokenRefused;
  #isAsking = false;

  constructor(token: string, options: WebClientOptions, onTokenRefused: OnTokenRefused) {
    super(token, options);
    this.#onTokenRefused = onTokenRefused;
  }

  override async apiCall(...call: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    try {
      return await super.apiCall(...call);
    } catch (error) {
      if (refusalOfToken(error) !== undefined && call[0] !== 'auth.test') void this.#askAgain();
      throw error;
    }
  }

  /** Never rejects. */
  async #askAgain(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      await this.apiCall('auth.test');
    } catch (error) {
      const said = refusalOfToken(error);
      if (said !== undefined) this.#onTokenRefused(new SlackTokenRefused('SLACK_BOT_TOKEN', said));
    } finally {
      this.#isAsking = false;
    }
  }
}

function refusalOfToken(error: unknown): string | undefined {
  const said = error instanceof WebAPIPlatformError ? error.data.error : undefined;
  return said !== undefined && FATAL_TOKEN_ERRORS.has(said) ? said : undefined;
}
