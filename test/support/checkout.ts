import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, link, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ROOT } from './source-scan'

/** A checkout of its own for tests of the scripts, with packages that only write down what is done with them. */

export const IS_WINDOWS = process.platform === 'win32'

/** Where the pinned Node is in node_modules; there is none for macOS. */
export const NODE = `node-${IS_WINDOWS ? 'win' : process.platform}-${process.arch}/bin/node${IS_WINDOWS ? '.exe' : ''}`

export const hash = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

export interface Checkout {
  readonly folder: string
  /** A path in its node_modules. */
  readonly modules: (...parts: readonly string[]) => string
  /** The file in which its packages and programs write down their calls, and the calls. */
  readonly calls: string
  readonly called: () => Promise<readonly string[]>
}

/** The scripts and what they read, without a package. */
export const layCheckout = async (folder: string): Promise<Checkout> => {
  await cp(path.join(ROOT, 'scripts'), path.join(folder, 'scripts'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    await cp(path.join(ROOT, file), path.join(folder, file))
  const calls = path.join(folder, 'calls.txt')
  return {
    folder,
    modules: (...parts) => path.join(folder, 'node_modules', ...parts),
    calls,
    called: async () => (existsSync(calls) ? (await readFile(calls, 'utf8')).trim().split('\n') : []),
  }
}

/**
 * What `npm ci` and the first set-up would have left, with a keytar that notes when it is loaded and a compiler
 * that notes when it runs.
 */
export const layPackages = async ({ folder, modules, calls }: Checkout): Promise<void> => {
  await mkdir(modules(path.dirname(NODE)), { recursive: true })
  const node = path.join(ROOT, 'node_modules', NODE)
  await link(node, modules(NODE)).catch(() => cp(node, modules(NODE)))
  await mkdir(modules('keytar/build/Release'), { recursive: true })
  await layKeytar({ modules, calls })
  await writeFile(modules('keytar/build/Release/keytar.node'), 'made here')
  await writeFile(modules('.crossview-keytar'), hash('made here'))
  await layCompiler({ modules, calls })
  await stamp({ folder, modules })
}

/** A keytar that loads when its addon is there, and notes it. */
export const layKeytar = ({ modules, calls }: Pick<Checkout, 'modules' | 'calls'>): Promise<void> =>
  writeFile(
    modules('keytar/index.js'),
    `require('node:fs').appendFileSync(${JSON.stringify(calls)}, 'keytar loaded\\n')
     require('node:fs').accessSync(__dirname + '/build/Release/keytar.node')`,
  )

/** A node-gyp that notes its call; `then` is what it does, and makes an addon unless it is said otherwise. */
export const layCompiler = async (
  { modules, calls }: Pick<Checkout, 'modules' | 'calls'>,
  then = `mkdirSync('build/Release', { recursive: true }); writeFileSync('build/Release/keytar.node', 'made again')`,
): Promise<void> => {
  await mkdir(modules('node-gyp/bin'), { recursive: true })
  await writeFile(
    modules('node-gyp/bin/node-gyp.js'),
    `const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs')
     appendFileSync(${JSON.stringify(calls)}, 'compiled, old addon ' + (existsSync('build') ? 'there' : 'gone') + '\\n')
     ${then}`,
  )
}

/** Notes that the packages of the lock file are installed. */
export const stamp = async ({ folder, modules }: Pick<Checkout, 'folder' | 'modules'>): Promise<void> => {
  const lock = await readFile(path.join(folder, 'package-lock.json'), 'utf8')
  await writeFile(modules('.crossview-setup'), hash(`${lock}${process.platform}${process.arch}`))
}

/** A program of a POSIX system that notes its call and ends well; `then` is more shell. */
export const layProgram = async (folder: string, calls: string, name: string, then = ''): Promise<void> => {
  const file = path.join(folder, name)
  await mkdir(folder, { recursive: true })
  await writeFile(file, `#!/bin/sh\necho "$(basename "$0") $*" | head -n 1 >> '${calls}'\n${then}\n`)
  await chmod(file, 0o755)
}

/** dpkg-query that knows what the command line needs, so that none is missing. */
export const ALL_INSTALLED = ['libsecret-1-dev', 'python3', 'make', 'g++', 'pkg-config']
  .map((name) => `echo "ii  ${name}"`)
  .join('\n')

/** This process's variables, without those of an npm that started it. */
export const withoutNpm = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name)))
