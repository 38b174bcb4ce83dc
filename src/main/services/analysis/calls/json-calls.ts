import { addressOf, hostOf, type Address } from './address'
import { isMethod, isOverridden, OVERRIDDEN, type CollectedCalls } from './collected-calls'
import { insomniaCalls, openApiCalls, postmanCalls } from './json-forms'
import { isList, isObject, type JsonObject } from './json-value'

/**
 * Reads a whole JSON text that is a recording or a collection of calls.
 * @returns whether it is one of a known form
 */
export const readJsonCalls = (json: unknown, into: CollectedCalls): boolean => {
  if (isList(json)) {
    json.forEach((entry, at) => {
      readEntry(entry, `entry ${at + 1}`, into)
    })
    return true
  }
  if (!isObject(json)) return false
  const { log, collection } = json
  if (isObject(log) && isList(log.entries)) {
    readHar(log.entries, into)
    return true
  }
  if (
    [postmanCalls, insomniaCalls, openApiCalls].some((reader) =>
      reader(isObject(collection) ? collection : json, into),
    )
  )
    return true
  const own = calledIn(flatFields(json))
  if (own.method !== null && own.url !== null) return false
  // `{ "requests": [ … ] }`
  const [list, second] = Object.values(json).filter(isList)
  return list !== undefined && second === undefined && list.some(isObject) && readJsonCalls(list, into)
}

/** HTTP Archive 1.1 and 1.2 (softwareishard.com/blog/har-12-spec): `log.entries[].request`. */
const readHar = (entries: readonly unknown[], into: CollectedCalls): void => {
  entries.forEach((entry, at) => {
    const request = isObject(entry) ? entry.request : null
    const { method, url } = isObject(request) ? request : {}
    const address = typeof url === 'string' ? addressOf(url) : null
    if (isOverridden(JSON.stringify(request))) into.gap(`entry ${at + 1}`, OVERRIDDEN)
    else if (typeof method !== 'string' || address === null || !into.add('HAR', method, address))
      into.gap(`entry ${at + 1}`, 'no request with a method and an address')
  })
}

/** One entry of a structured log, or a text inside it that is itself a line of a log. */
export const readEntry = (
  entry: unknown,
  at: string,
  into: CollectedCalls,
  readLine: ((line: string) => void) | null = null,
): void => {
  if (!isObject(entry)) {
    into.gap(at, 'no entry of a log')
    return
  }
  const fields = flatFields(entry)
  const { method, url } = calledIn(fields)
  const text = method === null && url === null ? firstOf(fields, TEXTS) : null
  if (isOverridden(JSON.stringify(entry))) into.gap(at, OVERRIDDEN)
  else if (text !== null && readLine !== null) readLine(text.trim())
  else if (method === null || !isMethod(method)) into.gap(at, 'no method that is known')
  else if (namesOther(entry, method)) into.gap(at, 'more than one method')
  else if (hasTwoEndpoints(fields)) into.gap(at, 'more than one address')
  else {
    const address = withHost(addressOf(url ?? ''), firstOf(fields, HOSTS), firstOf(fields, SENDERS))
    if (address === null) into.gap(at, 'no address')
    else into.add('JSON', method, address)
  }
}

/** Whether an entry names another method somewhere: of a batch, of what a proxy asked. */
const namesOther = (value: unknown, method: string, depth = 0): boolean => {
  if (isList(value)) return depth < 8 && value.some((each) => namesOther(each, method, depth + 1))
  if (!isObject(value)) return false
  return Object.entries(value).some(([key, each]) =>
    typeof each === 'string'
      ? (/(?:method|verb)$/i.test(key) && isMethod(each) && each.toUpperCase() !== method.toUpperCase()) ||
        (TEXTS.includes(key.toLowerCase()) && namesOtherCall(each, method))
      : depth < 8 && namesOther(each, method, depth + 1),
  )
}

const namesOtherCall = (text: string, method: string): boolean =>
  [...text.matchAll(/(?<![\w/-])(GET|HEAD|POST|PUT|PATCH|DELETE) +["']?(?:https?:\/)?\//g)].some(
    ([, named]) => named !== method.toUpperCase(),
  )

/** Whether its fields name two endpoints of `/api`; templates of routes are none. */
const hasTwoEndpoints = (fields: Fields): boolean =>
  new Set(
    ADDRESSES.flatMap((name) => {
      const endpoint = /\/api\/(\w+)/i.exec(addressOf(fields.get(name) ?? '')?.path ?? '')?.[1]
      return endpoint === undefined ? [] : [endpoint.toLowerCase()]
    }),
  ).size > 1

type Fields = ReadonlyMap<string, string>

/** The first that says something: a `-` stands for nothing in logs. */
const firstOf = (fields: Fields, names: readonly string[]): string | null =>
  names.map((name) => fields.get(name) ?? '').find((value) => value !== '' && value !== '-') ?? null

const calledIn = (fields: Fields): { method: string | null; url: string | null } => {
  const line = REQUEST_LINE.exec(firstOf(fields, REQUEST_LINES) ?? '')?.groups
  return {
    method: firstOf(fields, METHODS) ?? line?.method ?? null,
    url: firstOf(fields, ADDRESSES) ?? line?.url ?? null,
  }
}

const REQUEST_LINE = /^(?<method>[a-z]+) (?<url>\S+)(?: HTTP\/[\d.]+)?$/i

/** A host of its own goes to a path alone; `host` beside it may be the machine that writes the log. */
const withHost = (address: Address | null, host: string | null, sender: string | null): Address | null => {
  if (address === null || address.host !== null) return address
  return { ...address, host: hostOf(host ?? '') ?? hostOf(sender ?? '') }
}

/**
 * Names of fields with their folders, in small letters without `_` and `-`: of ECS and OpenTelemetry,
 * Caddy, Traefik, Envoy, nginx, pino, Serilog, Google Cloud, and as people name them.
 */
const METHODS = [
  ...[
    'method',
    'verb',
    'httpmethod',
    'requestmethod',
    'csmethod',
    'request.method',
    'request.verb',
    'req.method',
  ],
  ...[
    'http.request.method',
    'http.method',
    'httprequest.requestmethod',
    'httprequest.method',
    'http.requestmethod',
  ],
  ...[
    'request.httpmethod',
    'properties.requestmethod',
    'properties.method',
    'requestcontext.http.method',
    'event.httpmethod',
  ],
]
const ADDRESSES = [
  ...[
    'url',
    'url.full',
    'url.original',
    'requesturl',
    'fullurl',
    'absoluteuri',
    'request.url',
    'req.url',
    'http.url',
    'httprequest.requesturl',
  ],
  ...[
    'request.url.raw',
    'request.url.full',
    'request.fullurl',
    'uri',
    'requesturi',
    'request.uri',
    'req.uri',
    'request.requesturi',
  ],
  ...[
    'endpoint',
    'target',
    'http.target',
    'url.path',
    'path',
    'requestpath',
    'urlpath',
    'uripath',
    'rawpath',
    'csuristem',
    'request.path',
  ],
  ...[
    'req.path',
    'http.path',
    'http.route',
    'properties.requestpath',
    'properties.path',
    'properties.url',
    'request.url.path',
    'httprequest.url',
  ],
]
const HOSTS = [
  ...[
    'request.host',
    'req.host',
    'url.domain',
    'http.host',
    'authority',
    'requesthost',
    'http.request.host',
    'request.url.host',
  ],
  ...[
    'req.headers.host',
    'request.headers.host',
    'httphost',
    'cshost',
    'server.address',
    'properties.host',
    'properties.requesthost',
  ],
]
const SENDERS = ['host', 'hostname', 'domain', 'vhost', 'servername']
const REQUEST_LINES = ['request', 'requestline', 'httprequest', 'request.line', 'req']
const TEXTS = ['log', 'message', 'msg', 'event.original', 'text', '@message', 'line']

/** Texts by the names of their fields, four levels deep; the first of a name holds. */
const flatFields = (entry: JsonObject): Fields => {
  const fields = new Map<string, string>()
  const walk = (object: JsonObject, prefix: string, depth: number): void => {
    for (const [key, value] of Object.entries(object)) {
      const name = `${prefix}${key.toLowerCase().replace(/[_-]/g, '')}`
      const text: unknown = isList(value) && value.length === 1 ? value[0] : value
      if (typeof text === 'string' && !fields.has(name)) fields.set(name, text)
      else if (isObject(text) && depth < 4) walk(text, `${name}.`, depth + 1)
    }
  }
  walk(entry, '', 1)
  return fields
}
