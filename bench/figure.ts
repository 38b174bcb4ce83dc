/**
 * One measured thing, as `npm run bench` tells it. The machine is noisy: what counts is the ratio to a
 * reference that was measured in the same run, and nothing here can fail on time.
 */
export interface Figure {
  /** What was done, with its size: "compare 10,000 tickets a side, 50 ms an answer". */
  readonly what: string
  /** The middle of the runs. */
  readonly ours: number
  readonly unit: 's' | 'ms' | 'MB' | '%' | 'requests' | 'faults' | 'handles'
  /** A peer or a floor, measured in the same run; null where there is none but the aim. */
  readonly reference: { readonly what: string; readonly value: number } | null
  /** What was aimed at, in words: "under 0.35 of it", "under 200 MB"; null for none. */
  readonly aim: string | null
  readonly runs: number
  /** Why it could not be measured on this machine, as "there is no Electron"; the numbers then mean nothing. */
  readonly unmeasured?: string
}

/** What a case of the benchmark exports as `run`. Its figures go into the table and into `docs/benchmarks.md`. */
export type Benchmark = () => Promise<readonly Figure[]>

/** The middle of the values; of an even number, the lower of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? NaN
}
