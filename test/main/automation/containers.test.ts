/** @module-tag made-by-root */
import { readFileSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { startDemo } from '../../../src/demo/index'
import { folderOfDocker, run, runContainer, type Ended } from '../../support/container'
import { makeImage } from '../../support/image'
import { placedConfig } from '../../support/placed-config'
import { configMapIn, podOf, runPod, type Cluster } from '../../support/pod'
import { temporaryFolder } from '../../support/profiles'

/**
 * The Dockerfile's steps, and the command lines of GitHub Actions, Kubernetes and Azure in it, against demo tenants:
 * with the user, the read-only root, the volumes and the modes that their files name.
 */

const AUTOMATION = path.resolve(import.meta.dirname, '../../../docs/automation')
const read = (file: string) => readFileSync(path.join(AUTOMATION, file), 'utf8')

let place: string
let image: string
beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'crossview-image-'))
  image = makeImage(place)
})
afterAll(() => rm(place, { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const demoTenant = async (scenario: string) => {
  const demo = await startDemo(scenario)
  onTestFinished(() => demo.close())
  return demo
}

/** A folder that the container's user may write to. */
const writable = async (name: string, owner = 10_001): Promise<string> => {
  const made = path.join(folder, name)
  await mkdir(made, { recursive: true })
  await chown(made, owner, owner)
  return made
}

const Fleet = z.object({
  tenants: z.array(z.object({ name: z.string(), state: z.string(), message: z.string() })),
})
const fleetIn = async (where: string) =>
  Fleet.parse(JSON.parse(await readFile(path.join(where, 'fleet.json'), 'utf8'))).tenants.map(
    ({ name, state }) => `${name}: ${state}`,
  )

describe('the image', () => {
  it('holds the command line, and nothing of the checkout', async () => {
    const { status, said } = await runContainer(image, ['--rm', 'crossview', '--version'])
    expect([status, said]).toEqual([0, '0.1.0\n'])
    expect((await readdir(path.join(image, 'opt/crossview'))).sort()).toEqual(['out'])
    expect((await readdir(path.join(image, 'opt/crossview/out/main'))).sort()).toEqual([
      'chunks',
      'cli-program.cjs',
      'cli.cjs',
    ])
  })

  it('compares as nobody in particular, and writes to nothing but what is mounted', async () => {
    const out = await writable('out')
    const sandbox = ['--read-only', '--tmpfs', '/tmp', '--tmpfs', '/data', '--volume', `${out}:/out`]
    const compare = ['compare', '--demo', '--resources', 'tickets', '--json', '/out/result.json']
    const ran = await runContainer(image, [...sandbox, 'crossview', ...compare])
    expect(ran.status, ran.said).toBe(1)
    expect(JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8'))).toMatchObject({
      complete: true,
    })
    const refused = await runContainer(image, [
      ...sandbox,
      'crossview',
      ...compare.slice(0, -1),
      '/opt/x.json',
    ])
    expect(refused.status).toBe(2)
    expect(refused.said).toContain('the disk is read-only')
  })

  it('says what it does without a place for its data, and has no keychain and no browser', async () => {
    const demo = await demoTenant('healthy')
    const config = placedConfig(read('github-actions/tenants/north/contoso.json'), demo)
    await writeFile(path.join(folder, 'contoso.json'), config.text)
    await chmod(folder, 0o755)
    const env = Object.keys(config.env).flatMap((name) => ['--env', name])
    const args = [
      '--read-only',
      '--user',
      '23456:23456',
      '--volume',
      `${folder}:/tenants:ro`,
      ...env,
      'crossview',
    ]
    const ran = await runContainer(image, [...args, 'check', '--config', '/tenants/contoso.json'], config.env)
    expect(ran.status, ran.said).toBe(0)
    expect(ran.said).toContain('Whether another run asks this tenant now is not known')
    const pdf = ['compare', '--demo', '--resources', 'clients', '--pdf', '/tmp/x.pdf']
    const printed = await runContainer(image, ['--tmpfs', '/tmp', 'crossview', ...pdf])
    expect(printed.status).toBe(3)
    expect(printed.said).toContain('No Chromium, Chrome or Edge was found')
  })
})

const Workflow = z.object({
  env: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      strategy: z.object({ matrix: z.object({ part: z.array(z.string()) }) }).optional(),
      steps: z.array(
        z.object({
          name: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ),
})

describe('GitHub Actions', () => {
  const workflow = Workflow.parse(parse(read('github-actions/crossview.yml')))
  const step = (job: string, name: string) => {
    const found = workflow.jobs[job]?.steps.find((each) => each.name === name)
    if (found?.run === undefined) throw new Error(`${job} has no step ${name}`)
    return { script: found.run, env: found.env ?? {} }
  }

  /** A step's script, as the runner starts it, with expressions in its variables filled in. */
  const runStep = async (job: string, name: string, known: Readonly<Record<string, string>>) => {
    const { script, env } = step(job, name)
    const output = path.join(folder, 'output')
    await writeFile(output, '')
    const filled = Object.fromEntries(
      Object.entries(env).map(([variable, value]) => {
        const [, expression = ''] = /^\$\{\{ (.*) \}\}$/.exec(value) ?? []
        return [variable, known[expression] ?? known[variable] ?? '']
      }),
    )
    const ended = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: {
        PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        CONTAINER_ROOT: image,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
        ...workflow.env,
        ...filled,
      },
    })
    return { ...ended, output: await readFile(output, 'utf8') }
  }

  /** The tenants, by their parts; the folder of the repository. */
  const checkedOut = async (scenarios: Readonly<Record<string, string>>) => {
    const secrets: Record<string, string> = {}
    for (const [file, scenario] of Object.entries(scenarios)) {
      const config = placedConfig(read(`github-actions/tenants/${file}`), await demoTenant(scenario))
      await mkdir(path.join(folder, 'tenants', path.dirname(file)), { recursive: true })
      await writeFile(path.join(folder, 'tenants', file), config.text)
      Object.assign(secrets, config.env)
    }
    await folderOfDocker(folder)
    return secrets
  }

  const ranParts = async (secrets: Readonly<Record<string, string>>) => {
    const ended: Ended[] = []
    for (const part of workflow.jobs['part']?.strategy?.matrix.part ?? []) {
      // Nobody waits for the random moment here.
      workflow.jobs['part']!.steps.forEach(
        (each) => (each.run = each.run?.replace('--jitter 300', '--jitter 0')),
      )
      ended.push(await runStep('part', 'Run', { ...secrets, 'matrix.part': part }))
      // As the artifacts come down, each in a folder of its name.
      await cp(path.join(folder, 'out', part), path.join(folder, 'parts', `part-${part}`), {
        recursive: true,
      })
    }
    return ended
  }

  it('runs each part, and merges them into the result of one run', async () => {
    const secrets = await checkedOut({ 'north/contoso.json': 'healthy', 'south/fabrikam.json': 'mixed' })
    const parts = await ranParts(secrets)
    expect(
      parts.map(({ status }) => status),
      parts.map(({ said }) => said).join('\n'),
    ).toEqual([0, 0])
    const merged = await runStep('merge', 'Merge', {})
    expect(merged.output, merged.said).toBe('status=1\n')
    expect(await fleetIn(path.join(folder, 'result'))).toEqual(['Contoso: done', 'Fabrikam: done'])
    expect((await readdir(path.join(folder, 'result'))).sort()).toEqual(
      ['fleet.html', 'fleet.json', 'fleet.markdown', 'fleet.sarif', 'fleet.xml'].sort(),
    )
    expect(await readFile(path.join(folder, 'summary'), 'utf8')).toContain('Fabrikam')
    expect(
      (await runStep('merge', 'End as the fleet did', { STATUS: '1', 'steps.merge.outputs.status': '1' }))
        .status,
    ).toBe(1)
  })

  it('says of a part that is missing, or of a secret, what is missing', async () => {
    const secrets = await checkedOut({ 'north/contoso.json': 'healthy', 'south/fabrikam.json': 'healthy' })
    const parts = await ranParts({ ...secrets, FABRIKAM_APP_SECRET: '' })
    // Something missing is told by the merge.
    expect(parts.map(({ status }) => status)).toEqual([0, 0])
    expect((await runStep('merge', 'Merge', {})).output).toBe('status=3\n')
    await rm(path.join(folder, 'parts/part-south'), { recursive: true })
    const merged = await runStep('merge', 'Merge', {})
    expect(merged.output).toBe('status=3\n')
    expect(merged.said).toContain('part-south')
  })
})

describe('Kubernetes', () => {
  /** What a cluster would hold: the ConfigMap's files and the Secret's, and a claim for results. */
  const cluster = async (scenarios: Readonly<Record<string, string>>): Promise<Cluster> => {
    const configs: Record<string, string> = {}
    const secrets: Record<string, string> = {}
    for (const [key, text] of Object.entries(configMapIn(read('kubernetes/fleet.yaml')))) {
      const placed = placedConfig(text, await demoTenant(scenarios[key] ?? 'healthy'))
      configs[key] = placed.text
      for (const [file, secret] of Object.entries(placed.files)) secrets[path.basename(file)] = secret
    }
    const volumes = path.join(folder, 'volumes')
    onTestFinished(() => rm(volumes, { recursive: true, force: true }))
    return { configs, secrets, volumes, results: await writable('results') }
  }

  const JOB = "metadata.labels['batch.kubernetes.io/job-name']"
  const INDEX = "metadata.annotations['batch.kubernetes.io/job-completion-index']"

  it('runs all tenants in one pod, with the Secret’s files as the cluster mounts them', async () => {
    const held = await cluster({ 'fabrikam.json': 'mixed' })
    const pod = podOf(read('kubernetes/fleet.yaml'), 'crossview-fleet')
    const ran = await runPod(image, pod, held, { fields: { [JOB]: 'crossview-fleet-1' } })
    expect(ran.status, ran.said).toBe(1)
    expect(ran.said).not.toContain('is not known')
    const results = path.join(held.results, 'crossview-fleet-1')
    expect(await fleetIn(results)).toEqual(['Contoso: done', 'Fabrikam: done'])
    // Tried once more, it asks nobody again.
    const again = await runPod(image, pod, held, { fields: { [JOB]: 'crossview-fleet-1' } })
    expect([again.status, again.said.includes('goes to')]).toEqual([1, false])
  })

  it('takes no Secret that everybody may read, as it is mounted unless a mode is named', async () => {
    const held = await cluster({})
    const pod = podOf(read('kubernetes/fleet.yaml'), 'crossview-fleet')
    const ran = await runPod(image, pod, held, { fields: { [JOB]: 'crossview-fleet-2' }, mode: 0o644 })
    expect(ran.status).toBe(3)
    expect(await fleetIn(path.join(held.results, 'crossview-fleet-2'))).toEqual([
      'Contoso: failed',
      'Fabrikam: failed',
    ])
    expect(ran.said).toContain('mode 0644')
  })

  it('runs parts as indexes of a Job, and merges them', async () => {
    const held = await cluster({ 'fabrikam.json': 'mixed' })
    const pod = podOf(read('kubernetes/parts.yaml'), 'crossview-parts-1')
    for (const [index, status] of [0, 1].entries()) {
      const ran = await runPod(image, pod, held, {
        fields: { [JOB]: 'crossview-parts-1', [INDEX]: String(index) },
      })
      expect(ran.status, ran.said).toBe(status)
    }
    const merged = await runPod(
      image,
      podOf(read('kubernetes/parts.yaml'), 'crossview-merge-parts-1'),
      held,
      { fields: {} },
    )
    expect(merged.status, merged.said).toBe(1)
    expect(await fleetIn(path.join(held.results, 'crossview-parts-1'))).toEqual([
      'Contoso: done',
      'Fabrikam: done',
    ])
  })
})

const AzureContainer = z.object({
  command: z.array(z.string()),
  args: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), secretRef: z.string().optional() })),
  volumeMounts: z.array(z.object({ volumeName: z.string(), mountPath: z.string() })),
})

it('runs the command line of the Azure Container Apps job', async () => {
  const template = JSON.parse(read('azure-container-apps/job.json')) as {
    resources: readonly [{ properties: { template: { containers: readonly unknown[] } } }]
  }
  const { command, args, env, volumeMounts } = AzureContainer.parse(
    template.resources[0].properties.template.containers[0],
  )
  const config = placedConfig(read('github-actions/tenants/north/contoso.json'), await demoTenant('healthy'))
  const work = await writable('work')
  await mkdir(path.join(work, 'tenants'))
  await writeFile(path.join(work, 'tenants/contoso.json'), config.text)
  await writable('work/runs')
  await writable('data')
  const given = env.flatMap(({ name, secretRef }) => (secretRef === undefined ? [] : ['--env', name]))
  const volumes = volumeMounts.flatMap(({ volumeName, mountPath }) => [
    '--volume',
    `${path.join(folder, volumeName)}:${mountPath}`,
  ])
  const [shell = '', ...rest] = command
  const ran = await runContainer(
    image,
    [
      ...given,
      ...['--env', 'CONTAINER_APP_JOB_EXECUTION_NAME=crossview-fleet-a1'],
      ...volumes,
      ...[
        '--entrypoint',
        shell,
        'crossview',
        ...rest,
        ...args.map((each) => each.replace('--jitter 300', '--jitter 0')),
      ],
    ],
    config.env,
  )
  expect(ran.status, ran.said).toBe(0)
  expect(await fleetIn(path.join(work, 'runs/crossview-fleet-a1'))).toEqual(['Contoso: done'])
})
