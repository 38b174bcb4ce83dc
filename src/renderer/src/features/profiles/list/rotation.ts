import { connectionKeys, connectionOf, type Connection } from '../../../../../shared/files/profile'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { connectionName } from '../profile-text'

/** One application of a tenant whose secret, or whose sign-in, was on this computer. */
export interface AffectedApplication {
  readonly tenant: string
  readonly url: string
  /** What the connection is called. */
  readonly connection: string
  readonly clientId: string
  /** What to do in Halo, in one sentence. */
  readonly action: string
}

/**
 * Everything to be renewed when a computer with these tenants is lost. A secret that is marked
 * missing here is listed too: it may have been entered on the lost computer.
 */
export const affectedApplications = (views: readonly ProfileView[]): readonly AffectedApplication[] =>
  views.flatMap(({ profile }) =>
    connectionKeys(profile).flatMap((key) => {
      const connection = connectionOf<Connection>(profile, key)
      if (connection === null) return []
      return {
        tenant: profile.name,
        url: profile.url,
        connection: connectionName(profile, key),
        clientId: connection.clientId,
        action:
          connection.kind === 'sign-in'
            ? 'Change the agent’s password and end its sessions.'
            : 'Make a new secret for this application, then enter it here.',
      }
    }),
  )

/** The list as a Markdown checklist for a ticket. Names and addresses are code, so that none of them is markup. */
export const rotationMarkdown = (applications: readonly AffectedApplication[]): string =>
  [
    'Secrets to renew in Halo (Configuration > Integrations > Halo API > Applications):',
    '',
    ...applications.map(
      ({ tenant, url, connection, clientId, action }) =>
        `- [ ] ${code(tenant)}, ${code(url)}: ${plain(connection)}, client id ${code(clientId)}. ${action}`,
    ),
    '',
  ].join('\n')

/** A name in it is no markup. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#&!|~]/g, '\\$&')

const code = (text: string): string => {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${text.replace(/\s+/g, ' ')}${pad}${fence}`
}
