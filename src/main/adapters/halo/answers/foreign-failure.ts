import type { Failure } from '../../../../core/comparison/observation'
import type { ForeignAnswer } from '../../http/http'

/**
 * Somebody else's answer as the user is told it: who spoke, as surely as that is known, and that it
 * says nothing of the secret, the scopes or the agent. What a gateway says of the server behind it (5xx)
 * passes, so that is a request that failed; anything else is an address where Halo does not speak.
 */
export const foreignFailure = (host: string, status: number, foreign: ForeignAnswer): Failure => ({
  code: status >= 500 && status !== 511 ? 'request.failed' : 'connection.not-halo',
  message: `${spokenBy(host, status, foreign)}. ${nothingSaid(foreign)}`,
  advice: adviceOf(host, status, foreign),
  status,
})

const spokenBy = (host: string, status: number, { name, kind, isCertain, form }: ForeignAnswer): string => {
  const answer = `${status} with ${form}`
  if (kind === 'sign-in')
    return `${host} does not answer as Halo does: ${name ?? 'a sign-in page'} stands in its place (${answer})`
  if (kind === 'host')
    return `The web server at ${host}${name === null ? '' : ` (${name})`} answered ${answer} of its own, as Halo’s API does not: whether it is Halo’s own server or one before it cannot be told from outside`
  if (isCertain && name !== null)
    return `${host} does not answer as Halo does: ${name}, between this computer and Halo, answered ${answer}`
  return `${host} does not answer as Halo does: something between this computer and Halo, perhaps ${name ?? 'a firewall, a proxy or a load balancer'}, answered ${answer}`
}

const nothingSaid = ({ kind }: ForeignAnswer): string =>
  kind === 'host'
    ? 'It is no word of Halo about the client id and secret, the scopes or the agent.'
    : 'So Halo itself said nothing, neither about the client id and secret nor about the scopes or the agent.'

const adviceOf = (
  host: string,
  status: number,
  { name, kind, isCertain }: ForeignAnswer,
): readonly string[] => {
  const open = `Open https://${host} in a browser on this computer: is it your Halo?`
  if (kind === 'sign-in')
    return ['Open any web page in a browser: the network may want you to sign in first.', open]
  if (status < 300)
    return [
      open,
      'If a page for signing in to the network comes up, sign in and try again.',
      'Copy the Resource Server from Configuration > Integrations > Halo API > API Details.',
    ]
  const who =
    name !== null && isCertain && kind === 'between'
      ? `whoever runs ${name}`
      : 'whoever runs your network, and whoever runs that Halo server,'
  const time =
    'Tell them the time of the request, this computer’s address on the internet, and the reference on the page where it has one.'
  if (status >= 500)
    return ['Try again.', open, `If it stays, ask ${who} what keeps requests to ${host} from their server.`]
  if (status === 404 || status === 405)
    return [open, 'Copy the Resource Server from Configuration > Integrations > Halo API > API Details.']
  if (status === 429)
    return ['Wait some minutes and run again.', `Ask ${who} to let more requests to ${host} through.`, time]
  return [`Ask ${who} to let requests to ${host}/api and ${host}/auth through.`, time, open]
}
