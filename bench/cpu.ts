import { median } from './figure'

/** Milliseconds of the processor, the collector's among them: the middle of so many runs, after one that does not count. */
export const cpuOf = async (runs: number, work: () => unknown): Promise<number> => {
  const took: number[] = []
  for (let run = -1; run < runs; run += 1) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    if (run >= 0) took.push((user + system) / 1000)
  }
  return median(took)
}
