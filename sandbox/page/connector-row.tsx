import type { ConnectorSnapshot } from '../c1/snapshot.ts';
import { statusOf } from './connector-status.ts';
import { useSwitch } from './use-switch.ts';

interface Props {
  readonly connector: ConnectorSnapshot;
  readonly now: number;
  /** Another of the same app has the same name: only the id tells them apart. */
  readonly twin: boolean;
}

export function ConnectorRow({ connector, now, twin }: Props) {
  const turn = useSwitch();
  const { ref, name, pause, nextEnd, deleted } = connector;
  const { kind, text, progress } = statusOf(connector, now);
  const called = `${name ?? 'Connector without a name'}${twin ? ` …${ref.connectorId.slice(-4)}` : ''}`;
  return (
    <li class="connector" data-testid="connector" data-status={kind}>
      <div class="connector-line">
        <span class={`dot ${kind}`} aria-hidden="true" />
        <span class="connector-name">{called}</span>
      </div>
      <p class="connector-status" title={text}>
        {text}
      </p>
      {progress !== null && <progress max={1} value={progress} aria-label={`${called}: progress`} />}
      {!deleted && (
        <div class="connector-tools">
          <button
            type="button"
            class="chip-button"
            aria-pressed={nextEnd !== null}
            aria-label={`${called}: next sync fails`}
            title="The next sync of this connector ends with an error"
            onClick={() => nextEnd === null && turn({ switch: 'nextSyncFails', ...ref })}
          >
            Next sync fails
          </button>
          <button
            type="button"
            class="chip-button"
            aria-pressed={pause !== null}
            aria-label={`${called}: paused`}
            title="C1 does not sync a paused connector"
            onClick={() => turn({ switch: 'paused', ...ref, on: pause === null })}
          >
            Paused
          </button>
        </div>
      )}
    </li>
  );
}
