import { Option, type Command } from 'commander'
import { CHANGE_EXAMPLES } from '../../../core/remedy/change-syntax'
import * as analysis from './analysis-commands'
import type { CommandDeps } from './commands'
import type { ExitStatus } from '../terminal/exit-status'
import type { SourceOptions } from './comparison-source'
import { outputFile } from './output-name'
import { purposeOption } from './purpose-option'

/** The commands that draw conclusions from a comparison, most of them offline from a snapshot. */
export const addAnalysisCommands = (
  program: Command,
  withTarget: (command: Command) => Command,
  { version, deps, end }: { version: string; deps: CommandDeps; end: (status: ExitStatus) => void },
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
    .action(async (options: analysis.WhatIfOptions) => {
      end(await analysis.whatIfCommand(options, deps))
    })

  program
    .command('fix')
    .description('the least changes that show the app the records it does not see')
    .addOption(snapshot().makeOptionMandatory())
    .option('--resource <resource>', 'the resource', 'tickets')
    .option('--records <ids>', 'ids, separated by commas; all that are not seen when left out')
    .option('--markdown <file>', 'the best way as Markdown, to paste into a ticket', outputFile)
    .option('--json <file>', 'all ways as JSON (crossview.fix/1)', outputFile)
    .action(async (options: analysis.FixOptions) => {
      end(await analysis.fixCommand(options, deps))
    })

  withTarget(
    program
      .command('permissions')
      .description('effective permissions: the application’s scopes crossed with its agent’s levels'),
  )
    .addOption(snapshot())
    .option('--json <file>', 'the table as JSON (crossview.permissions/1)', outputFile)
    .action(async (options: SourceOptions & { json?: string }) => {
      end(await analysis.permissionsCommand(options, deps))
    })

  withTarget(
    program.command('expect <file>').description('policy tests from a YAML file, answered by exit status'),
  )
    .addOption(snapshot())
    .addOption(purposeOption())
    .option('--junit <file>', 'the results as JUnit XML', outputFile)
    .option('--sarif <file>', 'what did not pass as SARIF 2.1.0', outputFile)
    .option('--json <file>', 'the results as JSON (crossview.expect-result/1)', outputFile)
    .action(async (file: string, options: analysis.ExpectOptions) => {
      end(await analysis.expectCommand(file, options, version, deps))
    })
}
