import type { CommandDeps } from '../../src/main/cli/commands/commands'
import type { ProgramDeps } from '../../src/main/cli/commands/program'
import { createCommandDeps } from '../../src/main/cli/composition'
import { createKnownProxies } from '../../src/main/adapters/files/known-proxies'
import { ProxySignInStore } from '../../src/main/services/network/proxy-sign-ins'
import { createHistoryStore } from '../../src/main/adapters/history/history-store'
import { MemorySecrets } from './memory-secrets'
import { fixedClock } from './profiles'
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
  // Its key is in a keychain of its own: what tests see of the other one is read for tenants.
  const historySecrets = new MemorySecrets()
  const history = createHistoryStore({
    userData: all.folder,
    secrets: historySecrets,
    profiles: all.store,
    clock: fixedClock,
  })
  const proxySignIns = new ProxySignInStore({
    secrets: all.service.secrets,
    known: createKnownProxies(all.folder),
  })
  return {
    ...all,
    messages,
    historySecrets,
    history,
    deps: { ...deps, profiles: all.service, history, proxySignIns },
  }
}

/** What commands need, loaded already. */
export const loaded = (deps: CommandDeps): ProgramDeps => ({
  console: deps.console,
  interrupt: deps.interrupt,
  open: () => Promise.resolve(deps),
})
