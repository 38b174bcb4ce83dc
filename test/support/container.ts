import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Programs of docs/automation in the containers of stand-in-docker.mjs, and the demo tenants that they ask. */

const CONTAINER = path.resolve(import.meta.dirname, 'stand-in-docker.mjs')

export interface Ended {
  readonly status: number | null
  /** Both outputs. */
  readonly said: string
}

export const run = async (
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> => {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'] ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
  await once(child, 'close')
  return { status: child.exitCode, said: said.join('') }
}

/** `docker run` with these options, image and arguments. @param root of the image */
export const runContainer = (
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> =>
  run(process.execPath, [CONTAINER, 'run', ...args], { env: { CONTAINER_ROOT: root, ...env } })

/** A folder for PATH whose `docker` is stand-in-docker.mjs. */
export const folderOfDocker = async (folder: string): Promise<string> => {
  const bin = path.join(folder, 'bin')
  await mkdir(bin)
  await writeFile(path.join(bin, 'docker'), `#!/bin/sh\nexec "${process.execPath}" "${CONTAINER}" "$@"\n`)
  await chmod(path.join(bin, 'docker'), 0o755)
  return bin
}
