import { spawn } from 'node:child_process'
import path from 'node:path'

const CLI = path.resolve(import.meta.dirname, '../../out/main/cli.cjs')

export interface RanBuilt {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: Buffer
}

/** Runs the built command line as a process, in a folder that also holds the user's data. */
export const runBuilt = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RanBuilt> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: { ...process.env, CROSSVIEW_USER_DATA: folder, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', reject)
    child.once('close', (status) => {
      resolve({ status, stdout: Buffer.concat(out), stderr: Buffer.concat(err) })
    })
  })
