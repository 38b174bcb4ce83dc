import type { Environment } from './surroundings'

/** What a start was given that would let somebody else read secrets or stand between us and Halo. */

/** How a process was started. */
export interface Launch {
  /**
   * `cli` and `window`, which is the fallback window, run in plain Node; `electron` is the app in a
   * checkout. The fuses of a `packaged` one keep Node's options and the debugger from it.
   */
  readonly host: 'cli' | 'window' | 'electron' | 'packaged'
  readonly env: Environment
  /** Options of Node on the command line, before the script. */
  readonly execArgv: readonly string[]
  /** What Crossview itself was given. */
  readonly args: readonly string[]
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
}

/**
 * SECURITY: options of Node that a start may have, by an allowlist: Node has acted on all of them
 * before us, so that the others can only end the start. They set memory, the trust in the system's
 * own authorities, and how much is warned.
 */
const NODE_OPTION =
  /^(--max-old-space-size|--max-semi-space-size|--stack-trace-limit)(=\d+)?$|^\d+$|^--(use-system-ca|use-bundled-ca|enable-source-maps|no-warnings|no-deprecation)$|^--dns-result-order=(ipv4first|ipv6first|verbatim)$/

/** Node takes `_` for `-` in a name. */
const isHarmlessOption = (option: string): boolean => {
  const [name = '', ...value] = option.split('=')
  return NODE_OPTION.test([name.replaceAll('_', '-'), ...value].join('='))
}

/** Variables that Node has acted on before us: what they write, load or show. */
const ACTED_ON_BY_NODE: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: 'loads code from a folder',
  NODE_DEBUG: 'prints what Node does, requests included',
  NODE_DEBUG_NATIVE: 'prints what Node does',
  NODE_ICU_DATA: 'loads data from a folder',
  NODE_PATH: 'loads code from other folders',
  NODE_REDIRECT_WARNINGS: 'writes to a file',
  NODE_V8_COVERAGE: 'writes what was run to a folder',
}

/** Node's OpenSSL loads modules by them; Electron has another library. */
const ACTED_ON_BY_OPENSSL: Readonly<Record<string, string>> = {
  OPENSSL_CONF: 'changes how connections are secured',
  OPENSSL_ENGINES: 'loads code from a folder',
  OPENSSL_MODULES: 'loads code from a folder',
}

/** Electron has acted on these before us, packaged or not. */
const ACTED_ON_BY_ELECTRON: Readonly<Record<string, string>> = {
  ELECTRON_DISABLE_SANDBOX: 'takes the sandbox away',
  ELECTRON_ENABLE_LOGGING: 'prints what the page does',
  ELECTRON_LOG_ASAR_READS: 'writes to a file',
  ELECTRON_LOG_FILE: 'writes to a file',
  ELECTRON_PROFILE_INIT_SCRIPTS: 'writes to a file',
}

/**
 * Switches of Chromium that Crossview may be given: they set how it looks. The last one is its own,
 * for the fallback window.
 */
const ALLOWED_SWITCHES: readonly string[] = [
  'disable-gpu',
  'force-device-scale-factor',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'export-dir',
]

/**
 * Says why a start is refused; empty when it is not. What is not refused and not needed is taken
 * away (surroundings.ts).
 */
export const launchFaults = (launch: Launch): readonly string[] => [
  ...variableFaults(launch),
  ...optionFaults(launch),
  // The command line knows its own options, and takes no other.
  ...(launch.host === 'cli' ? [] : switchFaults(launch)),
]

const isNode = (host: Launch['host']): boolean => host === 'cli' || host === 'window'

const switchFaults = ({ host, args, platform, isRoot }: Launch): readonly string[] => {
  // Chromium refuses to start sandboxed as root on Linux: there is no other way there.
  const unavoidable = !isNode(host) && platform === 'linux' && isRoot ? ['no-sandbox'] : []
  return switchesOf(args, platform)
    .filter((name) => ![...ALLOWED_SWITCHES, ...unavoidable].includes(name))
    .map((name) => `The switch --${name} is not one of Crossview’s. Start without it.`)
}

const variableFaults = ({ host, env }: Launch): readonly string[] => {
  const actedOn = {
    ...ACTED_ON_BY_NODE,
    ...(isNode(host) ? ACTED_ON_BY_OPENSSL : ACTED_ON_BY_ELECTRON),
  }
  return [
    // A certificate that is not checked would send the secrets of every tenant to whoever answers.
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED === '0'
      ? [
          'NODE_TLS_REJECT_UNAUTHORIZED=0 is set, which would accept any certificate. Unset it; for a certificate of your own authority, give the tenant its CA file.',
        ]
      : []),
    ...Object.entries(actedOn)
      .filter(([name]) => !['', '/dev/null', undefined].includes(env[name]))
      .map(([name, does]) => `${name} is set, which ${does}. Unset it.`),
  ]
}

const optionFaults = ({ host, env, execArgv }: Launch): readonly string[] => {
  // A fuse keeps both from the packaged app; in a checkout, Electron is debugged by its options.
  if (host === 'packaged') return []
  const refused = (options: readonly string[], origin: string) =>
    options
      .filter((option) => !isHarmlessOption(option))
      .map(
        (option) =>
          `${origin} ${nameOf(option)}, which Crossview is not started with: options of Node can print, write or load what lays secrets open. Take it out.`,
      )
  return [
    ...refused((env.NODE_OPTIONS ?? '').split(/\s+/).filter(Boolean), 'NODE_OPTIONS contains'),
    ...(isNode(host) ? refused(execArgv, 'Node was given') : []),
  ]
}

/** Without its value, which may be a path of the user. */
const nameOf = (option: string): string => /^"?-[\w-]*/.exec(option)?.[0].replace('"', '') ?? 'a value'

/**
 * What Crossview was given, without its program: in a checkout, what comes before the app's folder is Electron's, which is debugged
 * and tested so.
 * @param argv whole
 */
export const ownArguments = (argv: readonly string[], isPackaged: boolean): readonly string[] => {
  const args = argv.slice(1)
  return isPackaged ? args : args.slice(args.findIndex((argument) => !argument.startsWith('-')) + 1)
}

/**
 * The names of the switches on a command line, as Chromium takes them: `--name`, `-name` and on
 * Windows `/name`, with white space around.
 */
export const switchesOf = (args: readonly string[], platform: NodeJS.Platform): readonly string[] => {
  const isSwitch = platform === 'win32' ? /^(?:--?|\/)([^=]+)/ : /^--?([^=]+)/
  return args.flatMap((argument) => {
    const given = argument.trim()
    // macOS gives the second one to an app that is opened by hand.
    if (/^--?$/.test(given) || (platform === 'darwin' && /^-psn_\d+_\d+$/.test(given))) return []
    return (
      isSwitch
        .exec(given)?.[1]
        ?.toLowerCase()
        .replaceAll(/[^\w-]/g, '?') ?? []
    )
  })
}
