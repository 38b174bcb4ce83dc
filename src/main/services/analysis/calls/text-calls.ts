import { countText, counted } from '../../../../core/comparison/count-text'
import { CALLS } from '../../../../shared/bounds'
import { parseJson } from '../../../../shared/files/json-text'
import { addressOf } from './address'
import { isOverridden, OVERRIDDEN, POWERSHELL, type CollectedCalls } from './collected-calls'
import { commandStart, readCommand } from './command-calls'
import { iisColumns, type IisColumns } from './iis-columns'
import { readEntry } from './json-calls'
import { isEmptyRequest, namesCall, readLogLine } from './log-line'

/** What lines before this one say of it. */
interface Before {
  iis: IisColumns | null
  /** How the messages of PowerShell's -Verbose begin, in whatever language: "VERBOSE:", "AUSFÜHRLICH:". */
  verbose: string | null
  /** A method whose address is in the next line. */
  method: { readonly name: string; readonly at: string } | null
}

/** Reads a text line by line, commands over all their lines. Whatever line is not understood is a gap. */
export const readTextCalls = (text: string, into: CollectedCalls): void => {
  const before: Before = { iis: null, verbose: null, method: null }
  let number = 1
  for (let start = 0; start < text.length;) {
    const at = `line ${number}`
    const command = commandStart(text, start)
    const end = command === null ? endOfLine(text, start) : readCommand(text, command, at, into)
    if (command === null) readLine(text.slice(start, end).trim(), at, before, into)
    for (let each = text.indexOf('\n', start); each >= 0 && each < end; each = text.indexOf('\n', each + 1))
      number += 1
    start = end
  }
  leaveMethod(before, into)
}

const endOfLine = (text: string, start: number): number => {
  const end = text.indexOf('\n', start)
  return end < 0 ? text.length : end + 1
}

const leaveMethod = (before: Before, into: CollectedCalls): void => {
  if (before.method !== null) into.gap(before.method.at, 'a method without an address')
  before.method = null
}

const readLine = (line: string, at: string, before: Before, into: CollectedCalls): void => {
  const columns = iisColumns(line)
  if (columns !== null) before.iis = columns
  // `::1` is a client's address.
  if (line === '' || /^(?:#|\/\/|rem\s|::(?=\s|$))/i.test(line)) return
  if (line.startsWith('{')) readJsonLine(line, at, into)
  else if (line.length > CALLS.line) into.gap(at, `more than ${countText(CALLS.line)} characters`)
  else if (before.iis !== null) readIisLine(line, at, before.iis, into)
  else if (!readVerbose(line, at, before, into) && !isEmptyRequest(line)) readOther(line, at, into)
}

const readOther = (line: string, at: string, into: CollectedCalls): void => {
  const json = line.endsWith('}') ? line.indexOf(' {"') : -1
  if (json >= 0 && !namesCall(line.slice(0, json))) {
    readJsonLine(line.slice(json + 1), at, into)
    return
  }
  const why = readLogLine(line, into)
  if (why !== null) into.gap(at, why)
}

/** One entry of a structured log, which may hold a line of another log. */
const readJsonLine = (line: string, at: string, into: CollectedCalls): void => {
  const entry = parseJson(line, CALLS.entry)
  if (!entry.ok) {
    into.gap(at, entry.error.what)
    return
  }
  // Of a name that is there twice, the parser keeps one.
  if (new Set([...line.matchAll(JSON_METHOD)].map(([, name = '']) => name.toUpperCase())).size > 1) {
    into.gap(at, 'more than one method')
    return
  }
  readEntry(entry.value, at, into, (text) => {
    for (const each of text.split('\n')) {
      const why = each.trim() === '' ? null : readLogLine(each.trim(), into)
      if (why !== null) into.gap(at, why)
    }
  })
}

const readIisLine = (
  line: string,
  at: string,
  { count, method, path, host }: IisColumns,
  into: CollectedCalls,
): void => {
  const values = line.split(/\s+/)
  const stem = values[path] ?? ''
  const address = stem === '-' ? null : addressOf(stem)
  if (method < 0 || path < 0) into.gap(at, '#Fields names no cs-method or no cs-uri-stem')
  else if (values.length !== count) into.gap(at, `not the ${counted(count, 'column')} that #Fields names`)
  else if (isOverridden(line)) into.gap(at, OVERRIDDEN)
  else if (address === null) into.gap(at, 'no path')
  else {
    const named = values[host] ?? '-'
    const ofHost =
      named === '-' ? address : { ...address, host: named.toLowerCase().replace(/:(?:80|443)$/, '') }
    if (!into.add('IIS log', values[method] ?? '', ofHost)) into.gap(at, 'no method that is known')
  }
}

/**
 * PowerShell's -Verbose: "VERBOSE: GET https://… with 0-byte payload", then what came back. The words
 * are translated, the method and the address are not.
 * @returns whether the line was one of its messages
 */
const readVerbose = (line: string, at: string, before: Before, into: CollectedCalls): boolean => {
  const [message = '', prefix = ''] = /^(\p{L}{3,30}) ?: /u.exec(line) ?? []
  const rest = line.slice(message.length)
  if (before.method !== null && readAwaited(rest, before, into)) return true
  if (message === '' || /^(?:https?:|\/)|"/.test(rest)) return false
  const call = VERBOSE_CALL.exec(rest)?.groups
  if (call === undefined) return prefix === before.verbose && ABOUT_ANSWER.test(rest)
  const isRead =
    call.address === undefined ? awaitAddress(call.method, at, rest, before) : addVerbose(call, rest, into)
  if (isRead) before.verbose = prefix
  return isRead
}

const addVerbose = (
  { method = '', address: text = '' }: Readonly<Record<string, string>>,
  rest: string,
  into: CollectedCalls,
): boolean => {
  const address = addressOf(text)
  const isAlone = !METHOD_AGAIN.test(rest.slice(rest.indexOf(text)))
  return address !== null && isAlone && into.add(POWERSHELL, method, address)
}

/** "Requested HTTP/1.1 GET with 0-byte payload": where to stands in the next message, if anywhere. */
const awaitAddress = (name = '', at: string, rest: string, before: Before): boolean => {
  if (!/HTTP\/\d/.test(rest)) return false
  before.method = { name, at }
  return true
}

/** The address of a method that the line before named. */
const readAwaited = (rest: string, before: Before, into: CollectedCalls): boolean => {
  const address = addressOf(rest)
  if (address === null || before.method === null || !into.add(POWERSHELL, before.method.name, address)) {
    leaveMethod(before, into)
    return false
  }
  before.method = null
  return true
}

const VERBOSE_CALL =
  /(?<![\w-])(?<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b(?: (?<address>https?:\/\/\S+))?/
const ABOUT_ANSWER = /^(?!.*(?::\/\/|\/api\/)).*\b(?:application|image|text)\/[a-z]|\bHTTP\/\d|\butf-?8\b/i
const JSON_METHOD = /(?:method|verb)"\s?:\s?"(GET|HEAD|POST|PUT|PATCH|DELETE)"/gi
const METHOD_AGAIN = /\s(?:GET|POST|PUT|PATCH|DELETE)\s/
