import { Avatar } from './avatar.tsx';
import { useSession } from './session.ts';

/** Sign in as somebody else: everything is then seen and done as that person. */
export function PersonSwitcher() {
  const { state, place, go } = useSession();
  const now = state.people.some(({ id }) => id === place.as) ? place.as : state.me.id;
  return (
    <label class="person-switcher">
      <span class="person-label">You are</span>
      <Avatar user={now} small />
      <select
        aria-label="You are"
        data-testid="person-switcher"
        value={now}
        onChange={(event) => go({ as: event.currentTarget.value, thread: '' })}
      >
        {state.people.map(({ id, realName, role }) => (
          <option key={id} value={id}>
            {realName} · {role}
          </option>
        ))}
      </select>
    </label>
  );
}
