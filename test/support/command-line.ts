import type { CommandDeps } from '../../src/main/cli/commands/commands'
import type { ProgramDeps } from '../../src/main/cli/commands/program'
import { createCommandDeps } from '../../src/main/cli/composition'
import { setUp } from './profile-service'

/** The commands over a store and a keychain in memory. */
export const commandLine = (env: Readonly<Record<string, string>> = {}) => {
  const all = setUp()
  const messages: string[] = []
  const deps = createCommandDeps(
    {
      out: () => Promise.resolve(),
      message: (text) => messages.push(text),
      env,
      cwd: all.folder,
    },
    new AbortController().signal,
  )
  return { ...all, messages, deps: { ...deps, profiles: all.service } }
}

/** What commands need, loaded already. */
export const loaded = (deps: CommandDeps): ProgramDeps => ({
  console: deps.console,
  interrupt: deps.interrupt,
  open: () => Promise.resolve(deps),
})
