/**
 * Reads the URL of a server that gets our secrets, so it is https, or http towards this machine.
 * @returns the URL, or what is wrong with it; the text holds no part of it, since credentials may be in it
 */
export function parseServerUrl(text: string, example: string): URL | string {
  const write = `write it as ${example}`;
  if (!URL.canParse(text)) return `is not a URL; ${write}`;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `is not an https URL; ${write}`;
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'is not encrypted; write https: (http: is for this machine only: localhost, 127.0.0.1, [::1])';
  }
  if (url.username !== '' || url.password !== '') return `has credentials in it; ${write}`;
  if (url.search !== '' || url.hash !== '') return `has a query or a fragment; ${write}`;
  return url;
}

/** `hostname` as WHATWG's URL writes it: lower case, IPv4 in four numbers, IPv6 in brackets. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
