import { countText, counted } from '../comparison/count-text'

/** What a comparison came to: "incomplete, 2 errors", "0 warnings". */
export const outcomeWords = ({
  complete,
  errors,
  warnings,
}: {
  readonly complete: boolean
  readonly errors: number
  readonly warnings: number
}): string =>
  `${complete ? '' : 'incomplete, '}${errors > 0 ? counted(errors, 'error') : counted(warnings, 'warning')}`

/** How a run over many tenants ended, as a sentence. `ended`: all that were begun, the incomplete and failed ones among them. */
export const fleetEndWords = ({
  total,
  ended,
  incomplete,
  failed,
}: Readonly<Record<'total' | 'ended' | 'incomplete' | 'failed', number>>): string => {
  const parts = [
    `${countText(ended - incomplete - failed)} done`,
    ...(incomplete > 0 ? [`${countText(incomplete)} incomplete`] : []),
    ...(failed > 0 ? [`${countText(failed)} failed`] : []),
    ...(ended < total ? [`${countText(total - ended)} not run`] : []),
  ]
  return `The run over ${counted(total, 'tenant')} has ended: ${parts.join(', ')}.`
}
