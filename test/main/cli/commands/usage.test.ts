import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../../src/shared/app-error'
import { permissionsCommand } from '../../../../src/main/cli/commands/analysis-commands'
import { applications } from '../../../../src/main/cli/commands/applications-command'
import { applicationsFault } from '../../../../src/main/cli/commands/applications-usage'
import { check, compare, type CommandDeps } from '../../../../src/main/cli/commands/commands'
import { checkFault, compareFault, sourceFault } from '../../../../src/main/cli/commands/usage'
import { reportError } from '../../../../src/main/cli/terminal/console'
import { commandLine } from '../../../support/command-line'

/** What is said of a command line before its command is loaded, and what the command itself says of the same. */

const some = <T>(...values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })

const target = {
  demo: some<string | true>(true, 'mixed', 'nothing-like-it'),
  profile: fc.option(fc.constant('One'), { nil: undefined, freq: 1 }),
  config: fc.option(fc.constant('nowhere.json'), { nil: undefined, freq: 1 }),
  replay: fc.option(fc.constant('nowhere'), { nil: undefined, freq: 1 }),
  app: some('Other'),
  trustHost: some(['halo.example.com']),
}
const outputs = {
  json: some('-'),
  csv: some('-'),
  pdf: some('-'),
  record: some('run'),
  redact: some(true as const),
  redactKeyEnv: some('NOBODY_SECRET'),
}

/** Options as the parser gives them: what was not typed is not there. */
const typed = <T extends object>(options: fc.Arbitrary<T>) =>
  options.map(
    (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T, // fewer of the same
  )

/** A command that says nothing of its own before has not to be run: it may ask a tenant. */
const agree = async <T extends object>(
  options: fc.Arbitrary<T>,
  quick: (options: T, deps: CommandDeps) => Promise<AppError | null>,
  command: (options: T, deps: CommandDeps) => Promise<number>,
): Promise<void> => {
  const { deps, messages } = commandLine()
  let found = 0
  await fc.assert(
    fc.asyncProperty(typed(options), async (given) => {
      const fault = await quick(given, deps)
      if (fault === null) return
      found += 1
      messages.length = 0
      expect(await command(given, deps)).toBe(2)
      const said = messages.splice(0)
      reportError(deps.console, fault)
      expect(said).toEqual(messages)
    }),
    { numRuns: 150 },
  )
  expect(found).toBeGreaterThan(20)
}

describe('what is wrong with the words of a command', () => {
  it('is the same before it is loaded and by the command itself: compare', async () => {
    const options = fc.record({
      ...target,
      ...outputs,
      resources: fc.constantFrom('all', 'tickets', 'tickets,nothing-like-it', ''),
    })
    await agree(options, (given, { console }) => compareFault(given as never, console), compare as never)
  })

  it('is the same before it is loaded and by the command itself: check', async () => {
    await agree(fc.record(target), (given) => checkFault(given as never), check as never)
  })

  it('is the same before it is loaded and by the command itself: permissions', async () => {
    const options = fc.record({ ...target, snapshot: some('nowhere.json') })
    await agree(options, (given) => Promise.resolve(sourceFault(given as never)), permissionsCommand as never)
  })

  it('is the same before it is loaded and by the command itself: applications', async () => {
    const options = fc.record({
      ...target,
      ...outputs,
      resources: some('all', 'nothing-like-it'),
      snapshot: some(['a.json'], ['a.json', 'b.json']),
      breached: some(['One']),
      markdown: some('a.markdown'),
      review: some('nowhere.json'),
    })
    await agree(
      options,
      (given, { console }) => applicationsFault(given as never, console),
      applications as never,
    )
  })
})
