import { acceptedText } from '../exceptions/exception-words'
import { counted } from '../comparison/count-text'
import type { RunGap } from '../comparison/outcome'
import { html, type Html } from './escape'
import { acceptedPart } from './exceptions-html'
import type { ReportModel } from './model'
import { sentence } from './page'
import { causeCard } from './summary-html'
import type { CauseCard } from './summary-part'
import type { ReportFinding } from './tables'

const nothingFound = (gap: RunGap): string =>
  gap === 'none'
    ? 'There is nothing to explain: no difference and no fault was found.'
    : 'No finding. Not everything could be compared, so this is no evidence of anything.'

/** Every cause with the evidence of its findings, then the findings that are no cause. */
export const findings = (report: ReportModel): Html => {
  const { findings: all, gap, summary } = report
  const causes = [...summary.causes, ...summary.shut]
  const ofCauses = new Set(causes.flatMap((cause) => cause.findings))
  const others = all.filter(({ index }) => !ofCauses.has(index))
  return html`<section id="causes">
      <h2>Causes and their evidence</h2>
      ${
        causes.length === 0
          ? html`<p>No setting is known that hides records.</p>`
          : html`<p>
                A cause is one setting, told once over all that it hides. One record can have several: all of
                them must change before it appears.
              </p>
              ${causes.map((cause) =>
                causeCard(
                  cause,
                  evidenceOf(
                    cause,
                    all.filter(({ index }) => cause.findings.includes(index)),
                  ),
                ),
              )}`
      }
    </section>
    <section id="findings">
      <h2>${causes.length === 0 ? 'Findings' : 'Findings besides the causes'}</h2>
      ${
        all.length === 0
          ? html`<p>${nothingFound(gap)}</p>`
          : others.length === 0
            ? html`<p>There are no others.</p>`
            : others.map(finding)
      }
    </section>`
}

/** Of each finding of a cause what it rests on: the same thing together, since a cause has a list for each resource. */
const evidenceOf = (
  { hides, alone, records }: CauseCard,
  ofCause: readonly ReportFinding[],
): readonly Html[] => [
  ...(records === 0
    ? []
    : [html`<p class="evidence"><span class="label">Hides</span> ${hides}. ${alone}</p>`]),
  ...ofCause
    .filter(({ evidence }) => evidence.length > 0)
    .map(
      (one) =>
        html`<p class="evidence">
          <span class="about">${one.about.replace(/, (?:app|agent) side$/, '')}</span> ${evidenceText(one)}
          ${one.accepted === undefined ? [] : html`<b>${sentence(acceptedText(one.accepted))}</b>`}
        </p>`,
    ),
]

const evidenceText = ({ evidence }: ReportFinding): readonly Html[] => {
  const whats = [...new Set(evidence.map(({ what }) => what))]
  return whats.map((what, at) => {
    const values = evidence.filter((each) => each.what === what).map(({ value }) => value)
    return html`${at === 0 ? '' : '; '}<span class="label">${what}</span> ${values.map(
        (value, index) => html`${index === 0 ? '' : ', '}${sentence(value)}`,
      )}`
  })
}

const finding = (one: ReportFinding): Html =>
  html`<article class="cause ${one.severity}">
    <div class="whole">
      <h3>${sentence(one.message)}</h3>
      <p class="meta">
        <span class="severity">${one.severityText}</span>, ${one.about},
        ${one.confidenceText}${one.records.length === 0 ? '' : `, ${counted(one.records.length, 'record')}`}
        <code>${one.code}</code>
      </p>
      ${acceptedPart(one)}
      ${
        one.fix === null
          ? []
          : html`<div class="fix">
              <p><b>Smallest fix:</b> ${sentence(one.fix.text)}</p>
              ${one.fix.path === null ? [] : html`<p class="path">${sentence(one.fix.path)}</p>`}
            </div>`
      }
    </div>
    ${one.evidence.length === 0 ? [] : html`<p class="evidence">${evidenceText(one)}</p>`}
  </article> `
