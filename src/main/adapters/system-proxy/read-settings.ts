import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { childEnvironment, type Environment } from '../../security/surroundings'
import {
  NOTHING_SET,
  parseGnome,
  parseKde,
  parseMac,
  parseWindows,
  type SystemSettings,
} from './parse-settings'

const INTERNET_SETTINGS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
const POLICY = 'HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

/** A program of the system's own that prints settings; empty for nothing. */
type PrintSettings = (program: string, args: readonly string[]) => Promise<string>

export interface ReadSettingsParts {
  readonly platform?: NodeJS.Platform
  readonly env?: Environment
  readonly print?: PrintSettings
}

/**
 * Reads the proxy settings of this computer as its own programs print them. What cannot be read counts as not set. Of Linux' desktops
 * those are read that Chromium reads: KDE's file, and GNOME's settings, which most others share.
 */
export const readSystemSettings = async ({
  platform = process.platform,
  env = process.env,
  print = printed,
}: ReadSettingsParts = {}): Promise<SystemSettings> => {
  if (platform === 'win32') {
    // By its whole path: what stands elsewhere under its name is not asked.
    const reg = path.win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe')
    const policy = await print(reg, ['query', POLICY, '/v', 'ProxySettingsPerUser'])
    const root = /REG_DWORD\s+0x0\s*$/m.test(policy) ? 'HKLM' : 'HKCU'
    const key = `${root}\\${INTERNET_SETTINGS}`
    const parts = [await print(reg, ['query', key]), await print(reg, ['query', `${key}\\Connections`])]
    return parseWindows(parts.join('\n'))
  }
  if (platform === 'darwin') return parseMac(await print('/usr/sbin/scutil', ['--proxy']))
  const desktop = env['XDG_CURRENT_DESKTOP'] ?? ''
  if (desktop === '') return NOTHING_SET
  if (/KDE/i.test(desktop)) {
    const file = path.join(env['HOME'] ?? '', '.config', 'kioslaverc')
    return parseKde(await readFile(file, 'utf8').catch(() => ''))
  }
  return parseGnome(await print('/usr/bin/gsettings', ['list-recursively', 'org.gnome.system.proxy']))
}

/** They answer at once, or something is wrong with them. */
const DEADLINE_MS = 5_000

const printed: PrintSettings = (program, args) =>
  new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { encoding: 'utf8', env: childEnvironment(), maxBuffer: 1e6, timeout: DEADLINE_MS, windowsHide: true },
      (error, text) => {
        resolve(error === null ? text : '')
      },
    )
  })
