/**
 * Holds what GitHub runs (.github) to GitHub's own schema and to the repository: nobody here can start
 * it, and a slip in it would show at the first release. `npm test -- lint` runs this. So are workflows that
 * others are given (docs/automation).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { z } from 'zod'

const Variables = z.record(z.string(), z.unknown()).optional()
const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
})
const Job = z.object({
  uses: z.string().optional(),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  env: Variables,
  permissions: z.record(z.string(), z.string()).optional(),
  strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(Step).default([]),
})
const Workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()).optional(),
  concurrency: z.object({ group: z.string() }).optional(),
  env: Variables,
  jobs: z.record(z.string(), Job),
})
const Action = z.object({ runs: z.object({ steps: z.array(Step) }) })
const Releases = z.array(z.object({ runner: z.string(), system: z.string(), arch: z.string() }))
const Targets = z.object({ target: z.array(z.string()) })
const Builder = z.object({ linux: Targets, mac: Targets, win: Targets })
const Dependabot = z.strictObject({
  version: z.literal(2),
  updates: z.array(
    z.strictObject({
      'package-ecosystem': z.enum(['github-actions', 'npm']),
      directory: z.string().optional(),
      directories: z.array(z.string()).optional(),
      schedule: z.strictObject({ interval: z.enum(['daily', 'weekly', 'monthly']) }),
      cooldown: z.strictObject({ 'default-days': z.number().int().min(1).max(90) }),
      groups: z.record(
        z.string(),
        z.strictObject({
          patterns: z.array(z.string()).optional(),
          'update-types': z.array(z.enum(['major', 'minor', 'patch'])).optional(),
        }),
      ),
      ignore: z.array(z.strictObject({ 'dependency-name': z.string() })).optional(),
    }),
  ),
})

/**
 * Machines that GitHub lends to public repositories, with what electron-builder calls their system and
 * processor (docs.github.com, “GitHub-hosted runners”, read on 26 November 2026).
 */
const RUNNERS = new Map([
  ['ubuntu-latest', 'linux x64'],
  ['ubuntu-24.04-arm', 'linux arm64'],
  ['macos-latest', 'mac arm64'],
  ['macos-26-intel', 'mac x64'],
  ['windows-latest', 'win x64'],
  ['windows-11-arm', 'win arm64'],
])

/** What a target of electron-builder's is called as a file; others are called as they are. */
const EXTENSIONS = new Map([['nsis', 'exe']])

/** Workflows that stand in the repositories of others. */
const FOR_OTHERS = 'docs/automation/github-actions'

/** Started for a stranger's pull request with the rights of the repository. */
const DANGEROUS_EVENTS = ['pull_request_target', 'workflow_run', 'issue_comment']

/**
 * What GitHub itself says of a file: unknown keys, wrong values, expressions that are none, jobs that
 * are not there.
 * @param {string} root
 * @param {string} file
 * @param {string} text
 */
const schemaFaults = async (root, file, text) => {
  // GitHub's package imports its schema as JSON without saying so, which Node refuses.
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
  })
  try {
    const { validate } = await import('@actions/languageservice')
    // By its whole place: what was read once of one address is kept.
    const { href } = pathToFileURL(path.join(root, file))
    const found = await validate(TextDocument.create(href, 'yaml', 1, text))
    return found.map(({ range, message }) => `${file}:${range.start.line + 1}: ${message}`)
  } finally {
    hooks.deregister()
  }
}

/**
 * An action is somebody else's program: it is named by the hash of its commit, since a version can be
 * moved, and the version stands beside it for people and for Dependabot.
 * @param {string} root
 * @param {string} file
 * @param {string} text
 */
const actionFaults = (root, file, text) =>
  text.split('\n').flatMap((line) => {
    const [, used] = line.split(/\buses: /)
    if (used === undefined) return []
    const [name = '', version = ''] = used.trim().split(' # ')
    if (!name.startsWith('./'))
      return /^[\w-]+(?:\/[\w-]+)+@[\da-f]{40}$/.test(name) && /^v\d+\.\d+\.\d+$/.test(version)
        ? []
        : [`${file}: ${name} is not pinned by the hash of a commit, with its version as a comment`]
    const place = path.join(root, name)
    return existsSync(name.endsWith('.yml') ? place : path.join(place, 'action.yml'))
      ? []
      : [`${file}: there is no ${name}`]
  })

/**
 * What ShellCheck says of a script for bash; on systems that have it, which Linux has (system-packages.mjs).
 * @param {string} file
 * @param {string} script
 */
const shellFaults = (file, script) => {
  const done = spawnSync('shellcheck', ['--shell=bash', '--format=gcc', '-'], {
    input: script,
    encoding: 'utf8',
  })
  if (done.error !== undefined)
    return process.platform === 'linux' ? [`${file}: shellcheck does not start: ${done.error.message}`] : []
  return done.stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [`${file}: ${line.slice(2)} in ${script}`]))
}

/**
 * @param {string} root
 * @param {string} file
 * @param {readonly z.infer<typeof Step>[]} steps
 */
const stepFaults = (root, file, steps) => {
  const { scripts, optionalDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const [node, ...others] = new Set(Object.values(optionalDependencies))
  const faults = others.length === 0 ? [] : ['package.json: its packages of Node are of several versions']
  for (const { uses = '', run = '', shell = 'bash', with: inputs = {} } of steps) {
    if (shell === 'bash' && run !== '') faults.push(...shellFaults(file, run))
    // By the key, however it is written; `actionFaults` reads lines, for the version beside it.
    if (uses !== '' && !/^\.\/|@[\da-f]{40}$/.test(uses))
      faults.push(`${file}: ${uses} is not pinned by the hash of a commit`)
    // SECURITY: what stands in an expression is put into the script before a shell reads it; the input
    // `script` of an action is one too.
    if (run.includes('${{') || String(inputs['script'] ?? '').includes('${{'))
      faults.push(`${file}: a script holds an expression: ${run}`)
    for (const [, name = ''] of run.matchAll(/\bnpm run ([a-z][\w:-]*)/g))
      if (!Object.hasOwn(scripts, name)) faults.push(`${file}: package.json has no script ${name}`)
    const started = [...run.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => scripts[name])
    for (const [name] of [run, ...started]
      .join('\n')
      .matchAll(/(?<![\w./])(?:scripts|node_modules)\/[\w./@-]+/g))
      if (!existsSync(path.join(root, name))) faults.push(`${file}: there is no ${name}`)
    if (uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false)
      faults.push(`${file}: the checkout keeps GitHub's token for every later step`)
    if (uses.startsWith('actions/setup-node@') && inputs['node-version'] !== node)
      faults.push(`${file}: Node ${inputs['node-version']} is not the pinned one, ${node}`)
  }
  return faults
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} text
 */
const workflowFaults = (root, file, text) => {
  const { on, permissions, concurrency, env, jobs } = Workflow.parse(parse(text))
  const faults = Object.keys(on)
    .filter((event) => DANGEROUS_EVENTS.includes(event))
    .map((event) => `${file}: ${event} gives strangers the rights of the repository`)
  if (permissions === undefined || Object.keys(permissions).length > 0)
    faults.push(`${file}: permissions are not taken away at the top (permissions: {})`)
  if (concurrency === undefined) faults.push(`${file}: it has no concurrency`)
  for (const [name, job] of Object.entries(jobs)) {
    if (job.permissions === undefined) faults.push(`${file}: the job ${name} does not name its permissions`)
    if (job.uses === undefined && job['timeout-minutes'] === undefined)
      faults.push(`${file}: the job ${name} has no timeout-minutes`)
    if (/\bsecrets\b/.test(JSON.stringify(parse(text).jobs[name])) && job.environment === undefined)
      faults.push(`${file}: the job ${name} sees secrets outside an environment`)
    // SECURITY: what a job or a workflow has in its variables, every step has, with what npm brought.
    for (const value of Object.values({ ...env, ...job.env }))
      if (/\bsecrets\b/.test(String(value).replaceAll(/\bsecrets\.\w+ [!=]= ''/g, '')))
        faults.push(`${file}: the job ${name} gives a secret to all of its steps`)
    const labels = [job['runs-on'] ?? '', JSON.stringify(job.strategy?.matrix ?? {})].join(' ')
    for (const [label] of labels.matchAll(/(?:ubuntu|macos|windows)-[\w.-]+/g))
      if (!RUNNERS.has(label)) faults.push(`${file}: GitHub has no runner ${label} that is known here`)
    faults.push(...stepFaults(root, file, job.steps))
  }
  return faults
}

/**
 * Whether the tests run on every system, and everything that electron-builder.yml names is built, on
 * a machine of its own kind, and kept.
 * @param {string} root
 */
const coverageFaults = (root) => {
  const read = (/** @type {string} */ file) => readFileSync(path.join(root, file), 'utf8')
  const jobsOf = (/** @type {string} */ name) => Workflow.parse(parse(read(`.github/workflows/${name}`))).jobs
  const builder = Builder.parse(parse(read('electron-builder.yml')))
  const tested = z.array(z.string()).parse(jobsOf('test.yml')['test']?.strategy?.matrix['runner'])
  const packaging = jobsOf('release.yml')['package']
  const built = Releases.parse(packaging?.strategy?.matrix['include'])
  const kept = packaging?.steps.map(({ with: inputs }) => inputs?.['path']).join('\n') ?? ''
  return [
    ...[...RUNNERS].flatMap(([runner, kind]) => [
      ...(tested.includes(runner) ? [] : [`test.yml: it does not run on ${runner}`]),
      ...(built.some((one) => one.runner === runner && `${one.system} ${one.arch}` === kind)
        ? []
        : [`release.yml: nothing is built for ${kind} on ${runner}`]),
    ]),
    ...Object.values(builder)
      .flatMap(({ target }) => target)
      .filter((target) => !kept.split('\n').includes(`dist/*.${EXTENSIONS.get(target) ?? target}`))
      .map((target) => `release.yml: what electron-builder.yml makes as ${target} is not kept`),
  ]
}

/** @param {string} root @param {string} file */
const dependabotFaults = (root, file) => {
  const read = Dependabot.safeParse(parse(readFileSync(path.join(root, file), 'utf8')))
  return read.success ? [] : [`${file}: ${z.prettifyError(read.error)}`]
}

/**
 * @param {string} root of the repository
 * @returns {Promise<readonly string[]>} one sentence a fault, with its file
 */
export const githubFaults = async (root) => {
  const faults = []
  const files = ['.github', FOR_OTHERS]
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.posix.join(folder, ...name.split(path.sep)),
      ),
    )
    .filter((name) => name.endsWith('.yml') && name !== '.github/dependabot.yml')
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8')
    faults.push(...(await schemaFaults(root, file, text)), ...actionFaults(root, file, text))
    faults.push(
      ...(file.startsWith('.github/workflows/') || file.startsWith(FOR_OTHERS)
        ? workflowFaults(root, file, text)
        : stepFaults(root, file, Action.parse(parse(text)).runs.steps)),
    )
  }
  return [...faults, ...coverageFaults(root), ...dependabotFaults(root, '.github/dependabot.yml')]
}
