import type { JsonObject } from '../../slack/json.ts';
import { num, str, words } from './read.ts';
import type { ElementProps } from './surface.ts';
import { useChoosing } from './use-choosing.ts';

export function DatePicker(props: ElementProps) {
  const { element } = props;
  const read = (state: JsonObject | undefined) => str(state ? state.selected_date : element.initial_date);
  return <Picker {...props} type="date" read={read} send={(value) => value} name="Date" />;
}

export function TimePicker(props: ElementProps) {
  const { element } = props;
  const read = (state: JsonObject | undefined) => str(state ? state.selected_time : element.initial_time);
  return <Picker {...props} type="time" read={read} send={(value) => value} name="Time" />;
}

/** Seconds since 1970 at Slack; here the reader's own clock. */
export function DateTimePicker(props: ElementProps) {
  const { element } = props;
  const read = (state: JsonObject | undefined) =>
    local(num(state ? state.selected_date_time : element.initial_date_time));
  const send = (value: string) => String(Math.floor(new Date(value).getTime() / 1000));
  return <Picker {...props} type="datetime-local" read={read} send={send} name="Date and time" />;
}

interface PickerProps extends ElementProps {
  readonly type: 'date' | 'time' | 'datetime-local';
  readonly name: string;
  readonly read: (state: JsonObject | undefined) => string;
  readonly send: (value: string) => string;
}

function Picker({ element, block, field, type, name, read, send }: PickerProps) {
  const { chosen, choose, dialog } = useChoosing(element, block, read, (value) => (value === '' ? [] : [send(value)]));
  return (
    <span class="picker">
      <input
        id={field?.id}
        type={type}
        value={chosen}
        aria-label={field ? undefined : words(element.placeholder) || name}
        aria-invalid={field?.invalid}
        aria-describedby={field?.describedBy}
        data-focus-on-load={element.focus_on_load === true ? '' : undefined}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value !== '' || type !== 'datetime-local') choose(value);
        }}
      />
      {dialog}
    </span>
  );
}

function local(seconds: number | undefined): string {
  if (!seconds) return '';
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
