/**
 * How often the security tests try. `npm test` tries a part; `npm run verify:security` sets
 * CROSSVIEW_FULL=1, tries the whole and writes docs/security-results.md.
 */
const isFull = process.env.CROSSVIEW_FULL === '1'

export const COUNTS = {
  /** Hostile payloads for each channel of the window. */
  payloadsPerChannel: isFull ? 10_000 : 300,
  /** Damaged copies of the profile file. */
  mutatedFiles: isFull ? 5_000 : 300,
  /** Processes killed while they save. */
  kills: isFull ? 1_000 : 20,
  /** Processes killed while they keep snapshots in the history. */
  historyKills: isFull ? 1_000 : 40,
  /** Damaged copies of a sealed snapshot. */
  damagedSnapshots: isFull ? 5_000 : 300,
  /** Tenants that each of three processes adds at the same time. */
  tenantsPerWriter: isFull ? 100 : 10,
  /** Processes killed while they and another one add tenants. */
  killedWriters: isFull ? 100 : 6,
  /** Random interleavings of runs over four tenants. */
  interleavings: isFull ? 300 : 15,
  /** Raw requests at the listener of a sign-in. */
  rawRequests: isFull ? 50_000 : 5_000,
  /** Random tenants whose redacted outputs, in every format, are searched for their texts. */
  redactedTenants: isFull ? 20 : 2,
  /** Pages that crash, or are killed, in the middle of a comparison; in each host. */
  crashes: isFull ? 50 : 4,
  /** Random sequences of calls that a script in the page makes; in each host. */
  pageAttacks: isFull ? 2_000 : 40,
  /** Comparisons with a tenant that fails at random, each at another rate. */
  troubledRuns: isFull ? 200 : 10,
  /** A comparison is cancelled at every so-manieth step of it. */
  cancelStride: isFull ? 1 : 30,
  /** Seconds in which a page asks ten thousand times each. */
  floodSeconds: isFull ? 10 : 1,
  /** Tenants that are compared in one process, four at a time. */
  tenants: 200,
  /** Rows of each on both sides; one more tenant always has 50,000. */
  rowsPerTenant: isFull ? 50_000 : 150,
  /** Pages of a document that is printed whole, between prints that fail. */
  printedPages: isFull ? 500 : 60,
} as const

/** Seed of every random choice in these tests. */
export const SEED = 20_261_124
