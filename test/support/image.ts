import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/**
 * The image of the Dockerfile as a folder, made by its steps without a container engine: its base, which no registry is
 * there for, is this machine's Node and shell with their libraries; `npm ci` takes the packages that are here (by the
 * same lock file); what installs a browser is for PDF=1 and is not run.
 */

const ROOT = path.resolve(import.meta.dirname, '../..')

export interface Step {
  /** In capitals. */
  readonly instruction: string
  readonly text: string
}

/** The instructions of a Dockerfile, each on one line. */
export const stepsOf = (dockerfile: string): readonly Step[] =>
  dockerfile
    .replace(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [instruction = '', ...rest] = line.trim().split(' ')
      return { instruction, text: rest.join(' ') }
    })

/** What the build gets, by .dockerignore: a list of what is let through (`!name`) after `*`. */
export const contextNames = (dockerignore: string): readonly string[] => {
  const lines = dockerignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const [all, ...names] = lines
  if (all !== '*' || names.some((name) => !/^![\w./-]+$/.test(name)))
    throw new Error('.dockerignore is no plain list of what is let through')
  return names.map((name) => name.slice(1))
}

/** Copies a program of this machine with its libraries. */
const addProgram = (root: string, program: string, place: string): void => {
  mkdirSync(path.join(root, path.dirname(place)), { recursive: true })
  copyFileSync(program, path.join(root, place))
  const libraries = execFileSync('ldd', [program], { encoding: 'utf8' })
  for (const [library] of libraries.matchAll(/\/\S+(?= \()/g)) {
    mkdirSync(path.join(root, path.dirname(library)), { recursive: true })
    if (!existsSync(path.join(root, library))) copyFileSync(library, path.join(root, library))
  }
}

interface Settings {
  env: Record<string, string>
  user: string
  entrypoint: readonly string[]
}

/**
 * Makes the image, as root.
 * @param folder a fresh one
 * @returns its root folder, for stand-in-docker.mjs
 */
export const makeImage = (folder: string): string => {
  const steps = stepsOf(readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8'))
  const last = steps.findLastIndex(({ instruction }) => instruction === 'FROM')
  const built = path.join(folder, 'build-stage')
  const root = path.join(folder, 'image')
  buildStage(steps.slice(0, last), built)
  addProgram(root, process.execPath, '/usr/local/bin/node')
  addProgram(root, '/bin/sh', '/bin/sh')
  mkdirSync(path.join(root, 'tmp'), { mode: 0o1777 })
  const settings: Settings = { env: {}, user: 'root', entrypoint: [] }
  for (const step of steps.slice(last + 1)) finalStep(step, { built, root, settings })
  writeFileSync(path.join(root, '.image.json'), JSON.stringify(settings))
  return root
}

const buildStage = (steps: readonly Step[], stage: string): void => {
  const work = path.join(stage, 'build')
  mkdirSync(work, { recursive: true })
  for (const { instruction, text } of steps) {
    if (instruction === 'COPY')
      for (const name of contextNames(readFileSync(path.join(ROOT, '.dockerignore'), 'utf8')))
        cpSync(path.join(ROOT, name), path.join(work, name), { recursive: true })
    else if (instruction === 'RUN' && text === 'npm ci')
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(work, 'node_modules'))
    else if (instruction === 'RUN')
      // Whole paths are of the stage.
      execFileSync('sh', ['-euc', text.replaceAll(/(?<= )\//g, `${stage}/`)], {
        cwd: work,
        env: { ...process.env, PDF: '0' },
        stdio: 'pipe',
      })
  }
}

/** What containers are given anyway, or do not need. */
const UNUSED = ['ARG', 'CMD', 'WORKDIR']

const finalStep = (
  { instruction, text }: Step,
  { built, root, settings }: { readonly built: string; readonly root: string; readonly settings: Settings },
): void => {
  switch (instruction) {
    case 'COPY': {
      const [, owner, from = '', to = ''] = /^--from=build (?:--chown=(\S+) )?(\S+) (\S+)$/.exec(text) ?? []
      cpSync(path.join(built, from), path.join(root, to), { recursive: true })
      if (owner !== undefined) execFileSync('chown', ['-R', owner, path.join(root, to)])
      return
    }
    case 'ENV':
      for (const [, name = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) settings.env[name] = value
      return
    case 'USER':
      settings.user = text
      return
    case 'ENTRYPOINT':
      settings.entrypoint = JSON.parse(text) as string[]
      return
    default:
      if (
        !UNUSED.includes(instruction) &&
        !(instruction === 'RUN' && text.startsWith('if [ "$PDF" = 1 ]; then'))
      )
        throw new Error(`nobody does ${instruction} ${text} here`)
  }
}
