import type { Accepted } from '../../../core/comparison/finding'
import { acceptedText, outcomeTexts, outcomeWords } from '../../../core/exceptions/exception-words'
import type { ExceptionsOutcome } from '../../../core/exceptions/exception'

/** That somebody accepted it, below what it is about; nothing where nobody did. */
export const acceptedLines = (
  { accepted }: { readonly accepted?: Accepted },
  indent = '  ',
): readonly string[] => (accepted === undefined ? [] : [`${indent}${acceptedText(accepted)}`])

/** What became of the exceptions that a result was held against, a line each; nothing where none were named. */
export const exceptionLines = (outcome: ExceptionsOutcome | null): readonly string[] =>
  outcome === null
    ? []
    : [`Exceptions: ${outcomeWords(outcome)}.`, ...outcomeTexts(outcome).map((text) => `  ${text}`)]
