import type { Log } from '../../../src/ports/log.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
