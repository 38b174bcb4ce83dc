import { RESOURCES, resourceDefinition } from '../../../../core/halo/resource'
import { RECORDING } from '../../../../shared/bounds'
import type { HttpAnswer } from '../../http/http'
import { AGENT_FIELDS, ROLE_FIELDS } from '../agent-mapping'
import { onlyFields, type Fields } from '../answers/answer-fields'
import { listedRows, type Rows } from '../answers/envelope'
import { foreignAnswer, serverOf } from '../answers/foreign-answer'
import { property, readJson, textProperty } from '../answers/json-answer'
import { APPLICATION_FIELDS } from '../application-mapping'
import { ROW_FIELDS } from '../record-mapping'

/**
 * What of an answer a recording keeps: the fields that reading it uses and nothing else, so that it
 * replays to the same result, and a field nobody thought of is not in it. Lists of fields come from
 * where they are read; what is read of the few other answers is named here.
 */

const plain = (...names: readonly string[]): Fields => Object.fromEntries(names.map((name) => [name, null]))

const ROW: Fields = plain(...ROW_FIELDS)
const SERVER: Fields = plain('auth_url', 'tenant_id', 'app_version')
const TOKEN: Fields = plain('token_type', 'expires_in', 'error')

/** What a token is called in a recording: replaying needs one. */
const RECORDED_TOKEN = 'recorded-token'

/** @param path as requested, from `/api` or `/token`, without its query */
export const recordable = (path: string, answer: HttpAnswer): HttpAnswer => {
  const { status, headers } = answer
  const isRead = status >= 200 && status < 300
  const isToken = path === '/token'
  const kept = {
    status,
    headers: {
      retryAfter: headers.retryAfter === null ? null : headers.retryAfter.slice(0, RECORDING.header),
      location: headers.location === null ? null : placeOf(headers.location),
      contentType: null,
      server: serverOf(answer).slice(0, RECORDING.header),
      traces: (headers.traces ?? [])
        .slice(0, RECORDING.traces)
        .map((name) => name.slice(0, RECORDING.header)),
    },
  }
  const foreign = foreignAnswer(answer, new Set())
  // Without what the page says of itself, which may be anything.
  if (foreign !== null)
    return { ...kept, text: '', foreign: { ...foreign, form: foreign.form.split(' (', 1)[0] ?? '' } }
  // Of a refusal the body is looked at for tokens only.
  if (!isRead && !isToken) return { ...kept, text: '' }
  const body = readJson(answer)
  if (body.kind === 'not-json') return { ...kept, text: '', unread: body.what }
  return { ...kept, text: JSON.stringify(isToken ? tokenOf(body.value) : readOf(path, body.value)) }
}

const tokenOf = (value: unknown): unknown => {
  const scope = property(value, 'scope')
  const kept = onlyFields(value, TOKEN)
  if (typeof kept !== 'object' || kept === null) return kept
  return {
    ...kept,
    ...(textProperty(value, 'access_token', Infinity) !== null && { access_token: RECORDED_TOKEN }),
    ...(textProperty(value, 'refresh_token', Infinity) !== null && { refresh_token: RECORDED_TOKEN }),
    ...(scope !== undefined && {
      scope: Array.isArray(scope) ? onlyFields(scope, {}) : onlyFields(scope, null),
    }),
  }
}

const FIELDS: readonly (readonly [RegExp, Fields])[] = [
  [/^\/api\/(?:AuthInfo|InstanceInfo)$/, SERVER],
  [/^\/api\/Agent\/[^/]+$/, AGENT_FIELDS],
  [/^\/api\/Application\/[^/]+$/, APPLICATION_FIELDS],
  [/^\/api\/Roles\/[^/]+$/, ROLE_FIELDS],
]

/** Lists by their path: the name that their rows are looked for first, and what of a row is kept. */
const LISTS: ReadonlyMap<string, { readonly listKey: string | null; readonly fields: Fields }> = new Map([
  ...RESOURCES.map((resource) => {
    const { path, listKey } = resourceDefinition(resource)
    return [`/api${path}`, { listKey, fields: ROW }] as const
  }),
  ['/api/Application', { listKey: 'applications', fields: APPLICATION_FIELDS }],
])

const readOf = (path: string, value: unknown): unknown => {
  const list = LISTS.get(path)
  if (list !== undefined) return listOf(list.listKey, list.fields, listedRows(list.listKey, value))
  const fields = FIELDS.find(([pattern]) => pattern.test(path))?.[1]
  return fields === undefined ? null : onlyFields(value, fields)
}

/** A list under the name that it is looked for first; JSON that is none stays none. */
const listOf = (listKey: string | null, fields: Fields, list: Rows | null): unknown => {
  if (list === null) return {}
  const rows = onlyFields(list.rows, fields)
  if (list.bare) return rows
  return { [listKey ?? 'rows']: rows, ...(list.total !== null && { record_count: list.total }) }
}

/** Of a redirect only the place is told: the rest may carry a code. */
const placeOf = (location: string): string => {
  try {
    const url = new URL(location, 'https://relative.invalid')
    if (url.host === 'relative.invalid') return '/'
    return url.host === '' ? `${url.protocol}x` : `${url.protocol}//${url.host}`
  } catch {
    return 'https://['
  }
}
