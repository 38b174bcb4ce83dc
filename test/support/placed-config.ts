import type { DemoServer } from '../../src/demo/index'

interface Example {
  readonly url: string
  readonly app: Source
  readonly agent: Source
}
interface Source {
  readonly clientId: string
  readonly secretEnv?: string
  readonly secretFile?: string
}

export interface PlacedConfig {
  readonly text: string
  /** Secrets by the variables that it names. */
  readonly env: Readonly<Record<string, string>>
  /** Secrets by the files that it names. */
  readonly files: Readonly<Record<string, string>>
}

/** A config file of docs/automation, with a demo tenant's address and clients in the place of its own. */
export const placedConfig = (text: string, demo: DemoServer): PlacedConfig => {
  const example = JSON.parse(text) as Example
  let placed = text.replace(example.url, demo.url)
  const env: Record<string, string> = {}
  const files: Record<string, string> = {}
  for (const role of ['app', 'agent'] as const) {
    const { clientId, secretEnv, secretFile } = example[role]
    placed = placed.replace(clientId, demo[role].clientId)
    if (secretEnv !== undefined) env[secretEnv] = demo[role].secret
    if (secretFile !== undefined) files[secretFile] = demo[role].secret
  }
  return { text: placed, env, files }
}
