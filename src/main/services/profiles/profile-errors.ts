import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import type { ConnectionKey, ProfileInput } from '../../../shared/files/profile'
import { SAME_CLIENT_ADVICE, SAME_CLIENT_FIELD } from '../../../shared/same-client'
import { connectionName, MAX_PROFILES } from './profile-rules'

/** What can be wrong with a change of the stored tenants. */

/** The tenant went away meanwhile. */
export const notFound = (): AppError =>
  appError('NOT_FOUND', 'This tenant is not stored any more.', {
    field: 'id',
    advice: ['Look at the list again.'],
  })

/** The list is full. */
export const tooMany = (): AppError =>
  appError('CONFLICT', `More than ${countText(MAX_PROFILES)} tenants cannot be stored.`, {
    advice: ['Remove tenants that are not needed.'],
  })

/** Names are unique, whatever their case; see `nameKey`. */
export const nameTaken = (name: string): AppError =>
  appError('CONFLICT', `There is already a tenant named “${name}”.`, {
    field: 'name',
    advice: ['Choose another name; capital letters and what cannot be seen make no difference.'],
  })

/** A secret was given for a connection that has none. */
export const holdsNoSecret = (tenant: ProfileInput, key: ConnectionKey): AppError =>
  appError(
    'INVALID_ARGUMENT',
    `The ${connectionName(tenant, key)} has no application connection, so it has no secret.`,
    { field: `secrets.${key}`, advice: ['Add an application connection first.'] },
  )

/**
 * Something changed that decides where a secret goes. @param changed what, as `trustChanges` names it
 */
export const secretNeeded = (
  tenant: ProfileInput,
  keys: readonly ConnectionKey[],
  changed: readonly string[],
): AppError => {
  const what = changed.join(', ')
  return appError(
    'SECRET_NEEDED',
    `${what.slice(0, 1).toUpperCase()}${what.slice(1)}: this changed, and a secret is only ever sent where it was entered for, so it is needed again: ${keys.map((key) => connectionName(tenant, key)).join(', ')}.`,
    {
      field: `secrets.${keys[0] ?? 'app'}`,
      advice: ['Enter the secrets again, or change this back.'],
    },
  )
}

/** The keychain works, and has no secret of this connection. */
export const secretNotKept = (tenant: ProfileInput, key: ConnectionKey): AppError =>
  appError(
    'SECRET_NEEDED',
    `The secret of the ${connectionName(tenant, key)} of “${tenant.name}” is not in the keychain.`,
    {
      field: `secrets.${key}`,
      advice: [
        'Edit the tenant and enter the secret again.',
        'Halo shows a secret once; make a new one if it is lost.',
      ],
    },
  )

/** A secret that is there, but was entered for another trust. */
export const secretOfOtherTrust = (tenant: ProfileInput, key: ConnectionKey): AppError =>
  appError(
    'SECRET_NEEDED',
    `The secret of the ${connectionName(tenant, key)} of “${tenant.name}” was entered for another address, certificate, proxy or application, or in an older Crossview, so it is not used.`,
    {
      field: `secrets.${key}`,
      advice: ['Edit the tenant, check where it leads, and enter the secret again.'],
    },
  )

/** A slip of the clipboard, which Halo would answer like any wrong secret. */
export const isClientId = (tenant: ProfileInput, key: ConnectionKey, field: string): AppError =>
  appError(
    'INVALID_ARGUMENT',
    `This is the client id of the ${connectionName(tenant, key)}, not the client secret.`,
    {
      field,
      advice: ['Copy the client secret from Halo. It is shown once, when the application is made.'],
    },
  )

/** A stored tenant with one client id on both sides, as an older Crossview took it. */
export const sameClientStored = (name: string): AppError =>
  appError(
    'INVALID_ARGUMENT',
    `The agent side of “${name}” has the client id of its application, so both sides are the same application and there is nothing to compare.`,
    { field: SAME_CLIENT_FIELD, advice: [SAME_CLIENT_ADVICE] },
  )

/** An app connection was named that the tenant does not have. @param named its id or name */
export const noSuchApp = (tenant: ProfileInput, named: string): AppError => {
  const names = (tenant.apps ?? []).map(({ name }) => name)
  return appError('NOT_FOUND', `“${tenant.name}” has no further app connection “${named}”.`, {
    field: 'app',
    advice: [
      names.length === 0
        ? 'It has none besides its main one: leave it out, or edit the tenant and add one.'
        : `It has: ${names.join(', ')}.`,
    ],
  })
}

/** An id of an app connection that belongs to another one: its secret would be taken for that one's. */
export const idTaken = (field: string): AppError =>
  appError('CONFLICT', 'This app connection has the id of another one or of a tenant.', {
    field,
    advice: ['Remove this app connection and add it again.'],
  })

/** What may be written down about applications has bounds. @param what as the schema says it */
export const inventoryNotKept = (what: string): AppError =>
  appError('INVALID_ARGUMENT', `This cannot be kept with the tenant: ${what}.`, {
    field: 'inventory',
    advice: ['Shorten the text, or export the review and close it.'],
  })

/** Somebody added or removed a tenant while another order was chosen. */
export const listChanged = (): AppError =>
  appError('CONFLICT', 'The list of tenants changed meanwhile, so the order was not saved.', {
    field: 'ids',
    advice: ['Look at the list again and repeat the move.'],
  })

/** The stored tenants can be read, but must not be written. @param notice why */
export const readOnlyError = (notice: string | null): AppError =>
  appError('STORE_READ_ONLY', notice ?? 'The tenants cannot be changed now.', {
    advice: ['The tenants can be used and exported meanwhile.'],
  })

/** Only what a tenant itself named can be confirmed as its authorisation server. */
export const notNamed = (): AppError =>
  appError('INVALID_ARGUMENT', 'The tenant did not name this authorisation server.', {
    field: 'host',
    advice: ['Test the connection again, and confirm the server that it names then.'],
  })

/** Another file was chosen meanwhile, or Crossview was started again. */
export const importClosed = (): AppError =>
  appError('NOT_FOUND', 'This import is not open any more.', { advice: ['Choose the file again.'] })
