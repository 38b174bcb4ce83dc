import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { countText } from '../../../core/comparison/count-text'
import { REPORT } from '../../../shared/bounds'
import type { RecipeOptions } from './analysis-commands'
import { addApplicationsCommand } from './applications-program'
import { addAnalysisCommands } from './analysis-program'
import type { CheckOptions, CommandDeps, CompareOptions, ReportOptions } from './commands'
import { reportError, type Console } from '../terminal/console'
import { usageError } from '../terminal/usage-error'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import type { AddOptions } from './profile-commands'
import { addProxyCommands } from './proxy-program'
import { addFleetCommand } from './fleet-program'
import { addDoctorCommand } from './doctor-program'
import { addHistoryCommands } from './history-program'
import { outputFile, outputFolder } from './output-name'
import { addDriftCommand } from './drift-program'
import { exceptionsOption } from './exceptions-option'
import { noHistoryOption, purposeOption } from './run-options'
import type { ConfirmOptions } from './profile-trust'
import type { ScopesOptions } from './scopes-command'
import { checkFault, checkOutputs, compareFault, fail } from './usage'
import type { RunCommand } from './run-command'
import { misplacedTrust } from '../target/target-fault'
import { hostOption, withTrust, type TrustOptions } from '../trust/trust-options'

/** By the other names that people try. */
const asksForVersion = ([first, ...rest]: readonly string[]): boolean =>
  rest.length === 0 && (first === '-V' || first === 'version')

const port = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError('Use a port from 0 to 65535.')
  return value
}

const seconds = (text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > DAY_S)
    throw new InvalidArgumentError(`Use whole seconds from 0 to ${countText(DAY_S)}.`)
  return value
}

const DAY_S = 86_400

const share = (text: string): number => {
  const percent = Number(text)
  if (!Number.isInteger(percent) || percent < 1 || percent > 100)
    throw new InvalidArgumentError('Use a percentage from 1 to 100.')
  return percent / 100
}

const withTarget = (command: Command): Command =>
  withTrust(
    withTenant(command).addOption(
      new Option('--app <name>', 'with --profile: another of its app connections than the main one'),
    ),
  )

const withTurn = (command: Command): Command =>
  command
    .option('--jitter <seconds>', 'wait up to so long, at random, before the first request', seconds)
    .option('--wait <seconds>', 'how long to wait for another run of the tenant (default: not)', seconds)

const withTenant = (command: Command): Command =>
  withTurn(
    command
      .optionsGroup('Target (one of):')
      .addOption(new Option('--demo [scenario]', 'the built-in demo tenant; “list” prints the scenarios'))
      .addOption(new Option('--profile <name>', 'a stored tenant profile, its secrets from the OS keychain'))
      .addOption(
        new Option('--config <file>', 'a profile in a JSON file; secrets by environment variable or file'),
      )
      .addOption(new Option('--replay <dir>', 'a run saved by --record, answered offline'))
      .optionsGroup('Options:')
      .option(
        '--record <dir>',
        'save what passes between Crossview and the tenant, without secrets',
        outputFolder,
      )
      .option(
        '--share <percent>',
        'how much of the tenant’s 700 requests per 5 minutes to use (default: 60; integrations share them)',
        share,
      )
      .addOption(new Option('--no-browser', 'sign-in: print the address, do not open the browser')),
  )

const withOutputs = (command: Command): Command =>
  command
    .optionsGroup('Output (“-” is standard output):')
    .option('--json <file>', 'the result as JSON (crossview.comparison/1)', outputFile)
    .option('--pdf <file>', 'the report as PDF', outputFile)
    .option('--csv <dir>', 'the tables as CSV files in a folder', outputFolder)
    .option('--html <file>', 'the report as one HTML file', outputFile)
    .option('--markdown <file>', 'a short summary, for a pull request, a chat or a ticket', outputFile)
    .option('--recipe <name>', 'check the application against a recipe too: a name or a .json file')
    .addOption(
      new Option('--report <kind>', 'what PDF and HTML hold: some pages, or everything')
        .choices(['summary', 'full'])
        .default('full'),
    )
    .addOption(purposeOption())
    .addOption(exceptionsOption())
    .option('--made-by <text>', 'who made it, for the title of PDF and HTML', reportText)
    .option('--made-for <text>', 'for whom', reportText)
    .option('--no-branding', 'without the name, logo and colour of the window’s settings')
    .option('--redact', 'pseudonyms instead of names, for sharing; without branding but for --branding')
    .option(
      '--redact-key-env <name>',
      'the same pseudonyms in every export under this key; the variable ends in _SECRET',
    )
    .option('--redact-key-file <file>', 'the same, from a file that only its owner may read')
    .addOption(new Option('--branding', 'with them although names are redacted'))

const reportText = (text: string): string => {
  if (text.trim() === '' || text.length > REPORT.text)
    throw new InvalidArgumentError(`Use 1 to ${countText(REPORT.text)} characters.`)
  return text.trim()
}

/** What a command line is judged with: all of it is there at once. */
export interface ProgramDeps {
  readonly console: Console
  readonly interrupt: AbortSignal
  /** Loads what commands need of the world: when one is to run. */
  readonly open: () => Promise<CommandDeps>
}

/**
 * Parses the arguments and runs one command. To say the version, or what is wrong with the arguments, nothing else is
 * loaded: each command is behind an `import()`, and so is what it needs.
 * @returns the exit status of docs/cli.md; wrong usage is 2 and sends nothing.
 */
export const runProgram = async (
  argv: readonly string[],
  version: string,
  { console, interrupt, open }: ProgramDeps,
): Promise<ExitStatus> => {
  let status: ExitStatus = EXIT.done
  const run: RunCommand = async (fault, command) => {
    status = fault === null ? await command(await open()) : fail(console, fault)
  }
  const listScenarios = async (): Promise<void> => {
    status = await (await import('./demo-command')).listScenarios(console)
  }
  const program = new Command('crossview')
    .description(
      'Shows what a HaloPSA API application really sees, beside what an agent sees, and says why they differ.',
    )
    .version(version, '-v, --version')
    .exitOverride()
    // What stands behind a command is its own: fleet and fleet merge both have --json.
    .enablePositionalOptions()
    .hook('preAction', async (_program, command) => {
      const { outputClash } = await import('./output-clash')
      const clash = outputClash(command, console.cwd)
      if (clash !== null) command.error(`error: ${clash}`)
      const { outputFault } = await import('./output-check')
      const fault = await outputFault(command, console.cwd)
      if (fault === null) return
      reportError(console, fault)
      throw new CommanderError(EXIT.usage, 'crossview.output', fault.message)
    })
    .configureOutput({
      writeOut: (text) => void console.out(text, 'lines'),
      writeErr: (text) => {
        console.message(text.trimEnd().split('\n'))
      },
      outputError: (text) => {
        console.message(usageError(text))
      },
    })
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 done, with an error finding; 2 wrong usage or a bad file, nothing was sent;\n' +
        '3 the comparison could not be completed; 130 interrupted.\nA secret never comes by argument.',
    )

  withTarget(program.command('check').description('connect each side and name the fault'))
    .option('--json <file>', 'the result as JSON (crossview.check/1)', outputFile)
    .option('--recipe <name>', 'whether the application has what a recipe needs: a name or a .json file')
    .option('--calls <file>', 'whether it has what the requests in this file or log need, and what beyond')
    .option('--scopes', 'ask for each known scope alone, and say what the application really has')
    .option('--resume <file>', 'with --scopes: go on from a file that --json wrote')
    .action(async (options: CheckOptions & RecipeOptions & ScopesOptions) => {
      if (options.demo === 'list') return listScenarios()
      await run(await checkFault(options), async (deps) => {
        if (options.scopes === true) return (await import('./scopes-command')).scopesCommand(options, deps)
        return options.recipe !== undefined || options.calls !== undefined
          ? (await import('./analysis-commands')).recipeCommand(options, deps)
          : (await import('./commands')).check(options, deps)
      })
    })

  withOutputs(
    withTarget(program.command('compare').description('compare what both sides see'))
      .option('--resources <list>', 'resources, separated by commas', 'all')
      .option('--as <name>', 'the agent (name or id) the agent side must turn out to be')
      .addOption(noHistoryOption()),
  )
    .option('--snapshot <file>', 'everything observed, to report from later', outputFile)
    .action(async (options: CompareOptions) => {
      if (options.demo === 'list') return listScenarios()
      await run(await compareFault(options, console), async (deps) =>
        (await import('./commands')).compare(options, deps),
      )
    })

  withOutputs(
    program
      .command('report')
      .description('reports from a snapshot, offline')
      .requiredOption('--snapshot <file>', 'a file saved by compare --snapshot'),
  ).action(async (options: ReportOptions) => {
    const outputs = checkOutputs(options, console)
    await run(outputs.ok ? null : outputs.error, async (deps) =>
      (await import('./commands')).report(options, deps),
    )
  })

  addApplicationsCommand(program, (command) => withTrust(withTenant(command)), {
    console,
    listScenarios,
    run,
  })
  addAnalysisCommands(program, withTarget, { version, run })
  addFleetCommand(program, { console, run, share, withTurn })
  addDriftCommand(program, { console, run })
  addHistoryCommands(program, run)
  addDoctorCommand(program, run)
  addProxyCommands(program, run)

  const profiles = program.command('profiles').description('the stored tenant profiles')
  profiles
    .command('list')
    .description('print the stored profiles')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) =>
      run(null, async (deps) => (await import('./profile-commands')).list(options, deps)),
    )
  withTrust(
    profiles
      .command('add')
      .description('add a profile: asks for everything, or takes it from a config file')
      .option('--config <file>', 'a config file; its secrets are read as it says and kept in the keychain'),
  ).action((options: AddOptions) =>
    run(options.config === undefined ? misplacedTrust(options) : null, async (deps) =>
      (await import('./profile-commands')).add(options, deps),
    ),
  )
  profiles
    .command('remove [name]')
    .description('remove a profile and its secrets, or all of them')
    .option('--all', 'every profile and every secret')
    .option('--yes', 'with --all: do not ask')
    .action(async (name: string | undefined, options: { all?: true; yes?: true }, command: Command) => {
      if ((name === undefined) === (options.all === undefined))
        command.error('error: name a profile, or --all')
      await run(null, async (deps) => {
        const { remove, removeAll } = await import('./profile-commands')
        return name === undefined ? removeAll(options, deps) : remove(name, deps)
      })
    })
  withTrust(
    profiles
      .command('import <file>')
      .description('import profiles from CSV or JSON; secrets are never in such files'),
  ).action((file: string, options: TrustOptions) =>
    run(null, async (deps) => (await import('./profile-commands')).importFile(file, options, deps)),
  )
  withTrust(
    profiles
      .command('confirm <name>')
      .description('confirm where a profile leads: an unusual host, its proxy, its certificates')
      .addOption(
        new Option(
          '--auth-host <host>',
          'the authorisation server elsewhere that the tenant names, as host or host:port',
        ).argParser(hostOption),
      ),
  ).action((name: string, options: ConfirmOptions) =>
    run(null, async (deps) => (await import('./profile-trust')).confirm(name, options, deps)),
  )
  profiles
    .command('export')
    .argument('<file>', '', outputFile)
    .description('export all profiles without secrets')
    .action((file: string) =>
      run(null, async (deps) => (await import('./profile-commands')).exportFile(file, deps)),
    )

  program
    .command('demo [scenario]')
    .description('serve the demo tenant on 127.0.0.1 until ended')
    .option('--port <n>', 'the port to listen on (default: a free one)', port)
    .action(async (scenario: string | undefined, options: { port?: number }) => {
      status = await (await import('./demo-command')).demo(scenario, options, { console, interrupt })
    })

  try {
    await program.parseAsync(asksForVersion(argv) ? ['--version'] : [...argv], { from: 'user' })
  } catch (error) {
    // Help and version end here with 0, wrong usage with commander's own message already told.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    throw error
  }
  return status
}
