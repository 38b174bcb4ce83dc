import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { WAIT } from './patience'

/** A screen of its own on which the keyring's real prompt appears. */
export interface Screen {
  /** `DISPLAY` of this screen. */
  readonly display: string
  /** Waits for the next prompt: one that was not given before. */
  promptShown(): Promise<Prompt>
  close(): Promise<void>
}

/** One prompt, and a person's keys for it. */
interface Prompt {
  /** Presses Escape, as somebody does who does not want to answer. */
  dismiss(): void
  /** Types the password and Enter. */
  answer(password: string): void
  /**
   * Waits until this one is closed. The next one may be there by then: they can follow each other
   * faster than a busy machine looks, and no moment without a prompt is ever seen.
   */
  gone(): Promise<void>
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
  const until = async <T>(found: () => T | undefined, what: string): Promise<T> => {
    const deadline = performance.now() + WAIT
    for (;;) {
      const value = found()
      if (value !== undefined) return value
      if (performance.now() > deadline) throw new Error(`The prompt was not ${what}`)
      await wait(50)
    }
  }
  const promptAt = (prompt: string): Prompt => {
    const press = (...keys: string[]) => {
      const { status, stderr } = xdotool('windowfocus', '--sync', prompt, ...keys)
      if (status !== 0) throw new Error(`No key could be pressed in the prompt: ${stderr}`)
    }
    return {
      dismiss: () => {
        press('key', 'Escape')
      },
      answer: (password) => {
        press('type', password)
        press('key', 'Return')
      },
      gone: () => until(() => !prompts().includes(prompt) || undefined, 'closed').then(() => undefined),
    }
  }
  let given: readonly string[] = []
  return {
    display,
    promptShown: async () => {
      const next = await until(() => {
        const visible = prompts()
        // A prompter that is started again may give the same number to its window.
        given = given.filter((prompt) => visible.includes(prompt))
        return visible.find((prompt) => !given.includes(prompt))
      }, 'shown')
      given = [...given, next]
      return promptAt(next)
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
