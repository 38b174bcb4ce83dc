import type { Fault } from './faults'
import { PROXY_REPLIES } from './proxy-replies'

/** One reply of each kind. All of them are in http-proxy-replies.test.ts. */
const OF_EACH_KIND = PROXY_REPLIES.filter(
  ({ problem }, index) => PROXY_REPLIES.findIndex((other) => other.problem === problem) === index,
)

/** What a proxy answers CONNECT with, as faults: each is the proxy's, by host and status, never Halo's. */
export const PROXY_FAULTS: readonly Fault[] = OF_EACH_KIND.map(({ name, reply, status, problem }) => ({
  from: 'proxy',
  name,
  server: { kind: 'proxy', reply },
  step: 'connect',
  isSilent: problem === 'silent',
  outcome: 'connection.unreachable',
  tells: new RegExp(`proxy 127\\.0\\.0\\.1:\\d+ \\(set for this tenant\\).*${status === 0 ? '' : status}`),
}))
