import type { SlackSandbox } from './slack/slack-sandbox.ts';

/** Those the page lets one be. The rest of the usual workspace, a bot and somebody who left, is for tests. */
export const PEOPLE = ['ana', 'ben', 'cleo', 'gil', 'sam'];

const WELCOME = `Welcome! c1-sync lives in this workspace. Try:
• \`/c1-sync\` to choose a connector and sync it now
• \`/c1-sync run google\` to sync at once
• \`/c1-sync help\` to see what you may do
Then be Cleo, who may not, and give her access as Ana: \`/c1-sync allow @cleo for 8h\`. Make ConductorOne slow or broken in its panel.`;

const TO_PARTNERS = 'Hi! I work for another company, and this channel is shared with us. What can I do with c1-sync?';

/** What is there before anybody did anything. */
export function furnish(slack: SlackSandbox): void {
  const { workspace } = slack;
  // A guest sees the channels they were invited to, and no others.
  workspace.channel('general').members.add(workspace.person('gil').id);
  workspace.addUserGroup({ handle: 'helpdesk', name: 'Help desk', members: ['cleo'] });
  for (const name of PEOPLE) if (workspace.person(name).kind !== 'stranger') workspace.dm(name);
  slack.say('ana', 'general', WELCOME);
  slack.say('sam', 'partners', TO_PARTNERS);
}

/** Ana lets Ben sync, by the command everybody uses; the answer stands in her messages with the app. */
export async function letBenSync(slack: SlackSandbox): Promise<void> {
  const told = slack.ephemerals('ana').length;
  await slack.slashCommand({ user: 'ana', channel: slack.dm('ana'), text: 'allow @ben' });
  await slack.waitFor(() => slack.ephemerals('ana')[told], 10_000);
}
