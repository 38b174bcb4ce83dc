import { addressOfArgument, type CommandCall } from './address'
import { isMethod, isOverridden, OVERRIDDEN, POWERSHELL, type CollectedCalls } from './collected-calls'
import { curlCalls } from './curl-calls'
import { shellLine, type ShellCommand } from './shell-words'

/** Prompts that are copied along: `$ `, `> `, `PS C:\> `, `C:\> `. */
const PROMPT = /^[ \t]*(?:(?:PS )?[A-Z]:[^>\n]{0,200}>[ \t]*|PS>[ \t]*|[$>%][ \t]+)?/i
// A load balancer's log begins with "https 2026-01-02T…".
const COMMAND = /^(?:curl|https?(?![ \t]+\d{4}-)|invoke-restmethod|invoke-webrequest|irm|iwr)(?:\.exe)?[ \t]/i

/** Where a line's command begins, when it is one that calls addresses; else null. */
export const commandStart = (text: string, lineStart: number): number | null => {
  const line = text.slice(lineStart, lineStart + 300)
  const prompt = PROMPT.exec(line)?.[0].length ?? 0
  return COMMAND.test(line.slice(prompt)) ? lineStart + prompt : null
}

/**
 * Reads the command that begins at an index, over all lines that it goes on.
 * @returns the index behind its last line
 */
export const readCommand = (text: string, start: number, at: string, into: CollectedCalls): number => {
  const { commands, end, fault } = shellLine(text, start)
  const problems = commands.flatMap((command) => {
    const [form, calls] = callsOf(command)
    if (calls.length === 0) return isFilter(command) ? [] : ['a command that is not read']
    if (command.words.some(isOverridden)) return [OVERRIDDEN]
    const understood = calls.map(({ method, address }) => address !== null && into.add(form, method, address))
    return understood.includes(false) ? ['the method or the address of the command is not understood'] : []
  })
  const [problem] = fault === null ? problems : [fault]
  if (problem !== undefined) into.gap(at, problem)
  return end
}

const callsOf = (command: ShellCommand): readonly [string, readonly CommandCall[]] => {
  const name = command.words[0]?.toLowerCase().replace(/\.exe$/, '') ?? ''
  const args = command.words.slice(1)
  if (name === 'curl') return ['curl', curlCalls(args)]
  if (name === 'http' || name === 'https') return ['HTTPie', httpieCalls(args, command.isFed)]
  if (COMMAND.test(`${name} `)) return [POWERSHELL, powershellCalls(args)]
  return ['', []]
}

/** `| jq .tickets`: programs that call nothing, as long as nothing in their words looks like a call. */
const isFilter = ({ words, isFed }: ShellCommand): boolean =>
  isFed && FILTERS.test(words.join(' ')) && !words.some((word) => CALLING.test(word))

const FILTERS =
  /^(?:jq|gojq|yq|fx|gron|e?grep|head|tail|tee|sort|uniq|wc|cut|awk|sed|tr|less|more|cat|column|xmllint|findstr|python3? -m json\.tool|(?:ConvertTo|ConvertFrom|Out|Select|Where|Sort|Group|Measure|Format|Export|Set|Add)-[a-z]+|select|where|sort|measure|ft|fl)(?![\w-])/i
const CALLING = /https?:|curl|wget|\bhttp\b|invoke-|\b(?:irm|iwr)\b|xargs|foreach|system\(/i

/**
 * HTTPie: `http [options] [METHOD] URL [items]`. Without a method it is POST once there is data: an item
 * with `=` or `:=` or `@`, or something fed (httpie.io/docs/cli, "Optional GET and POST").
 */
const httpieCalls = (args: readonly string[], isFed: boolean): readonly CommandCall[] => {
  const plain = withoutOptions(args, HTTPIE_WITH_VALUE)
  const named = plain[0] !== undefined && /^[a-z]+$/i.test(plain[0]) && isMethod(plain[0])
  const [url, ...items] = named ? plain.slice(1) : plain
  const hasRaw = args.some((arg) => /^--raw(?:=|$)/.test(arg))
  const hasData = isFed || hasRaw || items.some((item) => /^[^=:@]*(?::?=(?!=)|@)/.test(item))
  const local = url?.replace(/^:(?=\d|\/)/, 'localhost:').replace(/^localhost:\//, 'localhost/')
  return [
    {
      method: named ? (plain[0] ?? '') : hasData ? 'POST' : 'GET',
      address: local === undefined ? null : addressOfArgument(local),
    },
  ]
}

const HTTPIE_WITH_VALUE: ReadonlySet<string> = new Set([
  ...['-a', '--auth', '-A', '--auth-type', '-o', '--output', '-p', '--print', '-s', '--style', '-P'],
  ...['--session', '--session-read-only', '--proxy', '--verify', '--cert', '--cert-key', '--timeout'],
  ...[
    '--max-redirects',
    '--boundary',
    '--pretty',
    '--format-options',
    '--raw',
    '--response-charset',
    '--response-mime',
  ],
  ...['--default-scheme', '--ssl', '--ciphers', '--cert-key-pass', '--max-headers', '--history-print'],
])

const withoutOptions = (args: readonly string[], withValue: ReadonlySet<string>): readonly string[] =>
  args.filter((arg, at) => !arg.startsWith('-') && !withValue.has(args[at - 1] ?? ''))

/**
 * `Invoke-RestMethod [-Uri] URL [-Method NAME]`, whose parameters may be shortened, and GET without a
 * method (learn.microsoft.com, Invoke-RestMethod).
 */
const powershellCalls = (args: readonly string[]): readonly CommandCall[] => {
  let method = 'GET'
  let url: string | undefined
  // `@parameters`: what they are stands elsewhere.
  const isSplatted = args.some((arg) => /^@\w/.test(arg))
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    const [, name = '', joined] = /^-([a-z]+)(?::(.+))?$/i.exec(arg) ?? []
    if (name === '') {
      // A second one belongs to a parameter that is not known.
      url = url === undefined ? arg : ''
      continue
    }
    if (POWERSHELL_SWITCHES.test(name)) continue
    const value = joined ?? valueAt(args, at + 1)
    if (joined === undefined && value !== '') at += 1
    if (/^(?:u|ur|uri)$/i.test(name)) url = value
    else if (/^(?:me\w*|cu\w*|cm)$/i.test(name)) method = value
  }
  return [{ method, address: url === undefined || isSplatted ? null : addressOfArgument(url) }]
}

/** None behind a switch that is not known. */
const valueAt = (args: readonly string[], at: number): string => {
  const next = args[at] ?? ''
  return /^-[a-z]/i.test(next) ? '' : next
}

/** Parameters without a value. */
const POWERSHELL_SWITCHES =
  /^(?:use(?:b|d|pr).*|disablek.*|skip.*|pass.*|verbose|vb|debug|db|allow.*|noproxy|preserve.*|resume|follow.*|fl)$/i
