import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { readProxyAddress } from '../../../shared/files/proxies'
import type { NetworkView, TenantRoute } from '../../../shared/ipc/network'
import type { SecretState } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import { visibleLine } from '../../../shared/visible-text'
import { lineFromFile } from '../target/secret-source'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import type { CommandDeps } from './commands'
import { fail } from './usage'

/** `crossview proxy`: which way requests go, and the names and passwords of proxies. */

export interface SignInOptions {
  readonly name?: string
  readonly passwordEnv?: string
  readonly passwordFile?: string
}

/** `proxy list`: one line a tenant, and one a proxy that something is kept for; or JSON. Never a name, never a password. */
export const listProxies = async ({ json }: { json?: true }, deps: CommandDeps): Promise<ExitStatus> => {
  const { console, network } = deps
  const state = await network.state()
  if (!state.ok) return fail(console, state.error)
  const { tenants, proxies, notice } = state.value
  if (notice !== null) console.message(notice)
  if (json === true) {
    const shown: Omit<NetworkView, 'notice'> & { readonly schema: string } = {
      schema: 'crossview.proxies-on-the-way/1',
      tenants,
      proxies,
    }
    await console.out(`${JSON.stringify(shown, null, 2)}\n`, 'json')
    return EXIT.done
  }
  const lines = [
    ...tenants.flatMap(tenantLines),
    ...proxies.map(({ proxy, signIn }) => `${proxy}  name and password: ${STATES[signIn]}`),
  ]
  for (const line of lines) await console.out(`${visibleLine(line)}\n`, 'lines')
  if (lines.length === 0) console.message('No tenant profile is stored, and no name and password of a proxy.')
  return EXIT.done
}

const STATES: Readonly<Record<SecretState, string>> = {
  stored: 'in the keychain',
  'session-only': 'not kept',
  missing: 'none',
  unknown: 'not known, since the keychain cannot be asked',
}

const tenantLines = ({
  name,
  host,
  route: { via, origin, from, problem },
}: TenantRoute): readonly string[] => [
  `${name}  ${host}  ${via === null ? `straight (${from})` : `through ${origin ?? via} (${from})`}`,
  ...(problem === null ? [] : [`  ${problem}`]),
]

/** `proxy sign-in`: the password comes hidden from the terminal, from a variable or from a file; never by argument. */
export const signIn = async (
  address: string,
  options: SignInOptions,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const { console } = deps
  const proxy = readProxyAddress(address)
  if (!proxy.ok) return fail(console, proxy.error)
  const name = await nameOf(options, deps)
  const password = name.ok ? await passwordOf(proxy.value, options, deps) : name
  if (!name.ok) return fail(console, name.error)
  if (!password.ok) return fail(console, password.error)
  deps.scrubber.add(password.value)
  const kept = await deps.proxySignIns.set(proxy.value, { name: name.value, password: password.value })
  if (!kept.ok) return fail(console, kept.error)
  if (kept.value.sessionOnly) {
    await deps.proxySignIns.forget(proxy.value)
    return fail(
      console,
      appError('KEYCHAIN_MISSING', 'There is no usable keychain, so nothing was kept.', {
        advice: [
          'Unlock the keychain, and run it again.',
          'Or name the proxy with its name and password in HTTPS_PROXY, as http://name:password@proxy:port.',
        ],
      }),
    )
  }
  console.message(`The name and the password are in the keychain, for ${proxy.value} only.`)
  if (proxy.value.startsWith('http:'))
    console.message(
      'They go to it as they are, so that others in its network may read them: use a password that opens nothing else.',
    )
  return EXIT.done
}

/** `proxy forget`. */
export const forget = async (address: string, deps: CommandDeps): Promise<ExitStatus> => {
  const proxy = readProxyAddress(address)
  if (!proxy.ok) return fail(deps.console, proxy.error)
  const forgotten = await deps.proxySignIns.forget(proxy.value)
  if (!forgotten.ok) return fail(deps.console, forgotten.error)
  deps.console.message(`Nothing is kept for ${proxy.value} any more.`)
  return EXIT.done
}

const nameOf = async (
  { name }: SignInOptions,
  { console, interrupt }: CommandDeps,
): Promise<Result<string, AppError>> => {
  if (name !== undefined) return ok(name)
  if (console.ask === undefined) return err(noTerminal('name', 'Name it with --name.'))
  const typed = await console.ask('Name: ', interrupt)
  return typed === null ? err(noAnswer(interrupt)) : ok(typed.trim())
}

const passwordOf = async (
  proxy: string,
  { passwordEnv, passwordFile }: SignInOptions,
  { console, interrupt }: CommandDeps,
): Promise<Result<string, AppError>> => {
  if (passwordEnv !== undefined && passwordFile !== undefined)
    return err(
      appError('INVALID_ARGUMENT', 'Two passwords were named, by --password-env and --password-file.', {
        field: 'password',
        advice: ['Name one of them.'],
      }),
    )
  if (passwordFile !== undefined) return fromFile(path.resolve(console.cwd, passwordFile))
  if (passwordEnv !== undefined) return fromEnvironment(passwordEnv, console.env)
  if (console.askSecret === undefined)
    return err(noTerminal('password', 'Name a variable with --password-env, or a file with --password-file.'))
  const typed = await console.askSecret(`Password for ${visibleLine(proxy)} (not shown): `, interrupt)
  return typed === null ? err(noAnswer(interrupt)) : ok(typed)
}

/** Without the line break that an editor puts behind it; a blank may be part of a password. */
const fromFile = async (file: string): Promise<Result<string, AppError>> => {
  const line = await lineFromFile(file, 'password-file')
  return line.ok ? ok(line.value.replace(/\r?\n$/, '')) : line
}

const fromEnvironment = (name: string, env: CommandDeps['console']['env']): Result<string, AppError> => {
  const value = env[name] ?? ''
  const fault = (message: string, advice: string) =>
    err(appError('INVALID_ARGUMENT', message, { field: 'password-env', advice: [advice] }))
  if (!name.endsWith('_SECRET'))
    return fault(
      'The variable that --password-env names does not end in _SECRET, as those of secrets do.',
      'Give the password in a variable with such a name, for example PROXY_SECRET.',
    )
  return value === ''
    ? fault(
        `The environment variable ${name} is not set.`,
        `Set ${name} to the password, in the environment only.`,
      )
    : ok(value)
}

const noTerminal = (field: string, advice: string): AppError =>
  appError('INVALID_ARGUMENT', 'There is no terminal to ask on.', { field, advice: [advice] })

const noAnswer = (interrupt: AbortSignal): AppError =>
  interrupt.aborted
    ? appError('CANCELLED', 'Stopped, so nothing was kept.')
    : appError('INVALID_ARGUMENT', 'The input ended before the last question, so nothing was kept.', {
        advice: ['Run it again and answer each question.'],
      })
