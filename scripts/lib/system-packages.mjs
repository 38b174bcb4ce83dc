/** Debian packages: which are missing, and how to get them. Built-ins only: runs before npm ci. */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
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
  // Real proxies, with and without a password.
  'squid',
  'tinyproxy',
  'shellcheck',
  // systemd-analyze: units of docs/automation.
  'systemd',
  'ca-certificates',
  // The deb: making it, looking at it, and what installing it would bring.
  'fakeroot',
  'desktop-file-utils',
  'libnotify4',
  'xdg-utils',
  // Makes the rpm; reads the Homebrew cask.
  'rpm',
  'ruby',
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

/** Somebody else may be installing: another checkout, or the system itself. */
const WAITING = ['-o', 'DPkg::Lock::Timeout=300']

const HAS_APT = existsSync('/usr/bin/apt-get')

/**
 * What a person does to have a compiler for keytar, as the middle of a sentence.
 * @param {NodeJS.Platform} [platform]
 * @param {boolean} [hasApt] whether it is a Debian or Ubuntu
 */
export const compilerAdvice = (platform = process.platform, hasApt = HAS_APT) => {
  if (platform === 'win32')
    return 'install Python 3 and the Build Tools for Visual Studio with “Desktop development with C++” (nodejs.org must be reachable)'
  if (platform === 'darwin')
    return 'install Xcode’s command line tools with `xcode-select --install` (nodejs.org must be reachable)'
  return `install what compiles it with ${packagesAdvice(NATIVE, hasApt)}`
}

/**
 * How a person gets packages, as the middle of a sentence.
 * @param {readonly string[]} names as Debian calls them
 * @param {boolean} [hasApt] whether it is a Debian or Ubuntu
 */
export const packagesAdvice = (names, hasApt = HAS_APT) =>
  hasApt
    ? `\`sudo apt-get install ${names.join(' ')}\``
    : `your package manager (Debian’s names: ${names.join(' ')})`

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
 * The names of the browsers that will do: src/main/adapters/pdf/chromium.ts finds the same, and cannot be imported before there are packages.
 * @public a test holds the two to each other
 */
export const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const hasBrowser = () => {
  const named = process.env.CROSSVIEW_CHROMIUM
  if (named) return existsSync(named)
  return (process.env.PATH ?? '')
    .split(':')
    .some((folder) => BROWSERS.some((name) => existsSync(path.join(folder, name))))
}

/**
 * What apt is to install. Ubuntu 24.04 and what comes after Debian 13 refuse the old name of a renamed
 * package where several others stand for it (libasound2); Ubuntu has no package of Chromium, only a snap,
 * which sees no temporary folder of ours.
 * @param {readonly string[]} missing
 */
const namesForApt = (missing) => {
  const { stdout } = spawnSync('apt-cache', ['pkgnames'], {
    encoding: 'utf8',
    maxBuffer: 64e6,
    env: withoutTools(process.env),
  })
  const known = new Set((stdout ?? '').split('\n').filter((name) => name !== ''))
  // A fresh machine has no lists yet: the names are then taken as they are.
  if (known.size === 0) return [...missing]
  return missing
    .map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))
    .filter((name) => !CHROMIUM.includes(name) || known.has(name))
}

/**
 * Installs what is missing on Debian and Ubuntu; elsewhere says what to install.
 * @param {keyof typeof PACKAGES} purpose
 * @param {(text: string) => void} say
 */
export const ensureSystemPackages = (purpose, say) => {
  if (process.platform !== 'linux') return tellOtherSystem(purpose, say)
  if (!HAS_APT) {
    say(
      `This is no Debian or Ubuntu. Install with your package manager, by their Debian names: ${PACKAGES[purpose].join(' ')}`,
    )
    return
  }
  const installed = installedPackages()
  const missing = PACKAGES[purpose].filter(
    (name) => !isInstalled(installed, name) && !(CHROMIUM.includes(name) && hasBrowser()),
  )
  if (missing.length === 0) return
  const isRoot = process.getuid?.() === 0
  // sudo passes no variables on, so that env sets this one behind it.
  const aptGet = [...(isRoot ? [] : ['sudo']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...WAITING]
  const succeeds = (/** @type {string[]} */ [program = '', ...args]) =>
    // sudo asks for a password on the terminal itself.
    spawnSync(program, args, { stdio: ['ignore', 2, 2], env: withoutTools(process.env) }).status === 0
  const update = [...aptGet, 'update', '-qq']
  if (isRoot) succeeds(update)
  const names = namesForApt(missing)
  if (CHROMIUM.some((name) => missing.includes(name) && !names.includes(name)))
    say(
      'This system has no package of Chromium. Crossview needs a Chromium, Chrome or Edge for PDF from the command line and where Electron cannot be had: install Google Chrome, or name another with CROSSVIEW_CHROMIUM.',
    )
  if (names.length === 0) return
  const install = [...aptGet, 'install', '-y', '-qq', '--no-install-recommends', ...names]
  const shown = [update, install].map((command) => `  ${command.join(' ')}`).join('\n')
  if (!isRoot && !isAgreed(shown, say)) {
    process.exitCode = 2
    throw new Error(`system packages are missing. Install them, then run this again:\n${shown}`)
  }
  say(`Installing system packages: ${names.join(' ')}`)
  if (!isRoot) succeeds(update)
  if (!succeeds(install)) throw new Error(`apt-get could not install: ${names.join(' ')}`)
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

/** What the tests start, besides Node, where to get it. @type {Partial<Record<NodeJS.Platform, string>>} */
const TEST_PROGRAMS = {
  win32:
    'Edge or Chrome; poppler’s pdftotext.exe and pdfinfo.exe, LibreOffice’s soffice.exe, java.exe (17 or newer) and openssl.exe, each in a folder on PATH',
  darwin: 'Chrome or Edge; `brew install poppler openssl@3` and `brew install --cask libreoffice temurin`',
}

/**
 * @param {keyof typeof PACKAGES} purpose
 * @param {(text: string) => void} say
 */
const tellOtherSystem = (purpose, say) => {
  if (purpose !== 'test') return
  say(
    `The tests need, besides Node: ${TEST_PROGRAMS[process.platform] ?? 'Chromium; poppler; LibreOffice; Java 17; openssl'}. ` +
      'The keyring and Electron specs that need gnome-keyring and Xvfb run on Linux only.',
  )
}

// For a machine that is thrown away, where nobody sits to be asked: as root.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const say = (/** @type {string} */ text) => process.stderr.write(`[crossview] ${text}\n`)
  try {
    ensureSystemPackages('test', say)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode ||= 1
  }
}
