import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import type { ComputerFacts, FolderFacts, LogFacts, VersionFacts } from '../../doctor-port'
import { codeOf } from '../../held-file'
import { startEnvironment } from '../../security/surroundings'
import { findChromium } from '../pdf/chromium'

interface Where {
  readonly userData: string
  readonly version: string
  readonly host: VersionFacts['host']
}

/** Variables by which other programs trust more, or less, than the system does. */
const TRUST_VARIABLES = [
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
]

/** This computer, as the system has it. */
export const createComputerFacts = ({ userData, version, host }: Where): ComputerFacts => ({
  home: homeFolder(),
  versions: () => ({
    crossview: version,
    host,
    runtimes: process.versions,
    system: `${os.type()} ${os.release()} (${os.version()})`,
    arch: process.arch,
  }),
  folder: () => folderFacts(userData),
  log: () => logFacts(path.join(userData, 'logs', 'crossview.log')),
  certificates: () => {
    // `getCACertificates` came with Node 22.15.
    const read = (tls as Partial<typeof tls>).getCACertificates
    return {
      fromSystem: read?.('system').length ?? null,
      fromNode: tls.rootCertificates.length,
      ignored: TRUST_VARIABLES.filter((name) => isSet(name)),
    }
  },
  desktop: () => ({
    platform: process.platform,
    display: named('DISPLAY'),
    wayland: named('WAYLAND_DISPLAY'),
    bus: isSet('DBUS_SESSION_BUS_ADDRESS'),
  }),
  browser: () => findChromium(process.env),
})

const named = (name: string): string | null => {
  const value = startEnvironment()[name]
  return value === undefined || value === '' ? null : value
}

const isSet = (name: string): boolean => named(name) !== null

/** Empty for a user whom the system does not know, as in a container. */
const homeFolder = (): string => {
  try {
    return os.homedir()
  } catch {
    return ''
  }
}

const OTHERS = 0o077

/**
 * Whether others may look into a folder; null: it is not known, as on Windows, whose modes tell nothing of it.
 * @param mode null: the folder is not there
 */
export const isOpenToOthers = (
  mode: number | null,
  platform: NodeJS.Platform = process.platform,
): boolean | null => (platform === 'win32' || mode === null ? null : (mode & OTHERS) !== 0)

const folderFacts = async (folder: string): Promise<FolderFacts> => {
  const before = await stat(folder).catch(() => null)
  const writeFault = await writeFaultIn(folder)
  const found = await stat(folder).catch(() => null)
  return {
    path: folder,
    isThere: before !== null,
    writeFault,
    isOpenToOthers: isOpenToOthers(found?.mode ?? null),
    free: await freeBytes(folder),
  }
}

/** Writes a file of its own there, and removes it. @returns a code of the system, or null */
const writeFaultIn = async (folder: string): Promise<string | null> => {
  const file = path.join(folder, `.check-${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(file, 'x', { flag: 'wx', mode: 0o600 })
    return null
  } catch (error) {
    return codeOf(error) || 'unknown'
  } finally {
    await rm(file, { force: true }).catch(() => undefined)
  }
}

/** `statfs` came with Node 18.15. */
const freeBytes = async (folder: string): Promise<number | null> => {
  const look = statfs as typeof statfs | undefined
  try {
    const found = await look?.(folder)
    return found === undefined ? null : found.bavail * found.bsize
  } catch {
    return null
  }
}

const ERROR_LINE = /^\[(.*?)\] \[error\]/

/** The log rotates at 1 MB, so that it is read whole. */
const logFacts = async (file: string): Promise<LogFacts> => {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return { errors: null, last: null }
  const moments = text.split('\n').flatMap((each) => ERROR_LINE.exec(each)?.[1] ?? [])
  return { errors: moments.length, last: moments.at(-1) ?? null }
}
