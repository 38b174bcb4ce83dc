import { html, type Html } from './escape'
import type { ApplicationSection, RiskText, ViewLine } from './inventory-section'
import { cell, name, sentence } from './page'

/** One application of an inventory's report. */
export const applicationArticle = (section: ApplicationSection): Html =>
  html`<article class="application">
    <h3>${name(section.name)}</h3>
    ${
      section.decision === undefined
        ? []
        : html`<p class="decision">
            <b>${section.decision.word}</b> ${sentence(section.decision.who)}${
              section.decision.reason === null ? '' : html`. Reason: ${name(section.decision.reason)}`
            }
          </p>`
    }
    <dl class="facts wide">
      ${section.facts.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${sentence(value)}</dd>
          </div>`,
      )}
    </dl>
    ${risks(section.risks)} ${purpose(section)} ${views(section)}
    ${section.rights.map((text) => html`<p>${sentence(text)}</p>`)}
  </article> `

/** A paragraph each: Chromium tags a border of anything else that is not a section as nothing, which PDF/UA forbids. */
const risks = (all: readonly RiskText[]): readonly Html[] =>
  all.map(
    ({ severity, severityText, code, message, owasp, evidence, fix, accepted }) =>
      html`<p class="risk ${severity}">
        <b class="severity">${severityText}</b> ${sentence(message)}
        ${accepted === undefined ? [] : html`<b>${sentence(accepted)}.</b>`}
        <span class="label"><code>${code}</code>${owasp === null ? '' : `, OWASP ${owasp}`}.</span>
        ${evidence.map(({ what, value }) => html`<span class="label">${what}:</span> ${sentence(value)}. `)}
        ${
          fix === null
            ? []
            : html`<b>Fix:</b>
                ${sentence(fix.text)}${fix.path === null ? [] : html` <span class="path">${sentence(fix.path)}</span>`}`
        }
      </p> `,
  )

const purpose = ({ purpose: check }: ApplicationSection): Html | readonly Html[] => {
  if (check === null) return []
  const parts = [
    { label: 'Not met', texts: check.missing },
    { label: 'More than it needs', texts: check.excess },
    { label: 'Could be taken away', texts: check.reductions },
  ].filter(({ texts }) => texts.length > 0)
  return html`<p><span class="label">Against its purpose</span> ${sentence(check.result)}</p>
    ${parts.map(
      ({ label, texts }) =>
        html`<p class="label">${label}</p>
          <ul>
            ${texts.map((text) => html`<li>${sentence(text)}</li> `)}
          </ul>`,
    )}`
}

const views = ({ views: lines }: ApplicationSection): Html =>
  lines.length === 0
    ? html`<p>What it would see is not known: no list of records was read.</p>`
    : html`<table class="view">
        <caption>
          What it would see (predicted), of the records that the inspector saw; undecided ones are not among
          them
        </caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col" class="number">Would see</th>
            <th scope="col" class="number">Undecided</th>
            <th scope="col">What hides the rest; with “?” what could not be decided</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(viewRow)}
        </tbody>
      </table>`

const viewRow = ({ label, would, undecided, why }: ViewLine): Html =>
  html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${would}</td>
    <td class="number">${undecided === '' ? '–' : undecided}</td>
    ${cell(why)}
  </tr> `
