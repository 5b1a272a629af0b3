/** Slack's names for the few emoji an app like this uses; any other name stays as it was written. */
const CHARACTERS: Readonly<Record<string, string>> = {
  wave: '👋',
  tada: '🎉',
  eyes: '👀',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  rocket: '🚀',
  bell: '🔔',
  bulb: '💡',
  link: '🔗',
  key: '🔑',
  memo: '📝',
  calendar: '📅',
  mag: '🔍',
  gear: '⚙️',
  robot_face: '🤖',
  fire: '🔥',
  zap: '⚡',
  clock3: '🕒',
  stopwatch: '⏱️',
  heart: '❤️',
  smile: '😄',
  slightly_smiling_face: '🙂',
  raised_hands: '🙌',
  thinking_face: '🤔',
};

const DISC = 'M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17';

/** Those that carry a meaning here are drawn, so that they look the same on every machine. */
const DRAWN: Readonly<Record<string, { readonly fill: string; readonly shape: string; readonly sign: string }>> = {
  warning: { fill: '#e8a317', shape: 'M10 1.6 19 17.8H1z', sign: 'M10 7v5M10 14.8h.1' },
  x: { fill: '#d13b52', shape: 'M2 2h16v16H2z', sign: 'M6 6l8 8M14 6l-8 8' },
  no_entry: { fill: '#d13b52', shape: DISC, sign: 'M5.5 10h9' },
  no_entry_sign: { fill: '#d13b52', shape: DISC, sign: 'M5.5 5.5l9 9' },
  white_check_mark: { fill: '#2b8a57', shape: 'M2 2h16v16H2z', sign: 'M5.5 10.4 8.6 13.5 14.5 6.8' },
  heavy_check_mark: { fill: '#2b8a57', shape: DISC, sign: 'M5.5 10.4 8.6 13.5 14.5 6.8' },
  double_vertical_bar: { fill: '#4d7fc4', shape: 'M2 2h16v16H2z', sign: 'M7.4 6v8M12.6 6v8' },
  arrow_forward: { fill: '#4d7fc4', shape: 'M2 2h16v16H2z', sign: 'M7.6 6v8l6-4z' },
  arrows_counterclockwise: {
    fill: '#4d7fc4',
    shape: 'M2 2h16v16H2z',
    sign: 'M5.8 10a4.3 4.3 0 0 1 7.4-2.9l.8.8M14.2 10a4.3 4.3 0 0 1-7.4 2.9l-.8-.8M14.3 5.2v2.9h-2.9M5.7 14.8v-2.9h2.9',
  },
  hourglass: {
    fill: '#9a7340',
    shape: 'M4 1.5h12v2.2c0 3-2.6 4.6-4 6.3 1.4 1.7 4 3.3 4 6.3v2.2H4v-2.2c0-3 2.6-4.6 4-6.3-1.4-1.7-4-3.3-4-6.3z',
    sign: 'M7 16h6',
  },
  hourglass_flowing_sand: {
    fill: '#9a7340',
    shape: 'M4 1.5h12v2.2c0 3-2.6 4.6-4 6.3 1.4 1.7 4 3.3 4 6.3v2.2H4v-2.2c0-3 2.6-4.6 4-6.3-1.4-1.7-4-3.3-4-6.3z',
    sign: 'M7.5 5h5M10 9.5v3M7 16h6',
  },
  information_source: { fill: '#4d7fc4', shape: 'M2 2h16v16H2z', sign: 'M10 9v5M10 6h.1' },
  lock: { fill: '#c08a1e', shape: 'M3.5 8.5h13v9.5h-13z', sign: 'M10 12v2.5' },
  large_green_circle: { fill: '#2b8a57', shape: DISC, sign: '' },
  large_yellow_circle: { fill: '#e8a317', shape: DISC, sign: '' },
  red_circle: { fill: '#d13b52', shape: DISC, sign: '' },
  large_blue_circle: { fill: '#4d7fc4', shape: DISC, sign: '' },
  white_circle: { fill: '#a8a2ad', shape: DISC, sign: '' },
};

export function Emoji({ name }: { name: string }) {
  const drawn = DRAWN[name];
  const label = name.replaceAll('_', ' ');
  if (drawn) {
    return (
      <svg class="emoji" viewBox="0 0 20 20" role="img" aria-label={label}>
        <title>{`:${name}:`}</title>
        <path d={drawn.shape} fill={drawn.fill} stroke={drawn.fill} stroke-width="1.6" stroke-linejoin="round" />
        <path
          d={drawn.sign}
          fill="none"
          stroke="#fff"
          stroke-width="2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    );
  }
  const character = CHARACTERS[name];
  if (!character) return <>{`:${name}:`}</>;
  return (
    <span role="img" aria-label={label} title={`:${name}:`}>
      {character}
    </span>
  );
}
