import type { Environment } from './environment.ts';

/** What makes a half real: its credentials. Addresses and preferences alone do not. */
const SLACK = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'];
const C1 = ['CLIENT_ID', 'CLIENT_SECRET', 'OIDC_TOKEN', 'ACCESS_TOKEN'].flatMap((name) => [
  `C1_${name}`,
  `CONDUCTORONE_${name}`,
]);

/** Which of the two the environment configures, completely or not: what is missing the app itself says. */
export function realHalves(environment: Environment): { readonly slack: boolean; readonly c1: boolean } {
  const isSet = (name: string) => [name, `${name}_FILE`].some((spelling) => !!environment[spelling]?.trim());
  return { slack: SLACK.some(isSet), c1: C1.some(isSet) };
}

/** As the app decides it (`src/config/slack-settings.ts`): an app token means Socket Mode. */
export function modeOfRealSlack(environment: Environment): 'socket' | 'http' {
  return environment.SLACK_APP_TOKEN?.trim() || environment.SLACK_APP_TOKEN_FILE?.trim() ? 'socket' : 'http';
}
