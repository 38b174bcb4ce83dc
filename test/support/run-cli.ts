import { expect } from 'vitest'
import { createCommandDeps } from '../../src/main/cli/composition'
import { runProgram } from '../../src/main/cli/commands/program'
import { loaded } from './command-line'
import { findMarked } from './secret-sweep'

export interface Ran {
  readonly status: number
  /** Standard output; bytes as Latin-1. */
  readonly out: string
  /** Standard error, a message a line. */
  readonly messages: string
}

/** Runs one command in a folder of its own, which also holds the user's data. */
export const runCli = async (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  interrupt = new AbortController().signal,
  platform: NodeJS.Platform = process.platform,
): Promise<Ran> => {
  const out: string[] = []
  const messages: string[] = []
  const status = await runProgram(
    args,
    '1.2.3',
    loaded(
      createCommandDeps(
        {
          out: (content) => {
            out.push(typeof content === 'string' ? content : Buffer.from(content).toString('latin1'))
            return Promise.resolve()
          },
          message: (text) => messages.push(text),
          env: { ...process.env, CROSSVIEW_USER_DATA: folder, ...env },
          cwd: folder,
          platform,
        },
        interrupt,
      ),
    ),
  )
  const ran = { status, out: out.join(''), messages: messages.join('\n') }
  // Only `demo` prints secrets: those of the tenant that it serves.
  const { out: result, messages: said } = ran
  if (args[0] !== 'demo') expect(findMarked('output of commands', { result, said })).toEqual([])
  return ran
}
