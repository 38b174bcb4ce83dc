import { countText, counted } from '../comparison/count-text'
import type { Accepted } from '../comparison/finding'
import { isolated } from '../comparison/name-text'
import type { AppliedException, Exception, ExceptionsOutcome } from './exception'

/** What window, reports and terminal say of exceptions. */

/** "Accepted by Ann Lee until 2027-01-31: agreed with the client". */
export const acceptedText = ({ by, until, reason }: Accepted): string =>
  `Accepted by ${isolated(by)} until ${until}: ${isolated(reason)}`

/** An exception by its line and what it names: "line 8, agent.client of API - Reporting: Fabrikam Ltd". */
export const exceptionName = ({ line, code, tenant, side, resource, of, value }: Exception): string => {
  const named = [
    ...(of === null ? [] : [` of ${isolated(of)}`]),
    ...(value === null ? [] : [`: ${isolated(value)}`]),
    ...(side === null ? [] : [`, side ${side}`]),
    ...(resource === null ? [] : [`, ${resource}`]),
    ...(tenant === null ? [] : [`, tenant ${isolated(tenant)}`]),
  ]
  return `line ${countText(line)}, ${code}${named.join('')}`
}

/** One exception that covers something, with how much. */
export const appliedText = ({ exception, findings, settings }: AppliedException): string => {
  const covers = [
    ...(findings === 0 ? [] : [counted(findings, 'finding')]),
    ...(settings === 0 ? [] : [counted(settings, 'change of a setting', 'changes of settings')]),
  ]
  return `Applied, to ${covers.join(' and ')}: ${exceptionName(exception)}. ${acceptedText(exception)}`
}

export const expiredText = (exception: Exception): string =>
  `Expired on ${exception.until}, so that what it covered counts again: ${exceptionName(exception)}. It was accepted by ${isolated(exception.by)}: ${isolated(exception.reason)}`

export const unusedText = (exception: Exception): string =>
  `Unused, it covers nothing here: ${exceptionName(exception)}.`

/** "3 applied, 1 expired, 2 unused". */
export const outcomeWords = ({ applied, expired, unused }: ExceptionsOutcome): string =>
  `${countText(applied.length)} applied, ${countText(expired.length)} expired, ${countText(unused.length)} unused`

/** A line for each, those first that matter most. */
export const outcomeTexts = ({ applied, expired, unused }: ExceptionsOutcome): readonly string[] => [
  ...expired.map(expiredText),
  ...applied.map(appliedText),
  ...unused.map(unusedText),
]
