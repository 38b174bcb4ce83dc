import { counted } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { normaliseAddress } from '../../../shared/halo-address'
import { isHaloHost, isLoopback } from '../../../shared/host-rules'
import { err, ok, type Result } from '../../../shared/result'
import type { AuthorityView } from '../../../shared/ipc/api'
import type { Destination, TrustedDestinations } from '../../ports'
import { authorityText } from '../../services/profiles/authorities'
import type { Console } from '../terminal/console'
import type { TrustOptions } from './trust-options'

/**
 * Where the secrets of a config file go. The file may be somebody else's: the address in it, its
 * certificates and its proxy count once a person let them.
 */

/** What a config file says of the way of its secrets. */
export interface Route {
  /** Normalised address of the tenant. */
  readonly url: string
  readonly certificates: readonly AuthorityView[]
  /** `http://host:port`; null: what the environment names. */
  readonly proxy: string | null
  /** The variables and files whose secrets are sent. */
  readonly secrets: readonly string[]
  /** They are stored with it, and may be used when the address is another. */
  readonly isKept: boolean
}

/** What somebody has to vouch for, beside the file. */
interface Doubts {
  readonly host: string | null
  readonly certificates: readonly AuthorityView[]
  readonly proxy: string | null
}

/**
 * Nothing for a tenant on this machine, where nobody reads along and whose requests take no proxy.
 * Else the host, unless it is an ordinary one of Halo's own; every certificate, since with it the
 * host is whoever holds the key; and a proxy elsewhere.
 */
const doubtsOf = ({ url, certificates, proxy, isKept }: Route): Doubts => {
  const { host, hostname } = new URL(url)
  const isHere = isLoopback(hostname)
  const isOrdinary = isHere || (isHaloHost(hostname) && unusualOf(url).length === 0)
  const through = proxy === null ? null : new URL(proxy)
  const isThroughHere = through !== null && (isHere || isLoopback(through.hostname))
  return {
    host: isOrdinary ? null : host,
    certificates: isHere && !isKept ? [] : certificates,
    proxy: isThroughHere && !isKept ? null : (through?.host ?? null),
  }
}

const unusualOf = (url: string): readonly string[] => {
  const address = normaliseAddress(url)
  return address.ok ? address.value.unusual : []
}

const without = (doubts: Doubts, { trustHost = [], trustCa = [] }: TrustOptions): Doubts => ({
  host: doubts.host !== null && trustHost.includes(doubts.host) ? null : doubts.host,
  certificates: doubts.certificates.filter(({ fingerprint }) => !trustCa.includes(fingerprint)),
  proxy: doubts.proxy !== null && trustHost.includes(doubts.proxy) ? null : doubts.proxy,
})

export interface TrustDeps {
  readonly console: Console
  readonly trusted: TrustedDestinations
  readonly interrupt: AbortSignal
}

/**
 * Makes sure that somebody vouched for where the secrets go: by option, by an earlier answer, or by
 * answering now, where there is a terminal. Sends nothing.
 * @returns `HOST_NOT_CONFIRMED` with the options to add
 */
export const confirmRoute = async (
  route: Route,
  options: TrustOptions,
  { console, trusted, interrupt }: TrustDeps,
): Promise<Result<null, AppError>> => {
  const doubts = doubtsOf(route)
  const open = without(doubts, options)
  if (open.host === null && open.certificates.length === 0 && open.proxy === null) return ok(null)
  const destination: Destination = {
    host: new URL(route.url).host,
    certificates: doubts.certificates.map(({ fingerprint }) => fingerprint),
    proxy: doubts.proxy,
    secrets: route.secrets,
  }
  if (await trusted.has(destination)) return ok(null)
  if (console.ask === undefined) return err(notConfirmed(route, open))
  for (const line of questionLines(route, doubts)) console.message(line)
  const answer = await console.ask(
    `Is this your own Halo server and the right way to it, so that the secrets may go there? (yes or no) `,
    interrupt,
  )
  if (interrupt.aborted) return err(appError('CANCELLED', 'Stopped before anything was sent.'))
  if (answer?.trim().toLowerCase() !== 'yes') return err(notConfirmed(route, open))
  const kept = await trusted.add(destination)
  console.message(
    kept.ok
      ? `The answer is kept in ${kept.value}; delete that file to be asked again.`
      : `${kept.error.message} You are asked again next time.`,
  )
  return ok(null)
}

/** What to add to the command, ready to be copied: every part of it is plain letters, digits and colons. */
const notConfirmed = (route: Route, open: Doubts): AppError => {
  const options = [
    ...[open.host, open.proxy].flatMap((each) => (each === null ? [] : [`--trust-host ${each}`])),
    ...open.certificates.map(({ fingerprint }) => `--trust-ca ${fingerprint}`),
  ]
  const field = open.host !== null ? 'url' : open.certificates.length > 0 ? 'ca' : 'proxy'
  return appError(
    'HOST_NOT_CONFIRMED',
    `A config file alone does not decide where secrets go, so nothing was sent. ${whyText(route.url, open)}`,
    {
      field,
      advice: [
        `These would have gone there: ${route.secrets.join(', ')}.`,
        ...open.certificates.map((certificate) => `Its certificate: ${certificateText(certificate)}`),
        `If you know that this is right, run the same command again with: ${options.join(' ')}`,
        'Or run it once on a terminal and answer the question.',
      ],
    },
  )
}

const whyText = (url: string, { host: unknownHost, certificates, proxy }: Doubts): string => {
  const { host, hostname } = new URL(url)
  const unusual = unusualOf(url)
  return [
    ...(unknownHost === null || isHaloHost(hostname)
      ? []
      : [`${host} is neither this machine nor on Halo’s own domains.`]),
    ...(unusual.length === 0 ? [] : [`${host} ${unusual.join(' and ')}.`]),
    ...(certificates.length === 0
      ? []
      : [
          `The file brings ${certificates.length === 1 ? 'a certificate' : counted(certificates.length, 'certificate')} of its own (ca), and whoever holds such a key can pose as ${host}.`,
        ]),
    ...(proxy === null ? [] : [`The file names a proxy of its own on the way to ${host}: ${proxy}.`]),
  ].join(' ')
}

/** Everything that decides where the secrets go, not only what is in doubt. */
const questionLines = (route: Route, doubts: Doubts): readonly string[] => {
  const { host } = new URL(route.url)
  return [
    whyText(route.url, doubts),
    ...route.secrets.map((source) => `  ${source} would go to ${host}`),
    ...doubts.certificates.map((certificate) => `  certificate: ${certificateText(certificate)}`),
    ...(doubts.proxy === null ? [] : [`  proxy: ${doubts.proxy}`]),
  ]
}

/** Whoever made a certificate wrote into it what they liked. */
const certificateText = (certificate: AuthorityView): string =>
  authorityText(certificate).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
