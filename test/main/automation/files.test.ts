import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { KnownVersions } from '@azure/arm-appcontainers'
import { validate } from 'dockerfile-utils'
import * as batch from 'kubernetes-models/batch/v1'
import * as core from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { DOCUMENTS } from '../../../scripts/lib/offline-documents.mjs'
import { contextNames, stepsOf } from '../../support/image'
import { temporaryFolder } from '../../support/profiles'
import { typeFaults } from '../../support/typed-literal'

/**
 * The files of docs/automation against what their engines take. GitHub's workflow is checked with our own
 * (scripts/lib/workflows.mjs, `npm test -- lint`), the task for Windows in windows-task.test.ts.
 */

const ROOT = path.resolve(import.meta.dirname, '../../..')
const AUTOMATION = path.join(ROOT, 'docs/automation')
const read = (file: string) => readFileSync(path.join(AUTOMATION, file), 'utf8')

describe('Kubernetes', () => {
  const files = globSync('kubernetes/*.yaml', { cwd: AUTOMATION })
  const documents = files.flatMap((file) =>
    parseAllDocuments(read(file)).map((document) => {
      expect(document.errors, file).toEqual([])
      return document.toJS() as { kind: keyof typeof MODELS; apiVersion: string; metadata: { name: string } }
    }),
  )
  const MODELS = {
    CronJob: { Model: batch.CronJob, from: 'kubernetes-models/batch/v1' },
    Job: { Model: batch.Job, from: 'kubernetes-models/batch/v1' },
    ConfigMap: { Model: core.ConfigMap, from: 'kubernetes-models/v1' },
    PersistentVolumeClaim: { Model: core.PersistentVolumeClaim, from: 'kubernetes-models/v1' },
    ServiceAccount: { Model: core.ServiceAccount, from: 'kubernetes-models/v1' },
  }
  const typed = (values: readonly (typeof documents)[number][]) =>
    values.map((value) => ({ type: `I${value.kind}`, from: MODELS[value.kind].from, value }))

  it.each(documents.map((document) => [`${document.kind} ${document.metadata.name}`, document] as const))(
    'takes %s, by its own schema',
    (_name, document) => {
      const { Model } = MODELS[document.kind]
      expect(document.apiVersion).toBe(Model.apiVersion)
      expect(() => {
        new Model(document as never).validate()
      }).not.toThrow()
    },
  )

  it('has no key that Kubernetes does not know', () => {
    // One slip among them, so that it shows that slips are found.
    const [job] = documents.filter(({ kind }) => kind === 'Job')
    const slip = JSON.parse(JSON.stringify(job).replace('"completionMode"', '"completionMod"')) as typeof job
    expect(typeFaults(typed([...documents, slip!]))).toEqual([expect.stringContaining('completionMod')])
  })

  it('gives its pods no rights, no token, no root and nothing of root’s to write to', () => {
    const text = JSON.stringify(documents)
    const pods = [...text.matchAll(/"containers":/g)].length
    expect(pods).toBe(3)
    for (const each of [
      '"automountServiceAccountToken":false,"enableServiceLinks":false',
      '"runAsNonRoot":true',
      '"seccompProfile":{"type":"RuntimeDefault"}',
      '"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]}',
    ])
      expect([each, text.split(each).length - 1]).toEqual([each, pods])
    // 0440, as the page says.
    expect(new Set(text.match(/"defaultMode":\d+/g))).toEqual(new Set([`"defaultMode":${String(0o440)}`]))
    expect(text).not.toMatch(/"kind":"Secret"/)
  })
})

describe('Azure Container Apps', () => {
  const { resources } = JSON.parse(read('azure-container-apps/job.json')) as {
    resources: readonly [{ type: string; apiVersion: string; name: string; properties: object }]
  }
  const [{ type, apiVersion, name: _name, properties, ...resource }] = resources

  it('takes the job, by Microsoft’s own types', () => {
    const job = (more: object) => ({
      type: 'Job',
      from: '@azure/arm-appcontainers',
      value: { ...resource, ...properties, ...more },
    })
    // One slip beside it, so that it shows that slips are found.
    expect(typeFaults([job({}), job({ replicaTimeout: 1 })])).toEqual([
      expect.stringContaining('replicaTimeout'),
    ])
    expect(resources).toHaveLength(1)
    expect([type, Object.values<string>(KnownVersions).includes(apiVersion)]).toEqual([
      'Microsoft.App/jobs',
      true,
    ])
  })

  it('names no secret, but where the vault has it', () => {
    const text = read('azure-container-apps/job.json')
    expect(text).not.toMatch(/"value":\s*"[^"]*secret/i)
    const vault = [...text.matchAll(/"keyVaultUrl"/g)].length
    expect([...text.matchAll(/"secretRef"/g)]).toHaveLength(vault)
  })
})

describe('systemd', { tags: 'debian' }, () => {
  /** The units with this machine's Node in them: whether a program is there is looked at as well. */
  const placed = async (change: (unit: string) => string = (unit) => unit) => {
    const folder = temporaryFolder()
    await mkdir(path.join(folder, 'units'))
    for (const name of ['crossview-fleet.service', 'crossview-fleet.timer'])
      await writeFile(
        path.join(folder, 'units', name),
        change(read(`systemd/${name}`)).replace('/usr/bin/node', process.execPath),
      )
    await chmod(folder, 0o755)
    return path.join(folder, 'units')
  }
  const analyze = (...args: readonly string[]) => {
    const { status, stdout, stderr, error } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    expect(error).toBeUndefined()
    return { status, said: stdout + stderr }
  }

  it('takes both units', async () => {
    const verify = (units: string) =>
      analyze('verify', `${units}/crossview-fleet.service`, `${units}/crossview-fleet.timer`)
    expect(verify(await placed())).toEqual({ status: 0, said: '' })
    const slip = verify(await placed((unit) => unit.replace('ProtectSystem=', 'ProtectSytem=')))
    expect(slip.said).toContain('ProtectSytem')
  })

  it('finds little that the service could do to the machine', async () => {
    const { said } = analyze('security', '--offline=true', `${await placed()}/crossview-fleet.service`)
    const [, exposure = '10'] = /Overall exposure level for \S+: ([\d.]+)/.exec(said) ?? []
    expect(Number(exposure)).toBeLessThan(2)
  })

  it('knows the moment that the timer names', () => {
    const [, moment = ''] = /^OnCalendar=(.*)$/m.exec(read('systemd/crossview-fleet.timer')) ?? []
    expect(analyze('calendar', moment).status).toBe(0)
  })
})

describe('the Dockerfile', () => {
  const text = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8')
  const steps = stepsOf(text)

  it('is one', () => {
    expect(validate(text)).toEqual([])
    expect(validate(text.replace('ENTRYPOINT [', 'ENTRYPOINTS ['))).not.toEqual([])
  })

  it('names one version of its base, that of all tools here', () => {
    const [base] = steps
    const { optionalDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      optionalDependencies: Readonly<Record<string, string>>
    }
    const [version = ''] = Object.values(optionalDependencies)
    expect(base).toEqual({ instruction: 'ARG', text: `BASE=node:${version}-bookworm-slim` })
    const stages = steps.filter(({ instruction }) => instruction === 'FROM').map(({ text: is }) => is)
    expect(stages).toEqual(['${BASE} AS build', '${BASE}'])
  })

  it('runs as a user without rights, and installs a browser only when that is asked for', () => {
    expect(steps.find(({ instruction }) => instruction === 'USER')?.text).toMatch(/^[1-9]\d+:[1-9]\d+$/)
    for (const { text: is } of steps.filter((step) => step.text.includes('apt-get')))
      expect(is).toMatch(/^if \[ "\$PDF" = 1 \]; then/)
    expect(steps.filter((step) => step.text === 'PDF=0')).toHaveLength(2)
  })

  it('is built from the product alone: nothing that may hold a secret or a result', () => {
    const names = contextNames(readFileSync(path.join(ROOT, '.dockerignore'), 'utf8'))
    const folders = names.filter((name) => statSync(path.join(ROOT, name)).isDirectory())
    expect(folders).toEqual(['resources', 'src'])
    // The documents are those of the window, which Vite reads.
    expect(names.filter((name) => name.endsWith('.md')).sort()).toEqual(
      DOCUMENTS.map(({ file }) => file).sort(),
    )
    const files = names.filter((name) => !folders.includes(name) && !name.endsWith('.md'))
    expect(
      files.filter(
        (name) =>
          !/^(?:\.npmrc|package(?:-lock)?\.json|(?:[a-z]+\/)?tsconfig\.json|electron\.vite\.config\.ts|scripts\/lib\/[a-z-]+\.mjs)$/.test(
            name,
          ),
      ),
    ).toEqual([])
  })
})
