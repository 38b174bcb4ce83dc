import { Option, type Command } from 'commander'
import { CHANGE_EXAMPLES } from '../../../core/remedy/change-examples'
import type { ExpectOptions, FixOptions, WhatIfOptions } from './analysis-commands'
import type { SourceOptions } from './comparison-source'
import { outputFile } from './output-name'
import { purposeOption } from './run-options'
import { resourceNamed, sourceFault } from './usage'
import type { RunCommand } from './run-command'

/** The commands that draw conclusions from a comparison, most of them offline from a snapshot. */
export const addAnalysisCommands = (
  program: Command,
  withTarget: (command: Command) => Command,
  { version, run }: { readonly version: string; readonly run: RunCommand },
): void => {
  const snapshot = () => new Option('--snapshot <file>', 'a file saved by compare --snapshot')

  program
    .command('what-if')
    .description('which records would appear or disappear if something were changed; changes nothing')
    .addOption(snapshot().makeOptionMandatory())
    .requiredOption(
      '--change <change>',
      `a change, may be repeated: ${CHANGE_EXAMPLES.join('; ')}`,
      (value: string, all: readonly string[] | undefined) => [...(all ?? []), value],
    )
    .option('--json <file>', 'the result as JSON (crossview.what-if/1)', outputFile)
    .action((options: WhatIfOptions) =>
      run(null, async (deps) => (await import('./analysis-commands')).whatIfCommand(options, deps)),
    )

  program
    .command('fix')
    .description('the least changes that show the app the records it does not see')
    .addOption(snapshot().makeOptionMandatory())
    .option('--resource <resource>', 'the resource', 'tickets')
    .option('--records <ids>', 'ids, separated by commas; all that are not seen when left out')
    .option('--markdown <file>', 'the best way as Markdown, to paste into a ticket', outputFile)
    .option('--json <file>', 'all ways as JSON (crossview.fix/1)', outputFile)
    .action((options: FixOptions) => {
      const resource = resourceNamed(options.resource)
      return run(resource.ok ? null : resource.error, async (deps) =>
        (await import('./analysis-commands')).fixCommand(options, deps),
      )
    })

  withTarget(
    program
      .command('permissions')
      .description('effective permissions: the application’s scopes crossed with its agent’s levels'),
  )
    .addOption(snapshot())
    .option('--json <file>', 'the table as JSON (crossview.permissions/1)', outputFile)
    .action((options: SourceOptions & { json?: string }) =>
      run(sourceFault(options), async (deps) =>
        (await import('./analysis-commands')).permissionsCommand(options, deps),
      ),
    )

  withTarget(
    program.command('expect <file>').description('policy tests from a YAML file, answered by exit status'),
  )
    .addOption(snapshot())
    .addOption(purposeOption())
    .option('--junit <file>', 'the results as JUnit XML', outputFile)
    .option('--sarif <file>', 'what did not pass as SARIF 2.1.0', outputFile)
    .option('--json <file>', 'the results as JSON (crossview.expect-result/1)', outputFile)
    .action((file: string, options: ExpectOptions) =>
      run(null, async (deps) =>
        (await import('./analysis-commands')).expectCommand(file, options, version, deps),
      ),
    )
}
