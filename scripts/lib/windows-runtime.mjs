/**
 * A Windows of Wine for the tests, made by ../shared/windows-runtime beside the checkout; its README says
 * what it is and is not.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { NODE, ROOT, say } from '../setup.mjs'
import { withoutNpm, withoutTools } from './environment.mjs'
import { sha256Of } from './pinned.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

const RUNTIME = path.join(ROOT, '../shared/windows-runtime')
/** Not the runtime's own default: whoever works in that by hand would lose C:\crossview to the tests. */
const HOME = process.env.CROSSVIEW_WINE || '/var/tmp/crossview-wine-tests'
const DRIVE = path.join(HOME, 'root/wine/prefix/drive_c')
const CHECKOUT = path.join(DRIVE, 'crossview')

/**
 * In front of a command: it gets processes and mounts of its own, which are gone when it ends or when this
 * process does, however that ends. Wine's server and services would stay, as would /proc in its folder.
 */
const CONFINED = ['setpriv', '--pdeathsig', 'KILL']
const NAMESPACES = ['unshare', '--pid', '--mount', '--fork', '--kill-child', '--']

/** @returns why no Windows can be made here; null when one can be tried */
const whyNoWindows = () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it needs Linux on an x64 processor'
  if (!existsSync(path.join(RUNTIME, 'setup'))) return '../shared/windows-runtime is not beside this checkout'
  if (process.getuid?.() !== 0) return 'it is set up by root'
  if (!existsSync('/usr/bin/apt-get')) return 'it is made of Debian’s packages, and this is no Debian'
  const [program = '', ...args] = [...CONFINED, ...NAMESPACES, 'true']
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
    ? null
    : 'this machine gives no namespaces'
}

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [more] variables
 * @returns {Promise<number>} the exit status; never rejects
 */
const run = (command, more = {}) => {
  const [program = '', ...args] = [...CONFINED, ...NAMESPACES, ...command]
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...withoutTools(withoutNpm(process.env)),
      // Wine aborts when one of them names a folder that is not in its own.
      ...{ TMPDIR: undefined, TEMP: undefined, TMP: undefined },
      CROSSVIEW_WINE: HOME,
      ...more,
    },
  })
  return new Promise((resolve) => {
    child.once('error', () => {
      resolve(1)
    })
    child.once('exit', (status) => {
      resolve(status ?? 1)
    })
  })
}

const remove = (/** @type {string} */ folder) => run(['rm', '-rf', '--one-file-system', folder])

/**
 * Waits until no other run uses this Windows. The lock dies with this process.
 * @returns {Promise<void>}
 */
const lock = async () => {
  mkdirSync(path.dirname(HOME), { recursive: true })
  const take = (/** @type {string[]} */ options) =>
    new Promise((resolve, reject) => {
      const holder = spawn('flock', [...options, `${HOME}.lock`, 'sh', '-c', 'echo; exec cat'], {
        // Its input ends with this process; Ctrl-C is for this process, not for the lock.
        stdio: ['pipe', 'pipe', 'inherit'],
        detached: true,
      })
      holder.once('error', reject)
      holder.once('exit', () => {
        resolve(false)
      })
      holder.stdout.once('data', () => {
        holder.unref()
        resolve(true)
      })
    })
  if (await take(['--nonblock'])) return
  say(`Waiting for the Windows in ${HOME}, which another run uses`)
  if (!(await take([]))) throw new Error(`${HOME}.lock could not be locked`)
}

/**
 * Makes the runtime: 110 s and 2 GB, once. It gets its name when it is whole: one of a run that was killed
 * is never taken for it.
 * @returns {Promise<string | null>} why it cannot be made; throws when it can, and was not
 */
const setUp = async () => {
  if (existsSync(path.join(HOME, 'keytar.node'))) return null
  const making = existsSync(HOME) ? HOME : `${HOME}.making`
  if (making !== HOME) await remove(making)
  say(`Setting up a Windows of Wine in ${HOME}: two minutes, 2 GB`)
  const status = await run(
    [
      path.join(RUNTIME, 'setup'),
      path.join(ROOT, 'node_modules/keytar'),
      path.join(ROOT, 'node_modules/node-addon-api'),
      path.join(path.dirname(path.dirname(NODE)), 'include/node'),
    ],
    { CROSSVIEW_WINE: making },
  )
  if (status !== 0) {
    if (!existsSync(path.join(making, 'root/.done'))) return 'Debian’s Wine could not be fetched'
    throw new Error(`the Windows runtime was not set up; its logs are in ${making}`)
  }
  if (making !== HOME) renameSync(making, HOME)
  return null
}

/** Lays this checkout with what was built into C:\crossview, set up as scripts/setup.mjs leaves it. */
const lay = async () => {
  // `project` lays what git lists: an index of its own lists what is there, committed or not.
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-index-'))
  try {
    const index = { GIT_INDEX_FILE: path.join(folder, 'index') }
    const listed = await run(['git', 'add', '--all', '.'], index)
    if (listed !== 0 || (await run([path.join(RUNTIME, 'project'), ROOT], index)) !== 0)
      throw new Error('the checkout could not be laid into the Windows runtime')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const built = path.join(ROOT, 'out')
  if (existsSync(built)) cpSync(built, path.join(CHECKOUT, 'out'), { recursive: true })
  const packages = path.join(CHECKOUT, 'node_modules')
  const addon = path.join(packages, 'keytar/build/Release/keytar.node')
  writeFileSync(path.join(packages, '.crossview-keytar'), sha256Of(addon))
}

/** The temporary folder of Windows, below C:\. */
export const WINDOWS_TEMPORARY = 'users/root/AppData/Local/Temp'

/**
 * Takes the Windows for this process, set up if it is not.
 * @returns {Promise<string | null>} why there is none here; throws when there should be one
 */
const takeWindows = async () => {
  const unavailable = whyNoWindows()
  if (unavailable !== null) return unavailable
  await lock()
  return setUp()
}

/** Credential Manager is in the registry: what an earlier run left there is none of this one's. */
const freshRegistry = () => {
  const [registry, fresh] = [path.join(DRIVE, '../user.reg'), path.join(HOME, 'user.reg')]
  if (!existsSync(fresh)) cpSync(registry, fresh)
  cpSync(fresh, registry)
}

/**
 * Runs a program in C:\crossview, which holds this checkout.
 * @param {string[]} command
 * @param {{ from: string, to: string }[]} fetches what to copy here afterwards, by its path below C:\
 * @returns {Promise<{ unavailable: string } | { status: number }>} why there is no Windows here, or the
 *   exit status; throws when there should be one
 */
export const runInWindows = async (command, fetches) => {
  const unavailable = await takeWindows()
  if (unavailable !== null) return { unavailable }
  await lay()
  freshRegistry()
  const temporary = path.join(DRIVE, WINDOWS_TEMPORARY)
  await remove(temporary)
  mkdirSync(temporary, { recursive: true })
  // The runtime runs everything at the lowest priority: beside other tests it would stand still.
  const inside = ['nice', '-n', '-14', path.join(RUNTIME, 'run'), '-C', 'C:\\crossview', ...command]
  const status = await run(inside)
  for (const { from, to } of fetches)
    if (existsSync(path.join(DRIVE, from))) cpSync(path.join(DRIVE, from), to, { recursive: true })
  return { status }
}

/**
 * Runs a program of this system that works with the Windows (`CROSSVIEW_WINE`), which is nobody else's meanwhile.
 * @param {string[]} command
 * @returns {Promise<{ unavailable: string } | { status: number }>} as above
 */
export const runBesideWindows = async (command) => {
  const unavailable = await takeWindows()
  if (unavailable !== null) return { unavailable }
  ensureSystemPackages('windows', say)
  freshRegistry()
  return { status: await run(command) }
}
