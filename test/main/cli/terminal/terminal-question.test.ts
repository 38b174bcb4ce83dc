import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { statusOfLostOutput } from '../../../../src/main/cli/terminal/exit-status'
import { terminalQuestions } from '../../../../src/main/cli/terminal/terminal-question'
import { eventually } from '../../../support/eventually'

/**
 * Questions on a terminal that does what every system's does in raw mode, Windows' included: no
 * signal, Ctrl-C is the byte 0x03, Ctrl-D 0x04. On a real terminal: test/main/cli/prompts.test.ts.
 */
const terminal = () => {
  const modes: boolean[] = []
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      modes.push(raw)
    },
  })
  const output = Object.assign(new PassThrough(), { isTTY: true })
  let shown = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text
  })
  const controller = new AbortController()
  let interrupts = 0
  const questions = terminalQuestions(input, output, () => {
    interrupts += 1
    controller.abort()
  })
  const { ask, askSecret } = questions
  if (ask === undefined || askSecret === undefined) throw new Error('This is a terminal')
  return {
    input,
    modes,
    asking: {
      ask: (text: string) => ask(text, controller.signal),
      askSecret: (text: string) => askSecret(text, controller.signal),
    },
    shown: () => shown,
    interrupts: () => interrupts,
    controller,
  }
}

describe('a question for a secret', () => {
  it('shows the question and nothing of the answer, and leaves the terminal as it was', async () => {
    const { input, modes, asking, shown } = terminal()
    const answer = asking.askSecret('Its secret: ')
    input.write('s3cr\u007fret\r')
    expect(await answer).toBe('s3cret')
    expect(shown()).toBe('Its secret: \n')
    expect(modes).toEqual([true, false])
  })

  it('is interrupted by Ctrl-C, which is a key there', async () => {
    const { input, modes, asking, interrupts } = terminal()
    const answer = asking.askSecret('Its secret: ')
    input.write('half\u0003')
    expect(await answer).toBeNull()
    expect(interrupts()).toBe(1)
    expect(modes.at(-1)).toBe(false)
  })

  it('has no answer at Ctrl-D, which interrupts nothing', async () => {
    const { input, asking, interrupts } = terminal()
    const answer = asking.askSecret('Its secret: ')
    input.write('\u0004')
    expect(await answer).toBeNull()
    expect(interrupts()).toBe(0)
  })
})

describe.each(['ask', 'askSecret'] as const)('%s', (how) => {
  it('has no answer when the input ends', async () => {
    const { input, asking, interrupts } = terminal()
    const answer = asking[how]('? ')
    input.end()
    expect(await answer).toBeNull()
    expect(interrupts()).toBe(0)
  })

  it('is interrupted by a terminal that goes', async () => {
    const { input, asking, interrupts } = terminal()
    const answer = asking[how]('? ')
    input.destroy(Object.assign(new Error('read EIO'), { code: 'EIO' }))
    expect(await answer).toBeNull()
    expect(interrupts()).toBe(1)
  })

  it('is taken back by the signal', async () => {
    const { asking, controller, modes } = terminal()
    const answer = asking[how]('? ')
    controller.abort()
    expect(await answer).toBeNull()
    expect(modes.filter(Boolean).length).toBe(modes.filter((raw) => !raw).length)
  })

  it('is not asked after it', async () => {
    const { asking, controller } = terminal()
    controller.abort()
    expect(await asking[how]('? ')).toBeNull()
  })

  it('is followed by the next one', async () => {
    const { input, asking } = terminal()
    for (const text of ['one', 'two', '']) {
      const answer = asking[how]('? ')
      input.write(`${text}\n`)
      expect(await answer).toBe(text)
    }
  })
})

it('a terminal that goes while nobody is asked is no fault', async () => {
  const { input } = terminal()
  input.destroy(new Error('read EIO'))
  await eventually(() => {
    expect(input.closed).toBe(true)
  })
})

it.each([
  ['input', false, true],
  ['output', true, false],
])('there are none without a terminal for the %s', (_name, input, output) => {
  const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY })
  expect(terminalQuestions(stream(input), stream(output), () => undefined)).toEqual({})
})

it('says by the status why standard output takes nothing more', () => {
  expect(['EPIPE', 'EOF', 'EIO', 'ENOSPC', ''].map((code) => statusOfLostOutput(code, 1))).toEqual([
    1, 1, 130, 3, 3,
  ])
})
