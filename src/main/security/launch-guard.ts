/** What a start was given that would let somebody else read secrets or stand between us and Halo. */

/** How a process was started. Switches are Chromium's, without the dashes. */
export interface Launch {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly switches: readonly string[]
}

/**
 * Chromium's switches that open the window's memory to another program, run foreign code in it, or
 * take a check away. A packaged app is never started with them; tests drive an unpackaged one.
 */
const REFUSED_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'load-extension',
  'disable-web-security',
  'ignore-certificate-errors',
  'ssl-key-log-file',
  'log-net-log',
  'js-flags',
  'no-zygote',
  'single-process',
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'zygote-cmd-prefix',
  'gpu-launcher',
  'utility-cmd-prefix',
]

/** Options of Node that weaken TLS, write its keys to a file, or open a debugger. */
const REFUSED_NODE_OPTIONS = /(?:^|\s|=|")--(tls-keylog|tls-min-v1\.[01]|inspect(?:-brk|-port|-wait)?)\b/

/**
 * Says why a start is refused; empty when it is not. A certificate that is not checked would send
 * the secrets of every tenant to whoever answers.
 */
export const launchFaults = ({ env, switches }: Launch): readonly string[] => {
  const nodeOption = REFUSED_NODE_OPTIONS.exec(env['NODE_OPTIONS'] ?? '')?.[1]
  return [
    ...(env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? [
          'NODE_TLS_REJECT_UNAUTHORIZED=0 is set, which would accept any certificate. Unset it; for a certificate of your own authority, give the tenant its CA file.',
        ]
      : []),
    ...(nodeOption === undefined
      ? []
      : [`NODE_OPTIONS contains --${nodeOption}, which would lay secrets open. Unset it.`]),
    ...switches
      .filter((name) => REFUSED_SWITCHES.includes(name))
      .map((name) => `The switch --${name} would lay the window or its connections open. Start without it.`),
  ]
}

/**
 * The names of the switches on a command line: `--name` and `--name=value`, or `-name` as Chromium
 * takes it too, and on Windows `/name`.
 */
export const switchesOf = (argv: readonly string[], platform: NodeJS.Platform): readonly string[] => {
  const isSwitch = platform === 'win32' ? /^(?:--?|\/)([a-z\d-]+)(?:=|$)/i : /^--?([a-z\d-]+)(?:=|$)/i
  return argv.flatMap((argument) => isSwitch.exec(argument)?.[1]?.toLowerCase() ?? [])
}
