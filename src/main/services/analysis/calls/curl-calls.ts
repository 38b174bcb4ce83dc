import { addressOfArgument, type CommandCall } from './address'

/**
 * What a curl command calls (curl.se/docs/manpage.html): every address in it, with GET, or HEAD for
 * `-I`, POST for data, PUT for an upload, unless `-X` or `-G` says otherwise. `--next` begins anew.
 * An option that is not known may take a value: what follows it is then no address, and a gap.
 */
export const curlCalls = (args: readonly string[]): readonly CommandCall[] => {
  const calls: CommandCall[] = []
  let request = newRequest()
  const end = () => {
    calls.push(...callsOf(request))
    request = newRequest()
  }
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (arg === '--next' || arg === '-:') {
      end()
      continue
    }
    for (const { name, value } of optionsOf(arg)) {
      const takes = WITH_VALUE.has(name)
      apply(request, name, value ?? (takes ? (args[(at += 1)] ?? '') : ''))
      if (!takes && mayBeValue(name, args[at + 1])) request.urls.push('')
    }
  }
  end()
  return calls
}

/** Whether what follows a long option that is not known may be its value: it is no certain address then. */
const mayBeValue = (name: string, next: string | undefined): boolean =>
  name.startsWith('--') &&
  !FLAGS.has(name) &&
  next !== undefined &&
  !next.startsWith('-') &&
  !/^["']?(?:https?:\/\/|\$|\{)/i.test(next)

const FLAGS: ReadonlySet<string> = new Set([
  ...['--get', '--head', '--silent', '--show-error', '--location', '--insecure', '--include', '--compressed'],
  ...['--fail', '--fail-with-body', '--globoff', '--verbose', '--http1.1', '--http2', '--no-progress-meter'],
])

interface CurlRequest {
  method: string | null
  isGet: boolean
  isHead: boolean
  isUpload: boolean
  hasData: boolean
  readonly urls: string[]
}

const newRequest = (): CurlRequest => ({
  method: null,
  isGet: false,
  isHead: false,
  isUpload: false,
  hasData: false,
  urls: [],
})

const callsOf = ({ method, isGet, isHead, isUpload, hasData, urls }: CurlRequest): readonly CommandCall[] => {
  const implied = isHead ? 'HEAD' : isUpload ? 'PUT' : hasData && !isGet ? 'POST' : 'GET'
  const called = urls.map((url) => ({ method: method ?? implied, address: addressOfArgument(url) }))
  return called.length === 0 ? [{ method: 'GET', address: null }] : called
}

/** An argument as options with their values; a plain one is an address (`--url`). Short ones may be joined: `-sXPOST`. */
const optionsOf = (arg: string): readonly { name: string; value: string | null }[] => {
  if (arg.startsWith('--')) {
    const [name = '', value] = arg.split(/=(.*)/s, 2)
    return [{ name, value: value ?? null }]
  }
  if (!/^-[a-z0-9#:]/i.test(arg)) return [{ name: '--url', value: arg }]
  const options: { name: string; value: string | null }[] = []
  for (let at = 1; at < arg.length; at += 1) {
    const name = `-${arg.charAt(at)}`
    const rest = arg.slice(at + 1)
    if (WITH_VALUE.has(name)) return [...options, { name, value: rest === '' ? null : rest }]
    options.push({ name, value: '' })
  }
  return options
}

const apply = (request: CurlRequest, name: string, value: string): void => {
  if (name === '--url') request.urls.push(value)
  // Calls may stand in a file of options, which is not at hand; the path may be another one.
  else if (name === '-K' || name === '--config' || name === '--request-target') request.urls.push('')
  else if (name === '-X' || name === '--request') request.method = value
  else if (name === '-G' || name === '--get') request.isGet = true
  else if (name === '-I' || name === '--head') request.isHead = true
  else if (name === '-T' || name === '--upload-file') request.isUpload = true
  else if (DATA.has(name)) request.hasData = true
}

const DATA: ReadonlySet<string> = new Set([
  ...['-d', '--data', '--data-ascii', '--data-binary', '--data-raw', '--data-urlencode', '--json'],
  ...['-F', '--form', '--form-string'],
])

/** Options that take a value, the common ones and all whose value may look like an address. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...DATA,
  ...['--url', '-K', '--config', '-X', '--request', '-T', '--upload-file'],
  ...[
    '-H',
    '--header',
    '-u',
    '--user',
    '-A',
    '--user-agent',
    '-e',
    '--referer',
    '-b',
    '--cookie',
    '-c',
    '--cookie-jar',
  ],
  ...[
    '-o',
    '--output',
    '--output-dir',
    '-D',
    '--dump-header',
    '-w',
    '--write-out',
    '--stderr',
    '--trace',
    '--trace-ascii',
  ],
  ...[
    '-m',
    '--max-time',
    '--connect-timeout',
    '--retry',
    '--retry-delay',
    '--retry-max-time',
    '--limit-rate',
    '--rate',
  ],
  ...[
    '-x',
    '--proxy',
    '-U',
    '--proxy-user',
    '--preproxy',
    '--noproxy',
    '--proxy-header',
    '--doh-url',
    '--socks5',
  ],
  ...[
    '--socks5-hostname',
    '--socks4',
    '--socks4a',
    '--resolve',
    '--connect-to',
    '--interface',
    '--dns-servers',
  ],
  ...[
    '-E',
    '--cert',
    '--cert-type',
    '--key',
    '--key-type',
    '--pass',
    '--cacert',
    '--capath',
    '--ciphers',
    '--tls-max',
  ],
  ...[
    '--oauth2-bearer',
    '--aws-sigv4',
    '--max-redirs',
    '--max-filesize',
    '-r',
    '--range',
    '-C',
    '--continue-at',
  ],
  ...[
    '-z',
    '--time-cond',
    '-y',
    '--speed-time',
    '-Y',
    '--speed-limit',
    '-P',
    '-Q',
    '-t',
    '--unix-socket',
    '--variable',
  ],
  ...[
    '--abstract-unix-socket',
    '--request-target',
    '--url-query',
    '--netrc-file',
    '--etag-save',
    '--etag-compare',
  ],
  ...[
    '--pinnedpubkey',
    '--proto',
    '--proto-default',
    '--proto-redir',
    '--parallel-max',
    '--expect100-timeout',
    '--haproxy-clientip',
  ],
])
