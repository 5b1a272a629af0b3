import { Icon } from './icons.tsx';
import { useSession } from './session.ts';

const HUES = 8;

/** A picture of somebody: initials for people, a sign for the bot and for Slack itself. */
export function Avatar({ user, small = false }: { user: string; small?: boolean }) {
  const { state } = useSession();
  const size = small ? 'avatar small' : 'avatar';
  if (user === state.botUserId) {
    return (
      <span class={`${size} bot`} aria-hidden="true">
        <Icon name="sync" size={small ? 14 : 22} />
      </span>
    );
  }
  if (user === SLACKBOT) {
    return (
      <span class={`${size} slackbot`} aria-hidden="true">
        <Icon name="bolt" size={small ? 14 : 22} />
      </span>
    );
  }
  const name = realNameOf(state.people, state.names, user);
  return (
    <span class={`${size} hue-${hueOf(user)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** Who speaks when Slack itself does. */
export const SLACKBOT = 'USLACKBOT';

export function realNameOf(
  people: readonly { readonly id: string; readonly realName: string }[],
  names: Readonly<Record<string, string>>,
  user: string,
): string {
  if (user === SLACKBOT) return 'Slackbot';
  return people.find(({ id }) => id === user)?.realName ?? names[user] ?? user;
}

function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
}

function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum % HUES;
}
