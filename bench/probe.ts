/**
 * Loaded before an app that is measured (`node --import`): answers for memory and processor time of its process over the
 * channel to its parent, alike for each app.
 */
export interface Reading {
  /** Bytes, after a collection. */
  readonly rss: number;
  readonly heapUsed: number;
  /** Milliseconds of processor time since the start of the process. */
  readonly cpuMs: number;
}

process.on('message', (question: 'memory' | 'cpu' | 'exit') => {
  if (question === 'exit') process.exit();
  if (question === 'memory') globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ rss, heapUsed, cpuMs: (user + system) / 1000 } satisfies Reading);
});
// Whoever measured is gone.
process.on('disconnect', () => process.exit());
process.channel?.unref();
