/** What this browser keeps between visits. A browser that forbids it forgets, and nothing else breaks. */
const PREFIX = 'c1-sync-sandbox.';

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // Private windows and full disks: the page works, it only forgets.
  }
}
