/** Debian packages: which are missing, and how to get them. Built-ins only: runs before npm ci. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** keytar links to libsecret and, where no prebuilt binary can be had, is compiled. */
const NATIVE = ['libsecret-1-dev', 'python3', 'make', 'g++', 'pkg-config']
/** What Electron and Chromium link to, and a keyring to keep secrets in. */
const WINDOW = ['libsecret-1-0', 'gnome-keyring', 'dbus', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
/** Latin, CJK, Arabic, Hebrew and emoji, on screen and on paper. */
const FONTS = ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji']
const CHROMIUM = ['chromium']
const TESTS = [
  'xvfb',
  'xauth',
  'xdotool',
  'iproute2',
  'procps',
  'libsecret-tools',
  'poppler-utils',
  'libreoffice-calc-nogui',
  'default-jre-headless',
  'openssl',
  'ca-certificates',
]

export const PACKAGES = {
  start: [...NATIVE, ...WINDOW, ...FONTS, ...CHROMIUM],
  test: [...NATIVE, ...WINDOW, ...FONTS, ...CHROMIUM, ...TESTS],
  cli: NATIVE,
}

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Newer Debians renamed some packages for 64-bit time: either name will do. */
const isInstalled = (installed, name) => installed.has(name) || installed.has(`${name}t64`)

const installedPackages = () => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${binary:Package}\n'], {
    encoding: 'utf8',
    maxBuffer: 64e6,
  })
  return new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.startsWith('ii '))
      .map((line) => line.slice(3).trim().split(':', 1)[0]),
  )
}

/**
 * Installs what is missing on Debian and Ubuntu; elsewhere says what to install.
 * @param {'start' | 'test' | 'cli'} purpose
 * @param {(text: string) => void} say
 */
export const ensureSystemPackages = (purpose, say) => {
  if (process.platform !== 'linux') return tellOtherSystem(purpose, say)
  if (!existsSync('/usr/bin/apt-get')) {
    say(
      `This is no Debian or Ubuntu. Install with your package manager, by their Debian names: ${PACKAGES[purpose].join(' ')}`,
    )
    return
  }
  const installed = installedPackages()
  const missing = PACKAGES[purpose].filter((name) => !isInstalled(installed, name))
  if (missing.length === 0) return
  const isRoot = process.getuid?.() === 0
  const sudo = isRoot ? [] : ['sudo', '-n']
  if (!isRoot && !succeeds('sudo', ['-n', 'true'])) {
    say(
      `Missing system packages. Install them, then run this again:\n  sudo apt-get install ${missing.join(' ')}`,
    )
    process.exitCode = 2
    throw new Error('system packages are missing')
  }
  say(`Installing system packages: ${missing.join(' ')}`)
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    return spawnSync(command, rest, { stdio: ['ignore', 2, 2] }).status === 0
  }
  apt('update', '-qq')
  if (!apt('install', '-y', '-qq', '--no-install-recommends', ...missing)) {
    throw new Error(`apt-get could not install: ${missing.join(' ')}`)
  }
}

const tellOtherSystem = (purpose, say) => {
  if (purpose !== 'test') return
  say(
    'The tests need, besides Node: Chromium, Chrome or Edge; poppler (pdftotext, pdfinfo); LibreOffice Calc (soffice); Java 17; openssl. ' +
      'The keyring and Electron specs that need gnome-keyring and Xvfb run on Linux only.',
  )
}
