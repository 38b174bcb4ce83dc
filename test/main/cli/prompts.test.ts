import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { runBuilt, runOnTerminal } from '../../support/built-cli'
import { eventually } from '../../support/eventually'
import { temporaryFolder } from '../../support/profiles'

/**
 * Who leaves a question of the command line, on a real terminal (`script` of util-linux, so not on
 * Windows, whose raw terminal is imitated in test/main/cli/terminal/terminal-question.test.ts).
 * @module-tag terminal
 */

const FAULT = /fault in Crossview/
const QUESTIONS = [
  ['Name of the tenant', []],
  ['Web address', ['Contoso']],
  ['whether the host is your own', ['Contoso', 'https://halo.example']],
  ['Tenant id', ['Contoso', 'https://halo.example', 'yes']],
  ['Client id', ['Contoso', 'https://halo.example', 'yes', '']],
  ['Its secret (not shown)', ['Contoso', 'https://halo.example', 'yes', '', 'app']],
] as const

describe('profiles add', () => {
  const folder = temporaryFolder(afterAll)
  const adding = async (answers: readonly string[]) => {
    // Each question ends in a colon or a bracket and a blank; so does nothing else that is on the screen.
    return runOnTerminal(['profiles', 'add'], answers, { folder, question: /(?:: |\(yes or no\): )$/ })
  }

  it.each(QUESTIONS)('Ctrl-C at %s: 130, and nothing is stored', async (_question, before) => {
    const { status, said } = await adding([...before.map((line) => `${line}\r`), '\u0003'])
    expect(said).toMatch(/nothing was stored/)
    expect(said).not.toMatch(FAULT)
    expect(status).toBe(130)
  })

  it.each(QUESTIONS)('Ctrl-D at %s: said, status 2', async (_question, before) => {
    const { status, said } = await adding([...before.map((line) => `${line}\r`), '\u0004'])
    expect(said).toMatch(/The input ended/)
    expect(said).not.toMatch(FAULT)
    expect(status).toBe(2)
  })

  it('stored nothing in all of these', async () => {
    expect(await runBuilt(['profiles', 'list', '--json'], { folder })).toMatchObject({
      status: 0,
      out: '[]\n',
    })
  })
})

const CLI = path.resolve(import.meta.dirname, '../../../out/main/cli.cjs')

/** `profiles add` on a terminal, below a shell that writes its status to a file. @returns when it asks the last of these questions */
const addingBelowShell = async (folder: string, answers: readonly string[]) => {
  // The shell gets no signal of the terminal, and so hands none on.
  await writeFile(
    path.join(folder, 'run.sh'),
    'trap "" HUP\n"$@"\necho $? >status.part; mv status.part status\n',
  )
  const child = spawn(
    'script',
    [
      '--quiet',
      '--command',
      `exec sh run.sh sh -c 'echo $$ >pid; exec "$0" "$@"' '${process.execPath}' '${CLI}' profiles add`,
      '/dev/null',
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        CROSSVIEW_USER_DATA: path.join(folder, 'data'),
        SHELL: '/bin/sh',
        TERM: 'xterm',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const waiting = [...answers]
  let said = ''
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (!/: $/.test(said)) return
      said = ''
      const next = waiting.shift()
      if (next === undefined) resolve()
      else child.stdin.write(`${next}\r`)
    })
  })
  return child
}

const statusIn = async (folder: string): Promise<string> => {
  const file = path.join(folder, 'status')
  await eventually(() => {
    expect(existsSync(file)).toBe(true)
  })
  return readFile(file, 'utf8')
}

describe.each(QUESTIONS.filter((_each, index) => index === 0 || index === 5))(
  'at %s',
  (_question, before) => {
    it('a terminal that is closed, which ends the input too: 130', async () => {
      const folder = temporaryFolder()
      const child = await addingBelowShell(folder, before)
      child.kill('SIGKILL')
      expect(await statusIn(folder)).toBe('130\n')
    })

    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: 130', async (signal) => {
      const folder = temporaryFolder()
      await addingBelowShell(folder, before)
      process.kill(Number(await readFile(path.join(folder, 'pid'), 'utf8')), signal)
      expect(await statusIn(folder)).toBe('130\n')
    })
  },
)

describe('a reader that has had enough (| head)', () => {
  it('leaves the command the status of what was found, and no fault is told', async () => {
    const folder = temporaryFolder()
    const child = spawn(
      'bash',
      [
        '-c',
        `"$0" "$1" compare --demo --json - | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}"`,
        process.execPath,
        CLI,
      ],
      { env: { ...process.env, CROSSVIEW_USER_DATA: folder }, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let [out, said] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    await once(child, 'close')
    expect(said).not.toMatch(FAULT)
    expect(out).toBe('1\n')
  })
})
