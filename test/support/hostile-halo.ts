import type { ServerResponse } from 'node:http'
import { RESOURCES, resourceDefinition, type Resource } from '../../src/core/halo/resource'
import { json, startFaultServer, type FaultServer } from './fault-server'

/**
 * A Halo whose every text is the test's own: the names and texts of all records, ids that are no
 * numbers, what agents, roles, applications, scopes and tokens are called, and the answers that fail.
 * The app's token sees half of the records, is refused one list and fails at another.
 */
export interface HostileHalo extends FaultServer {
  readonly clientIds: { readonly app: string; readonly agent: string; readonly inspector: string }
}

const RECORDS = 4

/** @param text a text for a place; called once for each that is written */
export const startHostileHalo = async (
  text: (place: string) => string,
  clientIds = { app: text('client id'), agent: text('client id'), inspector: text('client id') },
): Promise<HostileHalo> => {
  const facets = [0, 1].map(() => ({
    client_id: text('id'),
    client_name: text('client'),
    site_id: text('id'),
    site_name: text('site'),
    team_id: text('id'),
    team: text('team'),
    department_id: text('id'),
    tickettype_id: text('id'),
    tickettype_name: text('ticket type'),
    assettype_id: text('id'),
    assettype_name: text('asset type'),
    agent_id: text('id'),
    agent_name: text('agent'),
  }))
  const rowsOf = new Map(
    RESOURCES.map((resource) => [
      resource,
      Array.from({ length: RECORDS }, (_, index) => ({
        id: index === 0 ? `${text('id')}/${text('id')}` : text('id'),
        summary: text('label'),
        name: text('label'),
        dateoccurred: index % 2 === 0 ? text('date') : `202${String(index)}-01-02T03:04:05`,
        ...facets[index % 2],
      })),
    ]),
  )
  const agent = (who: string) => ({
    id: text('id'),
    name: who,
    isdisabled: false,
    claims: [
      { type: 'Tx', value: '2' },
      { type: 'Ux', value: '1' },
      { type: text('claim'), value: text('claim value') },
      { type: 'Zz', value: text('claim value') },
    ],
    teams: [
      {
        team_id: facets[0]?.team_id,
        team_name: facets[0]?.team,
        department_id: facets[0]?.department_id,
        unassigned_access: false,
        otheragent_access: false,
      },
    ],
    departments: [{ department_id: facets[0]?.department_id, department_name: text('department') }],
    clients: [{ client_id: facets[0]?.client_id, client_name: facets[0]?.client_name }],
    tickettypes: [
      { tickettype_id: facets[0]?.tickettype_id, tickettype_name: facets[0]?.tickettype_name, canview: true },
    ],
    assettypes: [
      { assettype_id: facets[0]?.assettype_id, assettype_name: facets[0]?.assettype_name, canview: true },
    ],
    roles: [{ id: 'role', name: text('role') }],
  })
  const agents = { app: agent(text('agent')), agent: agent(text('agent')), inspector: agent(text('agent')) }
  const role = {
    id: 'role',
    name: text('role'),
    claims: [
      { type: 'Ux', value: '3' },
      { type: text('claim'), value: text('claim value') },
    ],
  }
  const application = {
    id: text('id'),
    clientId: clientIds.app,
    displayName: text('application'),
    loginas_agent_id: agents.app.id,
    loginas_agent_name: agents.app.name,
    scopes: [{ name: 'read:tickets' }, { name: text('scope') }],
  }
  const scopes = { app: text('scope'), agent: 'all', inspector: 'all' }
  const version = text('version')
  const failure = text('failure')

  const list = (resource: Resource, side: string, response: ServerResponse): void => {
    if (side === 'app' && resource === 'suppliers') {
      json(response, { error: failure }, 403)
      return
    }
    if (side === 'app' && resource === 'items') {
      json(response, { error: failure }, 500)
      return
    }
    const rows = (rowsOf.get(resource) ?? []).filter((_, index) => side !== 'app' || index % 2 === 0)
    json(response, { record_count: rows.length, [resourceDefinition(resource).listKey ?? 'rows']: rows })
  }

  const server = await startFaultServer(({ url, authorization, body }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1')
    const side = /^Bearer token-(\w+)/.exec(authorization ?? '')?.[1] ?? ''
    if (pathname === '/auth/token') {
      const id = new URLSearchParams(body).get('client_id') ?? ''
      const role = (['app', 'agent', 'inspector'] as const).find((name) => clientIds[name] === id)
      if (role === undefined) json(response, { error: 'invalid_client', error_description: failure }, 400)
      else
        json(response, {
          access_token: `token-${role}`,
          token_type: 'Bearer',
          expires_in: 3600,
          scope: `read:tickets read:customers all ${scopes[role]}`,
        })
      return
    }
    const path = pathname.replace(/^\/api/, '')
    const [, part = ''] = path.split('/')
    const known: Readonly<Record<string, unknown>> = {
      InstanceInfo: { app_version: version, app_name: failure },
      Agent:
        Object.entries(agents).find(([name]) => path === '/Agent/me' && name === side)?.[1] ?? agents.app,
      Roles: role,
      Application: path === '/Application' ? [application] : application,
    }
    if (path === '/AuthInfo') response.writeHead(404).end(failure)
    // Agents are a list, too.
    else if (path !== '/Agent' && part in known) json(response, known[part])
    else {
      const resource = RESOURCES.find((each) => resourceDefinition(each).path === path)
      if (resource === undefined) json(response, { error: failure }, 404)
      else list(resource, side, response)
    }
  })
  return { ...server, clientIds }
}

/** A config file for it; its secrets are in the environment. */
export const hostileConfig = ({ url, clientIds }: HostileHalo, name: string) => {
  const side = (clientId: string, secretEnv: string) => ({ kind: 'application', clientId, secretEnv })
  return {
    config: {
      name,
      url,
      app: side(clientIds.app, 'X_APP_SECRET'),
      agent: side(clientIds.agent, 'X_AGENT_SECRET'),
      inspector: side(clientIds.inspector, 'X_ADMIN_SECRET'),
    },
    env: {
      X_APP_SECRET: 'not-a-secret-1',
      X_AGENT_SECRET: 'not-a-secret-2',
      X_ADMIN_SECRET: 'not-a-secret-3',
    },
  }
}
