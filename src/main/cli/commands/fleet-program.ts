import { InvalidArgumentError, Option, type Command } from 'commander'
import { countText } from '../../../core/comparison/count-text'
import { MAJORITY } from '../../../core/fleet/fleet'
import { withTrust } from '../trust/trust-options'
import type { Console } from '../terminal/console'
import { addMergeCommand } from './fleet-merge-program'
import { fleetOutputFault, withFleetOutputs, type FleetOutputs } from './fleet-output-options'
import { fleetFault, type FleetOptions } from './fleet-usage'
import { outputFolder } from './output-name'
import type { RunCommand } from './run-command'

/** A whole number of at least 1. */
const atLeastOne =
  (most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new InvalidArgumentError(`Use a whole number from 1 to ${countText(most)}.`)
    return value
  }

/** `crossview fleet`: its options. */
export const addFleetCommand = (
  program: Command,
  {
    console,
    run,
    share,
    withTurn,
  }: {
    readonly console: Console
    readonly run: RunCommand
    readonly share: (text: string) => number
    readonly withTurn: (command: Command) => Command
  },
): void => {
  const fleet = program
    .command('fleet')
    // What stands behind `merge` is its own.
    .enablePositionalOptions()
    .description('many tenants in one run: the results of each, and which is not like the others')
  withTrust(
    withTurn(
      fleet
        .optionsGroup('Tenants (one of):')
        .option('--all', 'every stored tenant')
        .option('--tag <tag>', 'the stored tenants with this tag')
        .option('--profiles <names>', 'these stored tenants, separated by commas')
        .option('--configs <dir>', 'the tenants of the config files (.json) in a folder')
        .optionsGroup('Options:')
        .option(
          '--do <work>',
          'check, compare, applications, expect, separated by commas (default: check,compare)',
        )
        .option('--resources <list>', 'resources, separated by commas', 'all')
        .option('--expect <file>', 'policy tests that every tenant is put to')
        .addOption(
          new Option('--baseline <name>', 'the tenant that the others are held against').default(MAJORITY),
        )
        .option('--at-once <n>', 'tenants under way at once (default: all, 50 at most)', atLeastOne(1_000))
        .option(
          '--deadline <minutes>',
          'how long one tenant may take before it is ended with what was done (default: as long as it takes)',
          atLeastOne(10_000),
        )
        .option(
          '--share <percent>',
          'how much of each tenant’s 700 requests per 5 minutes to use (default: 60; integrations share them)',
          share,
        ),
    ),
  )
    .optionsGroup('Folder:')
    .option('--out <dir>', 'a folder for fleet.json and one folder a tenant', outputFolder)
    .option('--resume', 'go on with an earlier run in that folder: what is done is not done again')
  withFleetOutputs(fleet).action((options: FleetOptions & FleetOutputs) =>
    run(fleetFault(options) ?? fleetOutputFault(options, console), async (deps) =>
      (await import('./fleet-command')).fleet(options, deps),
    ),
  )
  addMergeCommand(fleet, { console, run })
}
