import { acceptedText, outcomeTexts, outcomeWords } from '../exceptions/exception-words'
import type { Accepted } from '../comparison/finding'
import type { ExceptionsOutcome } from '../exceptions/exception'
import { html, type Html } from './escape'
import { sentence } from './page'

/** That somebody accepted a finding, beside it; nothing where nobody did. */
export const acceptedPart = ({ accepted }: { readonly accepted?: Accepted }): Html | readonly Html[] =>
  accepted === undefined ? [] : html`<p class="accepted"><b>${sentence(acceptedText(accepted))}</b></p>`

/** What became of the exceptions; nothing where none were named. */
export const exceptionsPart = (outcome: ExceptionsOutcome | null): Html | readonly Html[] =>
  outcome === null
    ? []
    : html`<section id="exceptions">
        <h2>Exceptions</h2>
        <p>
          ${outcomeWords(outcome)}. What is accepted stays listed, and counts again from the day after its
          last one.
        </p>
        ${
          outcomeTexts(outcome).length === 0
            ? []
            : html`<ul>
                ${outcomeTexts(outcome).map((text) => html`<li>${sentence(text)}</li> `)}
              </ul>`
        }
      </section>`
