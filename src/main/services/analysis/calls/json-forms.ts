import { addressOf, type Address } from './address'
import { isOverridden, OVERRIDDEN, type CollectedCalls } from './collected-calls'
import { isList, isObject, type JsonObject } from './json-value'

/** Each reads a form of its own, and says whether the text is of it. */
type FormReader = (json: JsonObject, into: CollectedCalls) => boolean

/** Postman collections 2.0 and 2.1 (schema.postman.com), folders within folders; and 1, a list of requests. */
export const postmanCalls: FormReader = (json, into) => {
  const { item, requests, info } = json
  if (isList(item) && isObject(info)) {
    readItems(item, variablesOf(json, new Map()), '', into)
    if (sendsRequests(json)) into.gap('the collection', SCRIPTED)
    return true
  }
  if (!isList(requests) || !('order' in json || 'folders' in json)) return false
  readItems(
    requests.map((request) => ({ request })),
    new Map(),
    '',
    into,
  )
  return true
}

type Variables = ReadonlyMap<string, string>

const readItems = (
  items: readonly unknown[],
  variables: Variables,
  above: string,
  into: CollectedCalls,
): void => {
  items.forEach((item, index) => {
    const number = `${above}${index + 1}`
    const at = `item ${number}`
    if (!isObject(item)) {
      into.gap(at, 'no request and no folder')
      return
    }
    const own = variablesOf(item, variables)
    if (sendsRequests(item)) into.gap(at, SCRIPTED)
    const { request } = item
    if (isList(item.item)) readItems(item.item, own, `${number}.`, into)
    else readPostmanRequest(request, own, at, into)
  })
}

const readPostmanRequest = (
  request: unknown,
  variables: Variables,
  at: string,
  into: CollectedCalls,
): void => {
  // A text alone is an address that is got.
  const { method = 'GET', url } =
    typeof request === 'string' ? { url: request } : isObject(request) ? request : {}
  const text = typeof url === 'string' ? url : isObject(url) ? postmanUrl(url) : ''
  const address = addressOf(resolved(text, variables))
  if (isOverridden(JSON.stringify(request ?? null))) into.gap(at, OVERRIDDEN)
  else if (typeof method !== 'string' || address === null || !into.add('Postman collection', method, address))
    into.gap(at, 'no request with a method and an address')
}

const postmanUrl = ({ raw, protocol, host, path }: JsonObject): string => {
  if (typeof raw === 'string' && raw !== '') return raw
  const name = isList(host) ? host.filter(isText).join('.') : isText(host) ? host : ''
  const names = isList(path)
    ? path.map((each) => (isObject(each) ? each.value : each)).filter(isText)
    : isText(path)
      ? [path]
      : []
  const scheme = name.startsWith('{{') || name === '' ? '' : `${isText(protocol) ? protocol : 'https'}://`
  return `${scheme}${name}/${names.join('/').replace(/^\/+/, '')}`
}

const isText = (value: unknown): value is string => typeof value === 'string'

const variablesOf = ({ variable }: JsonObject, above: Variables): Variables => {
  if (!isList(variable)) return above
  const variables = new Map(above)
  for (const each of variable)
    if (isObject(each) && isText(each.key) && isText(each.value) && each.value !== '')
      variables.set(each.key, each.value)
  return variables
}

/** Variables with a value in the collection, a few times over: a value may name another one. */
const resolved = (text: string, variables: Variables): string => {
  let result = text.trim()
  for (let times = 0; times < 3; times += 1)
    result = result
      .replace(/\{\{([^{}]{1,200})\}\}/g, (whole, name: string) => variables.get(name.trim()) ?? whole)
      .slice(0, 5_000)
  // `{{host}}` may hold a name without a scheme.
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?\//i.test(result) ? `https://${result}` : result
}

const SCRIPTED = 'a script sends requests of its own, which are not read'

const sendsRequests = ({ event }: JsonObject): boolean =>
  isList(event) &&
  event.some((each) => {
    const { exec, src } = isObject(each) && isObject(each.script) ? each.script : {}
    return (
      src !== undefined || (isList(exec) ? exec : [exec]).some((line) => isText(line) && SENDS.test(line))
    )
  })

/** `pm.sendRequest`, `pm.execution.runRequest`, `insomnia.sendRequest`, packages. */
const SENDS = /sendRequest|runRequest|\brequire\(|\bfetch\(/

/** Insomnia's export 4: resources, among them requests. */
export const insomniaCalls: FormReader = ({ _type, resources }, into) => {
  if (_type !== 'export' || !isList(resources)) return false
  resources.forEach((resource, index) => {
    if (!isObject(resource) || !isText(resource._type) || !/request$/.test(resource._type)) return
    const { method, url, preRequestScript, afterResponseScript } = resource
    const at = `resource ${index + 1}`
    if ([preRequestScript, afterResponseScript].some((script) => isText(script) && SENDS.test(script)))
      into.gap(at, SCRIPTED)
    const address = isText(url) ? addressOf(url.replace(/\{\{\s*_\.(\w+)\s*\}\}/g, '{{$1}}')) : null
    if (isOverridden(JSON.stringify(resource))) into.gap(at, OVERRIDDEN)
    else if (!isText(method) || address === null || !into.add('Insomnia export', method, address))
      into.gap(at, 'no request with a method and an address')
  })
  return true
}

const OPERATIONS = ['get', 'head', 'post', 'put', 'patch', 'delete']

/** OpenAPI 3 and Swagger 2: every operation that is described counts as called. */
export const openApiCalls: FormReader = ({ openapi, swagger, paths, servers, host, basePath }, into) => {
  if ((openapi === undefined && swagger === undefined) || !isObject(paths)) return false
  const server = isList(servers) && isObject(servers[0]) && isText(servers[0].url) ? servers[0].url : ''
  const base = isText(host) ? `https://${host}${isText(basePath) ? basePath : ''}` : server
  for (const [path, operations] of Object.entries(paths)) {
    const methods = isObject(operations) ? OPERATIONS.filter((method) => method in operations) : []
    const address = openApiAddress(base, path)
    for (const method of methods) if (address !== null) into.add('OpenAPI description', method, address)
    if (methods.length === 0 || address === null) into.gap('a path', 'it names no operation that is read')
  }
  return true
}

const openApiAddress = (base: string, path: string): Address | null =>
  addressOf(`${base}${path}`) ?? addressOf(path)
