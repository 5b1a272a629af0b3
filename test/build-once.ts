/** End-to-end tests start the built app: it is built once, before all of them. */
export default async function buildOnce(): Promise<void> {
  await import('../build.ts');
}
