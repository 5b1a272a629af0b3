/** How much is measured. */
export interface Scale {
  readonly startRounds: number;
  /** Flows before anything counts, so that both apps are compiled. */
  readonly warmUpFlows: number;
  /** Blocks of rounds; between two of them everything is followed to its end. */
  readonly blocks: number;
  readonly roundsABlock: number;
  readonly flowsARound: number;
  readonly firstSyncRounds: number;
  /** As short as those of `blocks`: followed syncs are looked at after five seconds. */
  readonly slowBlocks: number;
  readonly slowRounds: number;
  readonly slowFlows: number;
  readonly loadRounds: number;
  readonly loadFlows: number;
  readonly memoryFlows: number;
  readonly memoryReadings: number;
  /** Between two readings. */
  readonly memoryFlowsAReading: number;
  /** So many syncs at a time, so that no connector is asked for again before its last sync has ended. */
  readonly memoryConnectors: number;
  /** Whether syncs are waited for to their end, some six seconds each time. */
  readonly followed: boolean;
  /** Connectors of the tenants that typing is measured in. */
  readonly tenants: readonly number[];
  readonly typingRounds: number;
  readonly clientRounds: number;
  readonly callsARound: number;
  readonly grants: readonly [few: number, many: number];
  /** Short: a block is through before the first looks at its syncs, five seconds after each, take processor time. */
  readonly postgresBlocks: number;
  readonly postgresRoundsABlock: number;
  /** In a round, one after the other, before everybody comes at once. */
  readonly postgresFlowsOfOne: number;
  readonly postgresFlows: number;
  readonly postgresWarmUp: number;
}

export const WHOLE: Scale = {
  startRounds: 5,
  warmUpFlows: 300,
  blocks: 3,
  roundsABlock: 5,
  flowsARound: 20,
  firstSyncRounds: 3,
  slowBlocks: 3,
  slowRounds: 2,
  slowFlows: 24,
  loadRounds: 4,
  loadFlows: 500,
  memoryFlows: 10_000,
  memoryReadings: 6,
  memoryFlowsAReading: 500,
  memoryConnectors: 5_000,
  followed: true,
  tenants: [10, 5_000, 50_000],
  typingRounds: 12,
  clientRounds: 12,
  callsARound: 250,
  grants: [10, 100_000],
  postgresBlocks: 2,
  postgresRoundsABlock: 2,
  postgresFlowsOfOne: 20,
  postgresFlows: 96,
  postgresWarmUp: 128,
};

/** Shows that each measure works, and nothing about speed. */
export const QUICK: Scale = {
  startRounds: 1,
  warmUpFlows: 1,
  blocks: 1,
  roundsABlock: 1,
  flowsARound: 2,
  firstSyncRounds: 1,
  slowBlocks: 1,
  slowRounds: 1,
  slowFlows: 2,
  loadRounds: 1,
  loadFlows: 4,
  memoryFlows: 8,
  memoryReadings: 3,
  memoryFlowsAReading: 2,
  memoryConnectors: 8,
  followed: false,
  tenants: [10, 60],
  typingRounds: 1,
  clientRounds: 1,
  callsARound: 3,
  grants: [1, 20],
  postgresBlocks: 1,
  postgresRoundsABlock: 1,
  postgresFlowsOfOne: 2,
  postgresFlows: 4,
  postgresWarmUp: 1,
};
