import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { chooseTheme, storedTheme, themeNow } from './theme.ts';

export function ThemeToggle() {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => storedTheme() === null && setTheme(themeNow());
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);
  const other = theme === 'dark' ? 'light' : 'dark';
  const label = `Switch to the ${other} theme`;
  return (
    <button
      type="button"
      class="bar-button"
      data-testid="theme-toggle"
      aria-label={label}
      title={label}
      onClick={() => {
        chooseTheme(other);
        setTheme(other);
      }}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
