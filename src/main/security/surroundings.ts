import kept from './kept-variables.json' with { type: 'json' }

/**
 * SECURITY: what of its environment Crossview and the programs it starts get to see. By name, and by
 * an allowlist: libraries print, write, load and trust by variables that nobody can list (`DEBUG`,
 * `DEBUG_FILE`, `SELENIUM_REMOTE_URL`, `SSLKEYLOGFILE` …), and a client secret may be in a variable
 * of any name.
 */

export type Environment = Readonly<Record<string, string | undefined>>

/** Names of Windows are one in any case. */
const isAmong = (names: readonly string[], name: string, platform: NodeJS.Platform): boolean =>
  names.includes(platform === 'win32' ? name.toUpperCase() : name)

/** The desktop session and the user: all that a browser needs. */
const isOfSession = (name: string, platform: NodeJS.Platform): boolean =>
  isAmong(kept.session, name, platform)

/** `http_proxy` is as usual as `HTTP_PROXY`. One with a name and a password in it is a secret. */
const isOpenProxy = (name: string, value: string | undefined): boolean =>
  kept.proxy.includes(name.toUpperCase()) && value?.includes('@') !== true

const select = (env: Environment, isKept: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && isKept(name) ? [[name, value]] : [],
    ),
  )

/** What a Chromium gets that Crossview starts. */
export const childEnvironment = (
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> => select(env, (name) => isOfSession(name, platform))

/**
 * What is left of Crossview's own environment: with it go the libraries, and the programs that these
 * start, such as the system's browser, which may need the proxy.
 */
export const ownEnvironment = (env: Environment, platform: NodeJS.Platform): Record<string, string> =>
  select(
    env,
    (name) =>
      isOfSession(name, platform) || isAmong(kept.own, name, platform) || isOpenProxy(name, env[name]),
  )

/** Reads as the environment itself does: on Windows whatever the case of a name. */
const copyOf = (env: Environment, platform: NodeJS.Platform): Environment => {
  if (platform !== 'win32') return { ...env }
  const upper = new Map(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]))
  return new Proxy<Environment>(
    {},
    { get: (_none, name) => (typeof name === 'string' ? upper.get(name.toUpperCase()) : undefined) },
  )
}

let atStart: Environment | null = null

/** The environment that the process was started with, for what the user named in it. */
export const startEnvironment = (): Environment => atStart ?? process.env

/** Takes from this process what it need not have: before any module is loaded that could look. */
export const reduceEnvironment = (): void => {
  atStart = copyOf(process.env, process.platform)
  const own = ownEnvironment(process.env, process.platform)
  for (const name of Object.keys(process.env)) if (!(name in own)) Reflect.deleteProperty(process.env, name)
}
