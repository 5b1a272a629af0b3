/** Work that must not overlap, by key, in all instances that share the store. */
export interface Turns {
  /**
   * Each begins when the one before it has ended, however that ended. Where several instances share the store it rejects
   * with StoreFailed, and nothing is begun, if the turn does not come.
   */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}
