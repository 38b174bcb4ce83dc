import { appError, type AppError } from '../../../shared/app-error'
import type { ProfileInput } from '../../../shared/files/profile'
import { unconfirmedHost, unusualText } from '../../../shared/halo-address'
import type { TrustQuestion } from '../../../shared/ipc/api'
import { authorityText, readAuthorities } from './authorities'

/** The part of a tenant that says where its secrets go, and what of it was confirmed. */
export type ConfirmedTenant = Pick<
  ProfileInput,
  'url' | 'confirmedHost' | 'ca' | 'confirmedAuthorities' | 'proxy' | 'confirmedProxy'
>

interface Unconfirmed {
  readonly question: TrustQuestion
  readonly field: string
  /** What there is to confirm, in sentences. */
  readonly text: string
}

const unconfirmedAuthorities = ({ ca, confirmedAuthorities = [] }: ConfirmedTenant): Unconfirmed | null => {
  const read = readAuthorities(ca)
  // One that cannot be read is reported where it is used.
  const open = read.ok
    ? read.value.shown.filter((each) => !confirmedAuthorities.includes(each.fingerprint))
    : []
  return open.length === 0
    ? null
    : {
        question: 'authorities',
        field: 'confirmedAuthorities',
        text: `Whoever holds the key of an extra certificate can read what is sent. Trusted besides the system’s: ${open.map(authorityText).join('; ')}.`,
      }
}

const unconfirmed = (tenant: ConfirmedTenant): readonly Unconfirmed[] => {
  const host = unconfirmedHost(tenant)
  const { proxy } = tenant
  return [
    ...(host === null
      ? []
      : [{ question: 'host', field: 'confirmedHost', text: unusualText(host) } as const]),
    ...[unconfirmedAuthorities(tenant) ?? []].flat(),
    ...(proxy == null || proxy === '' || proxy === tenant.confirmedProxy
      ? []
      : [
          {
            question: 'proxy',
            field: 'confirmedProxy',
            text: `Everything goes through the proxy ${proxy}.`,
          } as const,
        ]),
  ]
}

/** How to confirm a stored tenant. */
export const EDIT_TO_CONFIRM =
  'Edit the tenant, check where it leads, and tick the box beside it if it is right.'
export const CONFIRM_ON_COMMAND_LINE = 'On the command line: crossview profiles confirm NAME'

/** What of a tenant nobody confirmed yet. */
export const trustQuestions = (tenant: ConfirmedTenant): readonly TrustQuestion[] =>
  unconfirmed(tenant).map(({ question }) => question)

const IN_OTHER_WORDS: Readonly<Record<TrustQuestion, string>> = {
  host: 'that it is your own Halo server',
  authorities: 'that these certificates are your own',
  proxy: 'that the proxy is your own',
}

/**
 * What stands against sending a tenant's secrets: its host is unusual, or it brings an authority or
 * a proxy of its own, and nobody confirmed it. A typing slip or a crafted file could have put it
 * there. null: nothing.
 * @param advice how to confirm it from here
 */
export const trustFault = (tenant: ConfirmedTenant, ...advice: readonly string[]): AppError | null => {
  const open = unconfirmed(tenant)
  const [first] = open
  if (first === undefined) return null
  return appError(
    first.question === 'host' ? 'HOST_NOT_CONFIRMED' : 'TRUST_NOT_CONFIRMED',
    `${open.map(({ text }) => text).join(' ')} No secret is sent before you confirmed ${open
      .map(({ question }) => IN_OTHER_WORDS[question])
      .join(', and ')}.`,
    { field: first.field, advice },
  )
}
