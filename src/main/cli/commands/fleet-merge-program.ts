import { InvalidArgumentError, Option, type Command } from 'commander'
import { countText } from '../../../core/comparison/count-text'
import { MAJORITY } from '../../../core/fleet/fleet'
import type { Console } from '../terminal/console'
import type { MergeOptions, PartAge } from './fleet-merge'
import { fleetOutputFault, withFleetOutputs } from './fleet-output-options'
import type { RunCommand } from './run-command'

/** `crossview fleet merge`: its options. */
export const addMergeCommand = (
  fleet: Command,
  { console, run }: { readonly console: Console; readonly run: RunCommand },
): void => {
  const merge = fleet
    .command('merge')
    .argument('<dir...>', 'folders that fleet --out wrote, or that hold such folders')
    .description('what separate machines wrote, as one run over all of it would tell it')
    .optionsGroup('Options:')
    .addOption(
      new Option('--baseline <name>', 'the tenant that the others are held against').default(MAJORITY),
    )
    .option(
      '--newer-than <age>',
      'parts that ended before are missing: hours, or a date such as 2026-11-26',
      partAge,
    )
    .option('--expect-tenants <file>', 'names of tenants that have to be there, one a line')
  withFleetOutputs(merge).action((folders: readonly string[], options: MergeOptions) =>
    run(fleetOutputFault(options, console), async (deps) =>
      (await import('./fleet-merge')).fleetMerge(folders, options, deps),
    ),
  )
}

/** A year of hours is as old as anything has to be told to be. */
const MOST_HOURS = 8_760

const partAge = (text: string): PartAge => {
  if (/^\d{1,5}$/.test(text)) {
    const hours = Number(text)
    if (hours >= 1 && hours <= MOST_HOURS) return { hours }
  } else if (/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(text)) {
    const since = Date.parse(text)
    if (!Number.isNaN(since)) return { since }
  }
  throw new InvalidArgumentError(
    `Use hours from 1 to ${countText(MOST_HOURS)}, or a date in UTC such as 2026-11-26 or 2026-11-26T06:00:00Z.`,
  )
}
