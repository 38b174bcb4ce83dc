import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/** A screen of its own on which the keyring's real prompt appears, and a person's keys for it. */
export interface Screen {
  /** `DISPLAY` of this screen. */
  readonly display: string
  /** Waits until the prompt is shown. */
  promptShown(): Promise<void>
  promptGone(): Promise<void>
  /** Presses Escape, as somebody does who does not want to answer. */
  dismiss(): void
  /** Types the password and Enter. */
  answer(password: string): void
  close(): Promise<void>
}

/** Starts an X server without a monitor. */
export const startScreen = async (size = '800x600'): Promise<Screen> => {
  // Without -noreset it starts afresh whenever its last client leaves, as each xdotool is, and drops
  // a prompt that connects just then.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await new Promise<string>((resolve, reject) => {
    // The fourth stream is the pipe that was asked for.
    createInterface({ input: server.stdio[3] as Readable }).once('line', resolve)
    server.once('error', reject)
  })
  const display = `:${number}`
  const xdotool = (...args: string[]) =>
    spawnSync('xdotool', args, { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' })
  const prompts = () =>
    xdotool('search', '--onlyvisible', '--name', 'Unlock').stdout.split('\n').filter(Boolean)
  const until = async (isSo: () => boolean, what: string) => {
    const deadline = performance.now() + 90_000
    while (!isSo()) {
      if (performance.now() > deadline) throw new Error(`The prompt was not ${what}`)
      await wait(50)
    }
  }
  const press = (...keys: string[]) => {
    const [prompt] = prompts()
    if (prompt === undefined) throw new Error('There is no prompt to press keys in')
    xdotool('windowfocus', '--sync', prompt, ...keys)
  }
  return {
    display,
    promptShown: () => until(() => prompts().length > 0, 'shown'),
    promptGone: () => until(() => prompts().length === 0, 'closed'),
    dismiss: () => {
      press('key', 'Escape')
    },
    answer: (password) => {
      press('type', password)
      press('key', 'Return')
    },
    close: () =>
      new Promise((resolve) => {
        server.once('exit', () => {
          resolve()
        })
        server.kill()
      }),
  }
}
