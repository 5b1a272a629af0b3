import { Icon } from './icons.tsx';

/** With a real Slack the app is used there; here is only the tenant. */
export function Elsewhere() {
  return (
    <main class="pane">
      <div class="empty">
        <Icon name="external" size={32} />
        <h1>Slack is real</h1>
        <p>
          Use <code>/c1-sync</code> in your own workspace. The tenant beside this is a sandbox, and what goes to it
          shows there.
        </p>
      </div>
    </main>
  );
}
