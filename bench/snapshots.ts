import { compareResource } from '../src/core/comparison/compare'
import { explain } from '../src/core/explain/explain'
import { openSnapshot, toSnapshot } from '../src/main/services/reports/snapshot'
import { FILES } from '../src/shared/bounds'
import { parseJson } from '../src/shared/files/json-text'
import { snapshotFileSchema } from '../src/shared/files/snapshot'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { enlarged } from './on-records'

const TICKETS = [100_000, 500_000]

/** Opens snapshots and says how long each step holds main, which has a turn between them: seconds of the processor. */
export const run = async (): Promise<void> => {
  for (const tickets of TICKETS) {
    const text = JSON.stringify(toSnapshot(enlarged(comparisonOf(restrictedTenant()), tickets)))
    const whole = await openSnapshot(text)
    if (!whole.ok) throw new Error(whole.error.message)
    const opened = whole.value
    const json = timed(() => parseJson(text, FILES.snapshot))
    const checked = timed(() => snapshotFileSchema.safeParse(json.value.ok ? json.value.value : null))
    const compared = timed(() =>
      opened.resources.map(({ resource, agent, app }) => compareResource(resource, agent, app, new Set())),
    )
    const explained = timed(() => explain(opened))
    const lines = [
      `${tickets} tickets, ${(text.length / 1e6).toFixed(0)} MB`,
      `  bounds and JSON.parse  ${json.seconds} s`,
      `  schema                 ${checked.seconds} s`,
      `  compare                ${compared.seconds} s`,
      `  explain                ${explained.seconds} s`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: string } => {
  const before = process.threadCpuUsage()
  const value = work()
  const { user, system } = process.threadCpuUsage(before)
  return { value, seconds: ((user + system) / 1e6).toFixed(2) }
}
