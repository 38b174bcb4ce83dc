import { counted, countText } from '../../../core/comparison/count-text'
import type { TenantProfile } from '../../../shared/files/profile'
import type { ComputerLine, LineState } from '../../../shared/computer-report'
import type { NetworkView } from '../../../shared/ipc/network'
import type { CertificateFacts, DesktopFacts, FolderFacts, LogFacts, VersionFacts } from '../../doctor-port'
import type { KeychainState, LoadedProfiles, UpdatePolicy } from '../../ports'

/** What facts about a computer mean: a line each, and what to do. Pure. */

const line = (state: LineState, found: string, advice: string | null = null): ComputerLine => ({
  state,
  found,
  advice,
})

const HOSTS = {
  electron: 'in Electron',
  'browser-window': 'in an installed browser, the fallback where Electron cannot be had',
  'command-line': 'on the command line',
} as const

export const versionLines = ({
  crossview,
  host,
  runtimes,
  system,
  arch,
}: VersionFacts): readonly ComputerLine[] => {
  const names = ['electron', 'chrome', 'node'].flatMap((name) => {
    const version = runtimes[name]
    return version === undefined ? [] : [`${name} ${version}`]
  })
  return [
    line('fine', `Crossview ${crossview}, ${HOSTS[host]}`),
    line('fine', names.join(', ')),
    line('fine', `${system}, ${arch}`),
  ]
}

/** Below this a snapshot of a large tenant may find no room. */
const LITTLE_BYTES = 500_000_000
const MB = 1_000_000

export const folderLines = (
  { path, isThere, writeFault, isOpenToOthers, free }: FolderFacts,
  home: string,
): readonly ComputerLine[] => {
  const shown = path.startsWith(home) && home.length > 1 ? `~${path.slice(home.length)}` : path
  return [
    writeFault === null
      ? line('fine', `${shown} can be written${isThere ? '' : '; it was made just now'}`)
      : line(
          'broken',
          `${shown} cannot be written (${writeFault}): tenants, history and choices are not kept`,
          'Give your user the right to write there, or name another folder by CROSSVIEW_USER_DATA.',
        ),
    ...(isOpenToOthers === null
      ? []
      : isOpenToOthers
        ? [
            line(
              'look',
              'Other users of this computer may look into it',
              `Take that from them: chmod 700 "${shown}"`,
            ),
          ]
        : [line('fine', 'No other user may look into it')]),
    free === null
      ? line('unknown', 'How much room is left on its disk is not known')
      : free < LITTLE_BYTES
        ? line('look', `${countText(Math.round(free / MB))} MB are left on its disk`, 'Make room there.')
        : line('fine', `${countText(Math.round(free / MB))} MB are left on its disk`),
  ]
}

/** @param milliseconds that the probe took */
export const keychainLines = (
  { status, message, advice }: KeychainState,
  milliseconds: number,
): readonly ComputerLine[] => [
  status === 'ready'
    ? line(
        'fine',
        `${message} An entry was written, read and removed again in ${countText(Math.round(milliseconds))} ms.`,
      )
    : line(
        status === 'locked' ? 'look' : 'broken',
        `${message} Until then secrets are held in memory only, and asked for at the next start.`,
        advice.length === 0 ? null : advice.join(' '),
      ),
]

/** @param notices of other files that were damaged, in sentences */
export const fileLines = (
  { data, readOnly, notice }: LoadedProfiles,
  notices: readonly string[],
): readonly ComputerLine[] => [
  line('fine', `${counted(data.profiles.length, 'tenant')} stored`),
  ...(readOnly
    ? [
        line(
          'look',
          'The tenants were written by a newer Crossview: they are shown, and cannot be changed',
          'Use the newer Crossview.',
        ),
      ]
    : []),
  ...[notice, ...notices].flatMap((each) => (each === null ? [] : [line('look', each)])),
]

/** @param addresses whether tenants are told by name and host; else by their place */
export const networkLines = (
  { tenants, proxies, notice }: NetworkView,
  addresses: boolean,
): readonly ComputerLine[] => {
  if (tenants.length === 0) return [line('fine', 'No tenant is stored, so that no way was looked for')]
  const lines = tenants.map(({ name, host, route: { via, from, signIn, problem } }, index) => {
    const who = addresses ? `${name} (${host})` : `Tenant ${countText(index + 1)}`
    const way =
      via === null
        ? `${who}: straight, without a proxy`
        : `${who}: through ${via}, named by ${from}${signIn === 'none' ? '' : `, with a name and a password from the ${signIn}`}`
    return problem === null ? line('fine', way) : line('look', way, problem)
  })
  const missing = proxies.filter(({ signIn }) => signIn === 'unknown')
  return [
    ...lines,
    ...(missing.length === 0
      ? []
      : [
          line(
            'unknown',
            `Whether a name and a password are kept for ${counted(missing.length, 'proxy', 'proxies')} is not known: the keychain does not answer`,
          ),
        ]),
    ...(notice === null ? [] : [line('look', notice)]),
  ]
}

interface OwnAuthority {
  readonly profile: Pick<TenantProfile, 'name'>
  /** ISO moments; null: the text cannot be read. */
  readonly expiries: readonly string[] | null
}

export const certificateLines = (
  { fromSystem, fromNode, ignored }: CertificateFacts,
  own: readonly OwnAuthority[],
  now: Date,
  addresses: boolean,
): readonly ComputerLine[] => [
  fromSystem === null
    ? line(
        'look',
        `The system’s own certificates cannot be read by this version of Node: the ${countText(fromNode)} that come with it are trusted`,
        'Where a company inspects TLS, give each tenant the company’s certificate.',
      )
    : line(
        'fine',
        `${counted(fromSystem, 'certificate')} of the system ${fromSystem === 1 ? 'is' : 'are'} trusted, and ${countText(fromNode)} that come with Node`,
      ),
  ...ignored.map((name) =>
    line(
      'look',
      `${name} is set, and not used: what it names would be trusted for every tenant`,
      'Give each tenant that needs it the certificate in its own settings.',
    ),
  ),
  ...own.map(({ profile, expiries }, index) => {
    const who = addresses ? profile.name : `A tenant (${countText(index + 1)})`
    if (expiries === null)
      return line(
        'broken',
        `${who}: its extra certificates cannot be read`,
        'Edit the tenant and paste them anew.',
      )
    const over = expiries.filter((each) => new Date(each) < now)
    return over.length === 0
      ? line('fine', `${who}: ${counted(expiries.length, 'extra certificate')}, none of them expired`)
      : line(
          'broken',
          `${who}: ${countText(over.length)} of ${counted(expiries.length, 'extra certificate')} expired, the first on ${over.sort()[0]?.slice(0, 10) ?? ''}`,
          'Edit the tenant and replace them.',
        )
  }),
]

/** @param host what Crossview runs in: Electron prints by itself */
export const browserLines = (path: string | null, host: VersionFacts['host']): readonly ComputerLine[] => [
  path !== null
    ? line('fine', `Found for PDF${host === 'electron' ? '' : ' and the fallback window'}: ${path}`)
    : host === 'electron'
      ? line('fine', 'No Chromium, Chrome or Edge was found; Electron prints PDF by itself')
      : line(
          'broken',
          'No Chromium, Chrome or Edge was found: PDF cannot be printed here, and the fallback window cannot be opened',
          'Install one of them, or set CROSSVIEW_CHROMIUM to its path. HTML, CSV and JSON need none.',
        ),
]

export const desktopLines = ({ platform, display, wayland, bus }: DesktopFacts): readonly ComputerLine[] => {
  if (platform !== 'linux')
    return [line('fine', 'Windows and macOS have one desktop session: nothing to look at')]
  return [
    wayland !== null
      ? line('fine', `Wayland (${wayland})${display === null ? '' : ` with X11 (${display})`}`)
      : display !== null
        ? line('fine', `X11 (${display})`)
        : line(
            'look',
            'No display: no window can be opened and nobody can sign in by a browser',
            'Start Crossview in a desktop session, or use the command line.',
          ),
    bus
      ? line('fine', 'There is a session bus, by which the keychain is asked')
      : line(
          'look',
          'There is no session bus (DBUS_SESSION_BUS_ADDRESS): no keychain can be asked',
          'Start Crossview in a desktop session, or with dbus-run-session.',
        ),
  ]
}

export const policyLines = (policy: UpdatePolicy): readonly ComputerLine[] => [
  !policy.managed
    ? line('fine', 'None')
    : policy.fault === null
      ? line('fine', `${policy.file}: Crossview looks for no new versions`)
      : line(
          'look',
          `${policy.file} cannot be used, because ${policy.fault}: Crossview looks for no new versions`,
          'Tell whoever manages this computer.',
        ),
]

export const logLines = ({ errors, last }: LogFacts): readonly ComputerLine[] => [
  errors === null
    ? line('fine', 'There is none yet')
    : errors === 0
      ? line('fine', 'No errors in it')
      : line(
          'look',
          `${counted(errors, 'error')} in it${last === null ? '' : `, the last ${last}`}`,
          'Send it along: it is in the folder logs of the data folder, and holds no secret.',
        ),
]
