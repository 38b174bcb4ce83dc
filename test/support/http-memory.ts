import { readFileSync, writeFileSync } from 'node:fs'
import { createHttpClient } from '../../src/main/adapters/http/http'
import { readJson } from '../../src/main/adapters/halo/answers/json-answer'

/**
 * A process of its own that asks for one answer, and tells how that ended and how much memory it
 * took at most: `node … ADDRESS get|post`.
 */

/** Asked often enough for code and sockets to be there before memory is looked at. */
const WARM_UP = 20

const [, , address = '', method = 'get'] = process.argv
const client = createHttpClient(address, null)
const { signal } = new AbortController()
const ask = (path: string) =>
  method === 'post'
    ? client.postForm(path, { grant_type: 'x' }, { signal })
    : client.get(path, {}, { signal })

const isLinux = process.platform === 'linux'

/** Memory now, in bytes. On Linux the most so far is forgotten: it is counted from here. */
const fromHere = (): number => {
  // proc(5): 5 resets the peak; that of resourceUsage is inherited from the process before exec.
  if (isLinux) writeFileSync('/proc/self/clear_refs', '5')
  return process.memoryUsage.rss()
}

/** The most memory that there was, in bytes: on Linux since it was reset, elsewhere ever. */
const mostMemory = (): number => {
  if (!isLinux) return process.resourceUsage().maxRSS * 1024
  const [, kilobytes = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

const main = async (): Promise<void> => {
  for (let turn = 0; turn < WARM_UP; turn++) await ask('/small')
  const before = fromHere()
  const answer = await ask('/bomb')
  const outcome = answer.ok ? outcomeOf(readJson(answer.value)) : answer.error.kind
  const most = mostMemory()
  process.stdout.write(JSON.stringify({ outcome, grown: most - before }))
  client.close()
}

const outcomeOf = (body: ReturnType<typeof readJson>): string => (body.kind === 'json' ? 'taken' : body.what)

void main()
