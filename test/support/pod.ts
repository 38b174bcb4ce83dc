import { chmod, chown, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { runContainer, type Ended } from './container'

/** Pods of docs/automation, set up as the kubelet does it: volumes with their owners, modes and links, arguments, user. */

const Pod = z.object({
  securityContext: z.object({ runAsUser: z.number(), runAsGroup: z.number(), fsGroup: z.number() }),
  containers: z.tuple([
    z.object({
      args: z.array(z.string()),
      env: z
        .array(
          z.object({
            name: z.string(),
            valueFrom: z.object({ fieldRef: z.object({ fieldPath: z.string() }) }),
          }),
        )
        .default([]),
      securityContext: z.object({ readOnlyRootFilesystem: z.literal(true) }),
      volumeMounts: z.array(
        z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().default(false) }),
      ),
    }),
  ]),
  volumes: z.array(
    z.object({
      name: z.string(),
      configMap: z
        .object({ items: z.array(z.object({ key: z.string(), path: z.string() })).optional() })
        .optional(),
      secret: z.object({ defaultMode: z.number() }).optional(),
      persistentVolumeClaim: z.unknown().optional(),
    }),
  ),
})
type Pod = z.infer<typeof Pod>
type Volume = Pod['volumes'][number]

const Named = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  spec: z.unknown().optional(),
})
const Template = z.object({ template: z.object({ spec: Pod }) })

const documentsIn = (manifests: string) =>
  parseAllDocuments(manifests).map((document) => document.toJS() as unknown)

/** The pod of a CronJob or a Job. */
export const podOf = (manifests: string, name: string): Pod => {
  const found = documentsIn(manifests)
    .map((each) => Named.parse(each))
    .find((each) => each.metadata.name === name && each.kind.endsWith('Job'))
  const cron = z.object({ jobTemplate: z.object({ spec: Template }) }).safeParse(found?.spec)
  return (cron.success ? cron.data.jobTemplate.spec : Template.parse(found?.spec)).template.spec
}

/** The files of the one ConfigMap. */
export const configMapIn = (manifests: string): Readonly<Record<string, string>> => {
  const Map = z.object({ kind: z.literal('ConfigMap'), data: z.record(z.string(), z.string()) })
  const found = documentsIn(manifests).flatMap((each) => {
    const read = Map.safeParse(each)
    return read.success ? [read.data.data] : []
  })
  return found[0] ?? {}
}

export interface Cluster {
  readonly configs: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  /** Folder for the volumes of one pod. */
  readonly volumes: string
  /** Folder that stays: what the claim stands for. */
  readonly results: string
}

export interface PodOptions {
  /** What `fieldRef` names, by its path. */
  readonly fields: Readonly<Record<string, string>>
  /** In the place of `defaultMode`. */
  readonly mode?: number
}

/** Runs a pod to its end, without its random wait. @param image its root */
export const runPod = async (
  image: string,
  pod: Pod,
  cluster: Cluster,
  { fields, mode }: PodOptions,
): Promise<Ended> => {
  const [container] = pod.containers
  const { runAsUser, runAsGroup, fsGroup } = pod.securityContext
  await rm(cluster.volumes, { recursive: true, force: true })
  const volumes: string[] = []
  for (const mount of container.volumeMounts) {
    const volume = pod.volumes.find(({ name }) => name === mount.name)
    if (volume === undefined) throw new Error(`there is no volume ${mount.name}`)
    const at = await makeVolume(volume, cluster, { fsGroup, mode })
    volumes.push('--volume', `${at}:${mount.mountPath}${mount.readOnly ? ':ro' : ''}`)
  }
  const env = Object.fromEntries(
    container.env.map(({ name, valueFrom }) => [name, fields[valueFrom.fieldRef.fieldPath] ?? '']),
  )
  const args = container.args.map((each, index, all) =>
    all[index - 1] === '--jitter'
      ? '0'
      : each.replaceAll(/\$\((\w+)\)/g, (_all, name: string) => env[name] ?? ''),
  )
  const user = `${String(runAsUser)}:${String(runAsGroup)}`
  return runContainer(image, ['--read-only', '--user', user, ...volumes, 'crossview', ...args])
}

const makeVolume = async (
  { name, configMap, secret, persistentVolumeClaim }: Volume,
  { configs, secrets, volumes, results }: Cluster,
  { fsGroup, mode }: { readonly fsGroup: number; readonly mode: number | undefined },
): Promise<string> => {
  if (persistentVolumeClaim !== undefined) return results
  const at = path.join(volumes, name)
  await mkdir(at, { recursive: true })
  if (configMap !== undefined) {
    for (const { key, path: file } of configMap.items ??
      Object.keys(configs).map((each) => ({ key: each, path: each }))) {
      await mkdir(path.join(at, path.dirname(file)), { recursive: true })
      await writeFile(path.join(at, file), configs[key] ?? '')
    }
  } else if (secret === undefined) {
    // An emptyDir: everybody's, and of the pod's group.
    await chown(at, 0, fsGroup)
    await chmod(at, 0o2777)
  } else {
    await mkdir(path.join(at, '..1'))
    await symlink('..1', path.join(at, '..data'))
    for (const [key, value] of Object.entries(secrets)) {
      const file = path.join(at, '..1', key)
      await writeFile(file, value)
      await chown(file, 0, fsGroup)
      await chmod(file, mode ?? secret.defaultMode)
      await symlink(`..data/${key}`, path.join(at, key))
    }
  }
  return at
}
