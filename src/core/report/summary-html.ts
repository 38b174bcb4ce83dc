import { counted, countText, plural } from '../comparison/count-text'
import { dataTable } from './data-table'
import { html, type Html } from './escape'
import { acceptedPart } from './exceptions-html'
import type { ReportModel } from './model'
import { sentence } from './page'
import { barTable, plainBar } from './picture-html'
import type { CauseCard, PlanPart, StepLine } from './summary-part'

/** What is wrong and what to do, in front of everything else. */
export const inShort = ({ summary: { headline, first }, gap }: ReportModel): Html =>
  html`<section id="short">
    <h2>In short</h2>
    ${headline.map((text) => html`<p class="headline">${sentence(text)}</p>`)}
    ${gap === 'nothing-compared' ? html`<p class="headline">Nothing could be compared.</p>` : []}
    ${
      first.length === 0
        ? []
        : html`<h3>What to do first</h3>
            <ol>
              ${first.map((text) => html`<li>${sentence(text)}</li>`)}
            </ol>`
    }
  </section>`

/** The picture: a bar for each resource. */
export const picture = ({ summary: { bars, kinds } }: ReportModel): Html =>
  html`<section id="picture">
    <h2>Who sees what</h2>
    ${barTable(bars, kinds)}
  </section>`

/** Causes without their evidence. */
export const causeList = ({ summary: { causes, shut } }: ReportModel): Html =>
  html`<section id="causes">
    <h2>Causes</h2>
    <p>
      ${
        causes.length + shut.length === 0
          ? 'No setting is known that hides records.'
          : 'A cause is one setting, told once over all that it hides. One record can have several: all of them must change before it appears.'
      }
    </p>
    ${causes.slice(0, MOST_CARDS).map((cause) => causeCard(cause))} ${further(causes.slice(MOST_CARDS))}
    ${shutOut(shut)}
  </section>`

/** One cause; its fix stays with it on one page. @param more what belongs to it and may be long */
export const causeCard = (cause: CauseCard, more: Html | readonly Html[] = []): Html =>
  html`<article class="cause ${cause.severity}">
    <div class="whole">
      <h3><span class="ordinal">${cause.number}.</span> ${sentence(cause.message)}</h3>
      <p class="meta">
        <span class="severity">${cause.severityText}</span>, ${cause.side}, ${cause.confidenceText}
        <code>${cause.code}</code>
      </p>
      ${cause.records === 0 ? html`<p><span class="label">Shuts out</span> ${cause.hides}</p>` : []}
      ${acceptedPart(cause)} ${fixOf(cause)}
    </div>
    ${more}
  </article> `

const fixOf = ({ fix }: Pick<CauseCard, 'fix'>): Html | readonly Html[] =>
  fix === null
    ? []
    : html`<div class="fix">
        <p><b>Fix:</b> ${sentence(fix.text)}</p>
        ${fix.path === null ? [] : html`<p class="path">${sentence(fix.path)}</p>`}
      </div>`

/** Causes of a summary that are told at length. */
const MOST_CARDS = 5

const further = (causes: readonly CauseCard[]): Html | readonly Html[] =>
  causes.length === 0
    ? []
    : html`<h3>Further causes</h3>
        ${dataTable({
          caption: 'They hide fewer records than those above',
          columns: [
            { head: 'No.' },
            { head: 'Setting', kind: 'head' },
            { head: 'Hides' },
            { head: 'Alone', kind: 'number' },
            { head: 'Fix' },
          ],
          rows: causes.map(({ number, setting, hides, aloneCount, fix }) => [
            String(number),
            { html: html`${sentence(setting)}`, text: setting },
            hides,
            aloneCount,
            { html: fix === null ? html`–` : html`${sentence(fix.text)}`, text: fix?.text ?? '' },
          ]),
        })}`

const shutOut = (causes: readonly CauseCard[]): Html | readonly Html[] =>
  causes.length === 0
    ? []
    : html`<h3>Shut out as a whole</h3>
        ${dataTable({
          caption:
            'Settings without which nothing of a resource is seen, so that it is not known how many records they hide',
          columns: [
            { head: 'No.' },
            { head: 'Setting', kind: 'head' },
            { head: 'Shuts out' },
            { head: 'Fix' },
          ],
          rows: causes.map(({ number, setting, hides, fix, severityText }) => [
            String(number),
            { html: html`${sentence(setting)}`, text: setting },
            { html: html`${hides} <span class="label">${severityText.toLowerCase()}</span>`, text: hides },
            { html: fix === null ? html`–` : html`${sentence(fix.text)}`, text: fix?.text ?? '' },
          ]),
        })}`

/** How causes overlap. */
export const overlaps = ({ summary: { overlaps: all }, kind }: ReportModel): Html | readonly Html[] => {
  const shown = kind === 'summary' ? all.slice(0, MOST_OVERLAPS) : all
  const rest = all.slice(shown.length)
  if (all.length === 0) return []
  return html`<section id="overlaps">
    <h2>Which records need which changes</h2>
    <p>
      A record that several settings hide appears when all of them have changed. The numbers are those of the
      causes.
    </p>
    <table class="overlaps">
      <caption>
        Records that just these causes hide together, most first
      </caption>
      <thead>
        <tr>
          <th scope="col">Causes</th>
          <th scope="col">Picture</th>
          <th scope="col">Of these</th>
          <th scope="col" class="number">Records</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          ({ causes, records, of, length }) =>
            html`<tr>
              <th scope="row">
                ${causes.map(
                  ({ number, setting }, at) =>
                    html`${at === 0 ? '' : ' + '}<span class="ordinal">${number}.</span>
                      ${sentence(setting)}`,
                )}
              </th>
              <td>${plainBar(length, counted(records, 'record'))}</td>
              <td>${of}</td>
              <td class="number">${countText(records)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
    ${
      rest.length === 0
        ? []
        : html`<p class="note">
            ${counted(
              rest.reduce((sum, { records }) => sum + records, 0),
              'more record',
            )}
            ${plural(rest.length, 'needs another combination', `need ${counted(rest.length, 'other combination')}`)};
            the full report has all of them.
          </p>`
    }
  </section>`
}

/** Combinations of causes that a summary shows. */
const MOST_OVERLAPS = 6

/** What to change, in order, and what each step adds. */
export const plans = ({ summary: { plans: all, singles }, kind }: ReportModel): Html | readonly Html[] =>
  all.length + singles.length === 0
    ? []
    : html`<section id="plan">
        <h2>What changes would show</h2>
        ${
          singles.length === 0
            ? []
            : html`<h3>One change alone</h3>
                ${stepRows('Each by itself, the one that shows most first', singles.slice(0, kind === 'summary' ? MOST_SINGLES : singles.length), kind)}`
        }
        ${all.map(
          (plan: PlanPart) =>
            html`<h3>${plan.title}</h3>
              <p>${plan.lead}</p>
              ${stepTable('In this order, each with what it adds to those before', plan.steps, kind)}`,
        )}
      </section>`

/** Changes that a summary shows by themselves: what all of them together would show is below. */
const MOST_SINGLES = 3

/** Changes of one step that a summary names. */
const MOST_CHANGES = 2

/** Steps of a plan that a summary shows. */
const MOST_STEPS = 4

const stepTable = (caption: string, all: readonly StepLine[], kind: ReportModel['kind']): Html => {
  const steps = kind === 'summary' ? all.slice(0, MOST_STEPS) : all
  const rest = all.slice(steps.length)
  const added = rest.reduce((sum, { records }) => sum + records, 0)
  return html`${stepRows(caption, steps, kind)}
  ${
    rest.length === 0
      ? []
      : html`<p class="note">
          ${counted(rest.length, 'further step')} ${plural(rest.length, 'adds', 'add')}
          ${counted(added, 'record')}; the full report has ${plural(rest.length, 'it', 'them')}.
        </p>`
  }`
}

const stepRows = (caption: string, steps: readonly StepLine[], kind: ReportModel['kind']): Html =>
  dataTable({
    caption,
    columns: [
      { head: 'Step' },
      { head: 'Change', kind: 'head' },
      { head: 'Adds' },
      { head: 'Records', kind: 'number' },
    ],
    rows: steps.map(({ changes, path, adds, records }, at) => {
      const shown = kind === 'summary' ? changes.slice(0, MOST_CHANGES) : changes
      const more = changes.length - shown.length
      return [
        String(at + 1),
        {
          html: html`${shown.map((text, index) => html`${index === 0 ? '' : ' '}${sentence(text)}`)}${
            more === 0 ? '' : ` And ${counted(more, 'more such change')}.`
          }${path === null ? '' : html`<br /><span class="label">${sentence(path)}</span>`}`,
          text: [...shown, path ?? ''].join(' '),
        },
        adds,
        `+${countText(records)}`,
      ]
    }),
  })
