import type { CheckFault } from '../../../shared/ipc/updates'
import type { HttpFault } from '../http/http'
import { because } from '../http/fault-words'
import { isHandshakeCode } from '../http/http-fault'
import { proxyFailure, throughText, unusedText } from '../http/proxy-failures'

/** Every way in which new versions cannot be learnt about, as the user is told it. */

const fault = (message: string, ...advice: readonly string[]): CheckFault => ({ message, advice })

const LATER = 'Nothing else depends on it: check again later.'

/** A fault below HTTP, with the proxy on the way where there was one. */
export const transportFault = (found: HttpFault, host: string): CheckFault => {
  if (found.kind === 'proxy') {
    const { message, advice } = proxyFailure(found, host)
    return { message, advice }
  }
  const told = faultOf(found, host)
  const through = 'proxy' in found ? throughText(found) : ''
  const advice = 'unused' in found ? [unusedText(found.unused), ...told.advice] : told.advice
  return { message: through === '' ? told.message : `${told.message} ${through}`, advice }
}

const faultOf = (found: Exclude<HttpFault, { kind: 'proxy' }>, host: string): CheckFault => {
  switch (found.kind) {
    case 'cancelled':
      return fault('The check was broken off because Crossview ends.')
    case 'timeout':
      return fault(`${host} did not answer in time.`, LATER, reach(host))
    case 'unreachable':
      return ['ENOTFOUND', 'EAI_AGAIN'].includes(found.code)
        ? fault(
            `The name ${host} could not be found: this computer is off line, or its DNS does not know it.`,
            'Check that this computer is on line, then check again.',
            reach(host),
          )
        : fault(
            `${host} could not be reached${because(found.code)}.`,
            'Check that this computer is on line.',
            reach(host),
          )
    case 'tls':
      return isHandshakeCode(found.code)
        ? fault(
            `${host} and this computer could not agree on a secure connection${because(found.code)}.`,
            'A network that wants you to sign in first answers so: open any web page in a browser.',
            LATER,
          )
        : fault(
            `The certificate shown for ${host} is not trusted${because(found.code)}. Nothing was asked.`,
            'In an office that inspects TLS: have its root certificate added to those that this computer trusts.',
            'A network that wants you to sign in first may answer so: open any web page in a browser.',
          )
    case 'too-large':
      return fault(`${host} sent more than a list of versions has, which is refused.`, LATER)
    case 'cut-off':
      return fault(`The answer of ${host} broke off in the middle.`, LATER)
    case 'unreadable-ca':
      return fault('The certificates that this computer trusts could not be read.', LATER)
  }
}

const reach = (host: string): string => `If it stays so, ask whoever runs your network to allow ${host}:443.`

/**
 * @param status any but 200
 * @param contentType of the answer
 */
export const answerFault = (status: number, host: string, contentType: string | null): CheckFault => {
  // GitHub answers in JSON; a filter on the way, with a page.
  if (status === 403 && !/\bjson\b/i.test(contentType ?? ''))
    return fault(
      `The check was refused (403), and not in GitHub’s own way: something between this computer and ${host} may forbid it.`,
      `Ask whoever runs your network to allow ${host}:443.`,
      LATER,
    )
  if (status === 403 || status === 429)
    return fault(
      `${host} takes no more questions from this network for now (it answered ${String(status)}).`,
      'It counts by network address, for everybody in your office together: check again in an hour.',
    )
  if (status === 404)
    return fault(
      `${host} knows no published versions at the address that this build asks (it answered 404).`,
      'The place may have moved: ask whoever gave you Crossview where new versions are.',
    )
  if (REDIRECTS.includes(status))
    return fault(
      `${host} answered with a redirect (${String(status)}) to another place, which is not followed.`,
      'A network that wants you to sign in first may answer so: open any web page in a browser.',
      LATER,
    )
  return fault(`${host} answered ${String(status)} in place of the list of versions.`, LATER)
}

const REDIRECTS = [300, 301, 302, 303, 307, 308]

/** A page, another JSON, or more than is taken. */
export const notReleases = (host: string): CheckFault =>
  fault(
    `What came back from ${host} is not a list of versions. Nothing of it is shown.`,
    'A network or a proxy that wants you to sign in first may answer in its place: open any web page in a browser.',
    LATER,
  )
