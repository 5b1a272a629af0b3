/** A database as people name it: `db.example.com:5432/c1sync`. Nothing of its URL that may be secret. */
export function nameOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = hostname || searchParams.get('host') || 'localhost';
    return `${host}:${port || '5432'}${decodeURIComponent(pathname)}`;
  } catch {
    return 'of DATABASE_URL';
  }
}
