/** Our own line icons, 20 by 20, in the colour of the text around them. */
const PATHS = {
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h13.5M3 12.5h13.5',
  lock: 'M5.5 9h9v7.5h-9zM7.2 9V6.3a2.8 2.8 0 0 1 5.6 0V9',
  shared: 'M6.5 13.5 3.6 10.6a2.6 2.6 0 0 1 3.7-3.7l1.5 1.5M13.5 6.5l2.9 2.9a2.6 2.6 0 0 1-3.7 3.7l-1.5-1.5M8 8l4 4',
  send: 'M3.2 4.2 17 10 3.2 15.8 5 10.6 11 10 5 9.4z',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.8M10 16.2V18M2 10h1.8M16.2 10H18M4.3 4.3l1.3 1.3M14.4 14.4l1.3 1.3M4.3 15.7l1.3-1.3M14.4 5.6l1.3-1.3',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z',
  close: 'M5 5l10 10M15 5 5 15',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  panel: 'M3.5 4h13v12h-13zM12 4v12',
  reply: 'M4 5.5h12v7.5H9.5L6 16v-3H4z',
  more: 'M4.6 10h.1M10 10h.1M15.4 10h.1',
  eye: 'M2.5 10S5.2 5.2 10 5.2 17.5 10 17.5 10 14.8 14.8 10 14.8 2.5 10 2.5 10zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  chevron: 'M7 5.5 12 10l-5 4.5',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  check: 'M4.5 10.5 8.3 14.2 15.5 6.5',
  warning: 'M10 3.2 17.6 16.4H2.4zM10 8v3.6M10 13.9h.1',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 9.2v4.2M10 6.6h.1',
  restart: 'M4 10a6 6 0 1 0 2-4.5M4 3.5V7h3.5',
  slash: 'M12.5 4 7.5 16',
  at: 'M13 10a3 3 0 1 1-1-2.2M13 7v4.2a1.9 1.9 0 0 0 3.8 0V10A6.8 6.8 0 1 0 14 15.4',
  bolt: 'M11 2.8 4.8 11.2h4.6L8.8 17.2 15.2 8.8h-4.8z',
  person: 'M10 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6M4 16.5a6 6 0 0 1 12 0',
  calendar: 'M4 5.5h12v11H4zM4 9h12M7.2 3.5v3M12.8 3.5v3',
  sync: 'M4.5 10a5.5 5.5 0 0 1 9.6-3.7l1.4 1.4M15.5 10a5.5 5.5 0 0 1-9.6 3.7l-1.4-1.4M15.6 4v3.8h-3.8M4.4 16v-3.8h3.8',
  file: 'M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15M8 10.5h4.5M8 13.5h4.5',
  external: 'M8 5H5v10h10v-3M11 4.5h4.5V9M15.2 4.8 9.5 10.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const dots = name === 'more';
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width={dots ? 2.6 : 1.5}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
