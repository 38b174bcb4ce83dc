import { createCommandDeps } from '../../src/main/cli/composition'
import { runProgram } from '../../src/main/cli/program'

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
): Promise<Ran> => {
  const out: string[] = []
  const messages: string[] = []
  const status = await runProgram(
    args,
    '1.2.3',
    createCommandDeps(
      {
        out: (content) => {
          out.push(typeof content === 'string' ? content : Buffer.from(content).toString('latin1'))
          return Promise.resolve()
        },
        message: (text) => messages.push(text),
        env: { ...process.env, CROSSVIEW_USER_DATA: folder, ...env },
        cwd: folder,
      },
      interrupt,
    ),
  )
  return { status, out: out.join(''), messages: messages.join('\n') }
}
