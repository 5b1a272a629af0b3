import type { Workspace } from '../workspace-model.ts';

/**
 * What "Escape channels, users, and links" makes of typed text: `@ana` to `<@U…|ana>`, `#general` to `<#C…|general>`,
 * `@helpdesk` to `<!subteam^S…|@helpdesk>` (reference 3.9; docs.slack.dev/interactivity/implementing-slash-commands);
 * `&`, `<` and `>` as in every text. Unknown names stay as typed.
 */
export function escapeCommandText(text: string, workspace: Workspace): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .replace(/(?<![\w.])@([\w.-]*\w)/g, (typed, name: string) => mention(name, workspace) ?? typed)
    .replace(/(?<!\w)#([\w-]+)/g, (typed, name: string) => {
      const channel = [...workspace.channels.values()].find((each) => each.name === name);
      return channel ? `<#${channel.id}|${channel.kind === 'public' ? name : ''}>` : typed;
    });
}

function mention(name: string, workspace: Workspace): string | undefined {
  if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`;
  const person = [...workspace.people.values()].find((each) => each.name === name);
  if (person) return `<@${person.id}|${person.name}>`;
  const group = [...workspace.userGroups.values()].find(({ handle }) => handle === name);
  return group && `<!subteam^${group.id}|@${group.handle}>`;
}
