import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { ConnectionContext } from '../../src/main/ports'
import { startTroubledTenant, type TroubledTenant } from './troubled-tenant'

/** A folder of config files for demo tenants, as `crossview fleet --configs` takes it. */
export interface FleetConfigs {
  /** By the names of the tenants. */
  readonly servers: Readonly<Record<string, TroubledTenant>>
  /** Their secrets. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * Starts a demo tenant for each name and writes its config file into `configs` of the folder.
 * @param more what stands in every file besides
 */
export const fleetConfigs = async (
  folder: string,
  names: readonly string[],
  more: object = {},
): Promise<FleetConfigs> => {
  await mkdir(path.join(folder, 'configs'), { recursive: true })
  const servers: Record<string, TroubledTenant> = {}
  const env: Record<string, string> = {}
  for (const [index, name] of names.entries()) {
    const server = await startTroubledTenant('mixed', { tickets: 20 + index })
    onTestFinished(() => server.close())
    servers[name] = server
    const side = async (role: 'app' | 'agent' | 'inspector') => {
      const context: ConnectionContext = server.plan[role]
      const secretEnv = `T${String(index)}_${role.toUpperCase()}_SECRET`
      env[secretEnv] = (await context.readSecret()) ?? ''
      return { ...context.connection, secretEnv }
    }
    const config = {
      name,
      url: server.url,
      tenant: server.plan.app.tenant,
      app: await side('app'),
      agent: await side('agent'),
      inspector: await side('inspector'),
      ...more,
    }
    await writeFile(path.join(folder, 'configs', `${String(index)}.json`), JSON.stringify(config))
  }
  return { servers, env }
}
