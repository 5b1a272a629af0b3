import { DEFAULT_SETTINGS } from '../c1/settings.ts';
import type { TenantSnapshot } from '../c1/snapshot.ts';
import { useSwitch } from './use-switch.ts';

/** `Infinity` arrives as null. */
const isSlow = ({ syncMs }: { syncMs: number | null }) => syncMs === null || syncMs > 3 * DEFAULT_SETTINGS.syncMs;
const SHORT_TOKEN_SECONDS = 60;

const FAULTS = [
  [null, 'as it should'],
  ['429', '429 Too Many Requests'],
  ['503', '503 Unavailable'],
  ['reset', 'connection reset'],
] as const;

/** What is wrong with the whole tenant. */
export function C1Switches({ c1 }: { c1: TenantSnapshot }) {
  const turn = useSwitch();
  const revoked = c1.credentials[0]?.state === 'revoked';
  const fault = faultOf(c1);
  return (
    <fieldset class="switches">
      <legend>Make C1 misbehave</legend>
      <Switch label="Slow syncs" on={isSlow(c1.settings)} onTurn={(on) => turn({ switch: 'slowSync', on })} />
      <Switch label="Credential revoked" on={revoked} onTurn={(on) => turn({ switch: 'credentialRevoked', on })} />
      <Switch
        label="Tokens of 15 s"
        on={c1.settings.tokenLifetimeSeconds <= SHORT_TOKEN_SECONDS}
        onTurn={(on) => turn({ switch: 'shortTokens', on })}
      />
      <label class="fault">
        <span>The API answers</span>
        <select
          value={fault ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            turn({ switch: 'fault', fault: value === '429' || value === '503' || value === 'reset' ? value : null });
          }}
        >
          {FAULTS.map(([value, text]) => (
            <option key={text} value={value ?? ''}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

function Switch({ label, on, onTurn }: { label: string; on: boolean; onTurn: (on: boolean) => void }) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        onChange={(event) => onTurn(event.currentTarget.checked)}
      />
      <span class="switch-track" aria-hidden="true" />
      <span>{label}</span>
    </label>
  );
}

function faultOf(c1: TenantSnapshot): '429' | '503' | 'reset' | null {
  const lasting = c1.faults.find(({ times }) => times === null)?.fault ?? '';
  if (lasting.includes('429')) return '429';
  if (lasting.includes('503')) return '503';
  return lasting.includes('reset') ? 'reset' : null;
}
