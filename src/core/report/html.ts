import { counted, plural } from '../comparison/count-text'
import { VERBS } from '../halo/feature'
import type { RunGap } from '../comparison/outcome'
import { html, type Html } from './escape'
import type { DifferenceSection, ReportFinding, ReportModel, SummaryRow } from './model'
import {
  countWords,
  UNKNOWN_COUNT,
  RECIPE_ITEM_WORDS,
  RECIPE_RESULT_WORDS,
  SEEN_BY_WORDS,
  VERB_WORDS,
} from '../words/words'
import { cell, name, page, sentence } from './page'

/** The report of a comparison as one self-contained document. */
export const renderReportHtml = (report: ReportModel): string =>
  page(
    report.title,
    html`${cover(report)} ${summary(report)} ${findings(report)} ${recipe(report)} ${permissions(report)}
    ${differences(report)} ${method(report)}`,
  )

const cover = (report: ReportModel): Html =>
  html`<header>
    <p class="brand">Crossview</p>
    <h1>Permission report: ${name(report.tenantName)}</h1>
    ${report.incomplete === null ? [] : html`<p class="incomplete"><b>Incomplete.</b> ${report.incomplete}</p>`}
    <p class="coverage"><b>Coverage:</b> ${report.coverage}.</p>
    <dl class="facts">
      ${report.facts.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${name(value)}</dd>
          </div>`,
      )}
    </dl>
    <div class="sides">
      ${report.sides.map(
        (side) =>
          html`<section>
            <h2>${side.heading}</h2>
            <p class="who">${sentence(side.identity)}</p>
            <p><span class="label">Scopes granted</span> ${side.scopes}</p>
          </section>`,
      )}
    </div>
    <p>${report.relation}</p>
  </header>`

const summary = ({ summary: rows }: ReportModel): Html =>
  html`<section>
    <h2>Summary</h2>
    <table class="summary">
      <caption>
        What each side sees, per resource; ${UNKNOWN_COUNT} and + stand for what is not known
      </caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col" class="number">Agent</th>
          <th scope="col" class="number">App</th>
          <th scope="col" class="number">Both</th>
          <th scope="col" class="number">Only agent</th>
          <th scope="col" class="number">Only app</th>
          <th scope="col" class="number">Changed</th>
          <th scope="col">Verdict</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(summaryRow)}
      </tbody>
    </table>
  </section>`

const summaryRow = (row: SummaryRow): Html =>
  html`<tr>
    <th scope="row">${row.label}</th>
    <td class="number">${row.agent}</td>
    <td class="number">${row.app}</td>
    <td class="number">${countWords(row.counts.both)}</td>
    <td class="number">${countWords(row.counts.onlyAgent)}</td>
    <td class="number">${countWords(row.counts.onlyApp)}</td>
    <td class="number">${countWords(row.counts.changed)}</td>
    <td class="verdict ${row.tone}">${row.verdictText}</td>
    ${cell(row.reasons.join(', '))}
  </tr> `

const nothingFound = (gap: RunGap): string =>
  gap === 'none'
    ? 'There is nothing to explain: no difference and no fault was found.'
    : 'No finding. Not everything could be compared, so this is no evidence of anything.'

const findings = ({ findings: all, gap }: ReportModel): Html =>
  html`<section>
    <h2>Findings</h2>
    ${all.length === 0 ? html`<p>${nothingFound(gap)}</p>` : all.map(finding)}
  </section>`

const finding = (one: ReportFinding): Html =>
  html`<article class="finding ${one.severity}">
    <h3>${sentence(one.message)}</h3>
    <p class="meta">
      <span class="severity">${one.severityText}</span> <code>${one.code}</code> ${one.about};
      ${one.confidenceText}${one.records.length === 0 ? '' : `; ${counted(one.records.length, 'record')}`}
    </p>
    ${
      one.evidence.length === 0
        ? []
        : html`<ul class="evidence">
            ${one.evidence.map(({ what, value }) => html`<li><span class="label">${what}</span> ${sentence(value)}</li>`)}
          </ul>`
    }
    ${
      one.fix === null
        ? []
        : html`<div class="fix">
            <p><b>Smallest fix:</b> ${sentence(one.fix.text)}</p>
            ${one.fix.path === null ? [] : html`<p class="path">${sentence(one.fix.path)}</p>`}
          </div>`
    }
  </article> `

const recipe = ({ recipe: check }: ReportModel): Html | readonly Html[] => {
  if (check === null) return []
  const { recipe: chosen, result, items, excess } = check
  return html`<section>
    <h2>Recipe: ${name(chosen.title)}</h2>
    <p>
      Result: ${RECIPE_RESULT_WORDS[result]}. Source: ${name(chosen.source.title)}, ${chosen.source.date}.
    </p>
    <table>
      <caption>
        What the recipe needs
      </caption>
      <thead>
        <tr>
          <th scope="col">Needed</th>
          <th scope="col">State</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          ({ what, state, why }) =>
            html`<tr>
              <th scope="row">${what}</th>
              <td>${RECIPE_ITEM_WORDS[state]}</td>
              <td>${sentence(why)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
    ${
      excess.length === 0
        ? []
        : html`<h3>More than it needs</h3>
            <ul>
              ${excess.map(({ what, risk, why }) => html`<li>${sentence(what)} (risk ${risk}): ${sentence(why)}</li>`)}
            </ul>`
    }
    ${
      chosen.unchecked.length === 0
        ? []
        : html`<h3>Not checked</h3>
            <ul>
              ${chosen.unchecked.map((sentence) => html`<li>${name(sentence)}</li>`)}
            </ul>`
    }
  </section>`
}

const permissions = ({ permissions: lines }: ReportModel): Html =>
  html`<section>
    <h2>Effective permissions</h2>
    <p>
      The application's scopes crossed with the levels of the agent it logs in as. In brackets stands the half
      that denies it, or that is not known.
    </p>
    <table class="permissions">
      <caption>
        What the app side may do, by feature
      </caption>
      <thead>
        <tr>
          <th scope="col">Feature</th>
          ${VERBS.map((verb) => html`<th scope="col">${VERB_WORDS[verb]}</th> `)}
          <th scope="col">Where it comes from</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ feature, cells, provenance }) =>
            html`<tr>
              <th scope="row">${feature}</th>
              ${cells.map(cell)}
              <td>${sentence(provenance)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`

const noDifference = (gap: RunGap): string =>
  gap === 'nothing-compared' ? 'Nothing could be compared.' : 'No record differs in what could be compared.'

const differences = ({ differences: sections, gap }: ReportModel): Html =>
  html`<section>
    <h2>Differing records</h2>
    ${sections.length === 0 ? html`<p>${noDifference(gap)}</p>` : sections.map(differenceSection)}
  </section>`

const differenceSection = ({ label, rows }: DifferenceSection): Html =>
  html`<section>
    <h3>${label}</h3>
    <table class="records">
      <caption>
        ${label}: ${counted(rows.length, 'record')} that ${plural(rows.length, 'differs', 'differ')}
      </caption>
      <thead>
        <tr>
          <th scope="col">Id</th>
          <th scope="col">Record</th>
          <th scope="col">Client</th>
          <th scope="col">Team</th>
          <th scope="col">Type</th>
          <th scope="col">Assignee</th>
          <th scope="col">Seen by</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.id}</th>
              ${[row.label, row.client, row.team, row.type, row.assignee].map(cell)}
              <td>${SEEN_BY_WORDS[row.seenBy]}</td>
              ${cell(row.codes.join(', '))}
            </tr> `,
        )}
      </tbody>
    </table>
  </section>`

const method = ({ gaps }: ReportModel): Html =>
  html`<section>
    <h2>Method and limits</h2>
    <p>
      Both sides were sent the same queries, page by page and in the order of ids, with read requests only.
      Records that differed were asked for again at the end; one that appeared, changed or vanished meanwhile
      is listed as changed and is no finding. A list that was not complete has the verdict Unknown, and a
      refused resource is not an empty one.
    </p>
    <p>
      Explanations marked as computed follow from the configuration that could be read; rules that Halo does
      not document are called likely. What was observed always counts for more.
    </p>
    ${
      gaps.length === 0
        ? []
        : html`<h3>What could not be read</h3>
            <ul>
              ${gaps.map((gap) => html`<li>${sentence(gap)}</li>`)}
            </ul>`
    }
  </section>`
