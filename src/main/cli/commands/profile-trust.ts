import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { originOf } from '../../../shared/connection-trust'
import { err, ok, type Result } from '../../../shared/result'
import type { TenantProfile } from '../../../shared/files/profile'
import type { AuthorityView, ImportPreview } from '../../../shared/ipc/api'
import { findByName } from '../../../shared/tenant-name'
import { authorityText, readAuthorities } from '../../services/profiles/authorities'
import { trustFault, trustQuestions } from '../../services/profiles/trust-fault'
import type { CommandDeps } from './commands'
import { fail } from './usage'
import type { Console } from '../terminal/console'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import type { TrustOptions } from '../trust/trust-options'

/** The extra certificates of a stored tenant; none where they cannot be read, which its runs report. */
export const authoritiesOf = ({ ca }: Pick<TenantProfile, 'ca'>): readonly AuthorityView[] => {
  const read = readAuthorities(ca)
  return read.ok ? read.value.shown : []
}

/** What leads a tenant's secrets elsewhere than usual, a line for each; none for most. */
export const trustLines = (profile: TenantProfile): readonly string[] => {
  const open = trustQuestions(profile)
  const mark = (question: (typeof open)[number]) => (open.includes(question) ? ' (not confirmed)' : '')
  return [
    ...(open.includes('host') ? ['unusual host (not confirmed)'] : []),
    ...(profile.proxy == null ? [] : [`through the proxy ${profile.proxy}${mark('proxy')}`]),
    ...authoritiesOf(profile).map((each) => `trusts ${authorityText(each)}${mark('authorities')}`),
    ...(profile.confirmedAuthHost === undefined ? [] : [`authorisation server ${profile.confirmedAuthHost}`]),
  ]
}

export interface ConfirmOptions extends TrustOptions {
  /** As `trustedHost` gives it. */
  readonly authHost?: string
}

/**
 * `profiles confirm NAME`: shows what leads the tenant's secrets elsewhere than usual, and asks;
 * or takes it from options, each naming what it confirms.
 */
export const confirm = async (
  name: string,
  options: ConfirmOptions,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const { console, profiles } = deps
  const { data } = await profiles.load()
  const profile = findByName(data.profiles, name)
  if (profile === undefined)
    return fail(console, appError('NOT_FOUND', `There is no tenant profile “${name}”.`, { field: 'name' }))
  const answer = await confirmOpen(profile, options, deps)
  if (!answer.ok) return fail(console, answer.error)
  const confirmed = await profiles.confirmTrust(profile.id)
  if (!confirmed.ok) return fail(console, confirmed.error)
  if (options.authHost !== undefined) {
    const named = await profiles.confirmAuthHost(profile.id, options.authHost)
    if (!named.ok) return fail(console, named.error)
    console.message(`Tokens of “${profile.name}” may come from ${options.authHost}.`)
  }
  console.message(
    answer.value === 'nothing'
      ? `Nothing else of “${profile.name}” has to be confirmed.`
      : `Confirmed where “${profile.name}” leads.`,
  )
  return EXIT.done
}

const confirmOpen = async (
  profile: TenantProfile,
  { trustHost = [], trustCa = [] }: TrustOptions,
  { console, interrupt }: CommandDeps,
): Promise<Result<'nothing' | 'confirmed', AppError>> => {
  const open = trustQuestions(profile)
  if (open.length === 0) return ok('nothing')
  const needed = [
    ...(open.includes('host') ? [`--trust-host ${new URL(profile.url).host}`] : []),
    ...(open.includes('proxy') && profile.proxy != null ? [`--trust-host ${hostOf(profile.proxy)}`] : []),
    ...(open.includes('authorities')
      ? authoritiesOf(profile).map(({ fingerprint }) => `--trust-ca ${fingerprint}`)
      : []),
  ]
  const given = [
    ...trustHost.map((host) => `--trust-host ${host}`),
    ...trustCa.map((each) => `--trust-ca ${each}`),
  ]
  if (needed.every((option) => given.includes(option))) return ok('confirmed')
  const fault = trustFault(
    profile,
    'If this is right, run the command on a terminal and answer the question,',
    `or name what you confirm: ${needed.join(' ')}`,
  )
  const notConfirmed = fault === null ? ok('nothing' as const) : err(fault)
  if (console.ask === undefined) return notConfirmed
  if (fault !== null) console.message(fault.message)
  const isRight = await saysYes(console, 'Is this right? (yes or no) ', interrupt)
  if (interrupt.aborted) return err(appError('CANCELLED', 'Stopped, so nothing was confirmed.'))
  return isRight ? ok('confirmed') : notConfirmed
}

const hostOf = (proxy: string): string => originOf(proxy).replace(/^https?:\/\//, '')

const saysYes = async (console: Console, question: string, interrupt: AbortSignal): Promise<boolean> => {
  const answer = await console.ask?.(question, interrupt)
  return answer?.trim().toLowerCase() === 'yes'
}

/**
 * What of an import's authorities and proxies the user vouches for: by option, or by answering for
 * each one on a terminal. The rest is imported unconfirmed, and its tenants send nothing before.
 */
export const confirmImported = async (
  { authorities, proxies }: Pick<ImportPreview, 'authorities' | 'proxies'>,
  { trustHost = [], trustCa = [] }: TrustOptions,
  { console, interrupt }: CommandDeps,
): Promise<{ authorities: string[]; proxies: string[] }> => {
  const confirmed: { authorities: string[]; proxies: string[] } = { authorities: [], proxies: [] }
  for (const { tenants, ...authority } of authorities) {
    console.message(`Trusted by ${countText(tenants)} of these tenants: ${authorityText(authority)}`)
    if (interrupt.aborted) break
    const isRight =
      trustCa.includes(authority.fingerprint) ||
      (await saysYes(console, 'Is this certificate your own? (yes or no) ', interrupt))
    if (isRight) confirmed.authorities.push(authority.fingerprint)
  }
  for (const { proxy, tenants } of proxies) {
    console.message(`Used by ${countText(tenants)} of these tenants: the proxy ${proxy}`)
    if (interrupt.aborted) break
    const isRight =
      trustHost.includes(hostOf(proxy)) ||
      (await saysYes(console, 'Is this proxy your own? (yes or no) ', interrupt))
    if (isRight) confirmed.proxies.push(proxy)
  }
  if (interrupt.aborted) return confirmed
  if (confirmed.authorities.length < authorities.length || confirmed.proxies.length < proxies.length) {
    console.message(
      'What was not confirmed sends no secret: look at it with “crossview profiles list”, then crossview profiles confirm NAME',
    )
  }
  return confirmed
}
