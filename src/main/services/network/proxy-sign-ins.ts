import { createHash } from 'node:crypto'
import { appError, type AppError } from '../../../shared/app-error'
import { MOST_PROXIES, type KnownProxies } from '../../../shared/files/proxies'
import type { SecretState } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import { secretFault } from '../../../shared/secret-text'
import type { ProxySignIn, ProxySignIns } from '../../network-port'
import type { SecretStore } from '../../ports'
import type { Scrubber } from '../../security/secret-scrubber'
import { createSerialQueue } from '../../serial-queue'

/** Keeps the list of proxies. */
interface KnownProxiesStore {
  load(): Promise<{ readonly settings: KnownProxies; readonly notice: string | null }>
  save(settings: KnownProxies): Promise<Result<null, AppError>>
}

export interface ProxySignInDeps {
  readonly secrets: SecretStore
  readonly known: KnownProxiesStore
  readonly scrubber?: Pick<Scrubber, 'add'>
}

/** The keychain's account of one proxy. @param proxy its scheme, host and port */
const accountOf = (proxy: string): string => `proxy/${proxy}`

/** What a name and a password are sealed with: this very proxy and none that has another scheme, host or port. */
const sealOf = (proxy: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['proxy', proxy]))
    .digest('base64url')

/**
 * Names and passwords of proxies, in the keychain: one for each scheme, host and port. Which there are stands in a file, because no
 * keychain is asked for a list (security-measurements.md finding 2).
 */
export class ProxySignInStore implements ProxySignIns {
  private readonly queue = createSerialQueue()

  constructor(private readonly deps: ProxySignInDeps) {}

  async find(proxy: string): Promise<Result<ProxySignIn | null, null>> {
    const kept = await this.deps.secrets.get(accountOf(proxy))
    if (kept.state === 'unavailable') return err(null)
    // SECURITY: what was entered for another proxy, and put here by whatever way, goes nowhere.
    if (kept.state === 'absent' || kept.trust !== sealOf(proxy)) return ok(null)
    // A name of Basic has no colon (RFC 7617, section 2).
    const colon = kept.secret.indexOf(':')
    const password = kept.secret.slice(colon + 1)
    this.deps.scrubber?.add(password)
    return ok({ name: kept.secret.slice(0, colon), password })
  }

  async stateOf(proxy: string): Promise<SecretState> {
    const kept = await this.deps.secrets.get(accountOf(proxy))
    if (kept.state === 'unavailable') return 'unknown'
    if (kept.state === 'absent' || kept.trust !== sealOf(proxy)) return 'missing'
    return kept.sessionOnly ? 'session-only' : 'stored'
  }

  /** Those that something was kept for. `notice`: what went wrong with the list. */
  async known(): Promise<{ readonly proxies: readonly string[]; readonly notice: string | null }> {
    const { settings, notice } = await this.deps.known.load()
    return { proxies: settings.proxies, notice }
  }

  /** @param proxy as `readProxyAddress` gives it. @returns whether it is kept for this session only */
  set(
    proxy: string,
    { name, password }: ProxySignIn,
  ): Promise<Result<{ readonly sessionOnly: boolean }, AppError>> {
    return this.queue(async () => {
      const fault = signInFault(name, password)
      if (fault !== null) return err(fault)
      this.deps.scrubber?.add(password)
      // First the list: nothing is in the keychain that nobody knows of.
      const { settings, notice } = await this.deps.known.load()
      if (!settings.proxies.includes(proxy)) {
        // Written over, it would be forgotten for ever what is in the keychain.
        if (notice !== null) return err(listDamaged('Nothing was kept'))
        if (settings.proxies.length >= MOST_PROXIES) return err(tooManyProxies())
        const listed = await this.deps.known.save({ ...settings, proxies: [...settings.proxies, proxy] })
        if (!listed.ok) return listed
      }
      const kept = await this.deps.secrets.set(accountOf(proxy), `${name}:${password}`, sealOf(proxy))
      return kept.ok ? ok({ sessionOnly: kept.value.sessionOnly }) : kept
    })
  }

  forget(proxy: string): Promise<Result<null, AppError>> {
    return this.queue(() => this.remove(proxy))
  }

  /** With *Delete all tenants*. What the keychain does not give up stays listed. */
  removeAll(): Promise<Result<null, AppError>> {
    return this.queue(async () => {
      const { proxies, notice } = await this.known()
      const faults: AppError[] = notice === null ? [] : [listDamaged('Some may still be in the keychain')]
      for (const proxy of proxies) {
        const removed = await this.remove(proxy)
        if (!removed.ok) faults.push(removed.error)
      }
      return faults[0] === undefined ? ok(null) : err(faults[0])
    })
  }

  private async remove(proxy: string): Promise<Result<null, AppError>> {
    const deleted = await this.deps.secrets.delete(accountOf(proxy))
    if (!deleted.ok) return deleted
    const { settings } = await this.deps.known.load()
    if (!settings.proxies.includes(proxy)) return ok(null)
    return this.deps.known.save({ ...settings, proxies: settings.proxies.filter((each) => each !== proxy) })
  }
}

const signInFault = (name: string, password: string): AppError | null => {
  if (name.includes(':'))
    return appError('INVALID_ARGUMENT', 'A name for a proxy holds no colon.', {
      field: 'name',
      advice: ['Check the name; the password is entered in its own field.'],
    })
  if (/\p{Cc}/u.test(name + password))
    return appError('INVALID_ARGUMENT', 'The name or the password holds a character that cannot be typed.', {
      field: 'password',
      advice: ['Type them instead of pasting them.'],
    })
  if (name === '' && password === '')
    return appError('INVALID_ARGUMENT', 'Neither a name nor a password was entered.', {
      field: 'name',
      advice: ['Enter those that the proxy asks for in a browser.'],
    })
  const fault = secretFault(`${name}:${password}`, 'password')
  return fault === null
    ? null
    : appError(
        'INVALID_ARGUMENT',
        'The name and the password cannot be kept: they are too long, or hold characters that a keychain cannot keep.',
        {
          field: 'password',
          advice: ['Type them instead of pasting them.'],
        },
      )
}

/** @param meaning what follows from it, as half a sentence */
const listDamaged = (meaning: string): AppError =>
  appError(
    'INVALID_FILE',
    `${meaning}: proxies.json, which says of which proxies a name and a password are kept, cannot be read.`,
    {
      advice: [
        'Put proxies.json in Crossview’s data folder back from a backup, or move it away. Then try again.',
        'Without it, look in the system’s keychain for entries of Crossview that begin with “proxy/”, and delete them there.',
      ],
    },
  )

const tooManyProxies = (): AppError =>
  appError('CONFLICT', 'Names and passwords of more proxies cannot be kept.', {
    field: 'proxy',
    advice: ['Forget those of proxies that are not used any more.'],
  })
