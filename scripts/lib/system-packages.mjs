/** Debian packages: which are missing, and how to get them. Built-ins only: runs before npm ci. */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { withoutTools } from './environment.mjs'

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
  // The deb: making it, looking at it, and what installing it would bring.
  'fakeroot',
  'desktop-file-utils',
  'libnotify4',
  'xdg-utils',
]
/** Installers for Windows, made here (test/installers). */
const WINDOWS = ['nsis', 'wixl', '7zip']

/** Debian packages by what is about to run. @public a test pretends to have them */
export const PACKAGES = {
  start: [...NATIVE, ...WINDOW, ...FONTS, ...CHROMIUM],
  test: [...NATIVE, ...WINDOW, ...FONTS, ...CHROMIUM, ...TESTS],
  cli: NATIVE,
  windows: WINDOWS,
}

/** Newer Debians renamed some packages for 64-bit time: either name will do. */
const isInstalled = (/** @type {Set<string>} */ installed, /** @type {string} */ name) =>
  installed.has(name) || installed.has(`${name}t64`)

const installedPackages = () => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${binary:Package}\n'], {
    encoding: 'utf8',
    maxBuffer: 64e6,
    env: withoutTools(process.env),
  })
  return new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.startsWith('ii '))
      .map((line) => line.slice(3).trim().replace(/:.*/, '')),
  )
}

/**
 * Installs what is missing on Debian and Ubuntu; elsewhere says what to install.
 * @param {keyof typeof PACKAGES} purpose
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
  // sudo passes no variables on, so that env sets this one behind it.
  const aptGet = [...(isRoot ? [] : ['sudo']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
  const update = [...aptGet, 'update', '-qq']
  const install = [...aptGet, 'install', '-y', '-qq', '--no-install-recommends', ...missing]
  const shown = [update, install].map((command) => `  ${command.join(' ')}`).join('\n')
  if (!isRoot && !isAgreed(shown, say)) {
    process.exitCode = 2
    throw new Error(`system packages are missing. Install them, then run this again:\n${shown}`)
  }
  say(`Installing system packages: ${missing.join(' ')}`)
  const succeeds = (/** @type {string[]} */ [program = '', ...args]) =>
    // sudo asks for a password on the terminal itself.
    spawnSync(program, args, { stdio: ['ignore', 2, 2], env: withoutTools(process.env) }).status === 0
  succeeds(update)
  if (!succeeds(install)) throw new Error(`apt-get could not install: ${missing.join(' ')}`)
}

/**
 * Asks before sudo is used, whether or not it would want a password. Only a plain yes, typed at a
 * terminal, is one: without a terminal there is nobody to ask.
 * @param {string} commands
 * @param {(text: string) => void} say
 */
const isAgreed = (commands, say) => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  say(
    `Packages of the system are missing that Crossview is built with, runs in or is tested with. To install them, these commands need an administrator's rights:\n${commands}`,
  )
  process.stderr.write('[crossview] Run them now? [y/N] ')
  return /^y(es)?$/i.test(lineFromTerminal().trim())
}

/** One line typed at the terminal; empty where there is none. Waits: set-up goes on only with an answer. */
const lineFromTerminal = () => {
  let terminal
  try {
    terminal = openSync('/dev/tty', 'r')
    const bytes = Buffer.alloc(1000)
    return bytes.toString('utf8', 0, readSync(terminal, bytes))
  } catch {
    return ''
  } finally {
    if (terminal !== undefined) closeSync(terminal)
  }
}

/**
 * @param {keyof typeof PACKAGES} purpose
 * @param {(text: string) => void} say
 */
const tellOtherSystem = (purpose, say) => {
  if (purpose !== 'test') return
  say(
    'The tests need, besides Node: Chromium, Chrome or Edge; poppler (pdftotext, pdfinfo); LibreOffice Calc (soffice); Java 17; openssl. ' +
      'The keyring and Electron specs that need gnome-keyring and Xvfb run on Linux only.',
  )
}
