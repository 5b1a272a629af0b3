import { recall, remember } from './remembered.ts';

export type Theme = 'light' | 'dark';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

/** null: as the system has it. */
export function storedTheme(): Theme | null {
  const stored = recall('theme');
  return stored === 'light' || stored === 'dark' ? stored : null;
}

export function themeNow(): Theme {
  return storedTheme() ?? (systemIsDark() ? 'dark' : 'light');
}

export function applyTheme(theme: Theme | null): void {
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  remember('theme', theme);
  applyTheme(theme);
}
