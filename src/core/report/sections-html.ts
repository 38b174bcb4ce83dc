import { counted, countText, plural } from '../comparison/count-text'
import type { RunGap } from '../comparison/outcome'
import { VERBS } from '../halo/feature'
import { REASON_WORDS } from '../words/reason-words'
import {
  countWords,
  RECIPE_ITEM_WORDS,
  RECIPE_RESULT_WORDS,
  SEEN_BY_WORDS,
  UNKNOWN_COUNT,
  VERB_WORDS,
} from '../words/words'
import { dataTable, type Cell, type Column } from './data-table'
import { html, type Html } from './escape'
import type { ReportModel } from './model'
import { name, sentence } from './page'
import type { DifferenceRow, DifferenceSection, ResourceRow } from './tables'

const inSentence = (text: string): Cell => ({ html: sentence(text), text })

/** What each side got of each resource, in numbers. */
export const resources = ({ resources: rows }: ReportModel): Html =>
  html`<section id="resources">
    <h2>Resource by resource</h2>
    ${dataTable({
      caption: `What each side sees; ${UNKNOWN_COUNT} and + stand for what is not known`,
      look: 'resources',
      columns: [
        { head: 'Resource', kind: 'head' },
        { head: 'Agent', kind: 'number' },
        { head: 'App', kind: 'number' },
        { head: 'Both', kind: 'number' },
        { head: 'Only agent', kind: 'number' },
        { head: 'Only app', kind: 'number' },
        { head: 'Changed', kind: 'number' },
        { head: 'Verdict' },
        { head: 'Why' },
      ],
      rows: rows.map(resourceRow),
    })}
  </section>`

const resourceRow = (row: ResourceRow): readonly Cell[] => [
  row.label,
  row.agent,
  row.app,
  countWords(row.counts.both),
  countWords(row.counts.onlyAgent),
  countWords(row.counts.onlyApp),
  countWords(row.counts.changed),
  { html: html`<span class="verdict ${row.tone}">${row.verdictText}</span>`, text: `${row.verdictText} ` },
  row.reasons.map((code) => REASON_WORDS[code]).join(', '),
]

/** The application against a recipe. */
export const recipe = ({ recipe: check, kind }: ReportModel): Html | readonly Html[] => {
  if (check === null) return []
  const { recipe: chosen, result, items, excess } = check
  const lacking = items.filter(({ state }) => state !== 'met')
  const shown = kind === 'summary' ? lacking : items
  return html`<section id="recipe">
    <h2>Recipe: ${name(chosen.title)}</h2>
    <p>
      Result: <b>${RECIPE_RESULT_WORDS[result]}</b>. ${countText(items.length - lacking.length)} of
      ${counted(items.length, 'need')} ${plural(items.length, 'is', 'are')} met. Source:
      ${name(chosen.source.title)}, ${chosen.source.date}.
    </p>
    ${
      shown.length === 0
        ? []
        : dataTable({
            caption:
              kind === 'summary' ? 'What is missing of what it needs, or not known' : 'What the recipe needs',
            columns: [{ head: 'Needed', kind: 'head' }, { head: 'State' }, { head: 'Why' }],
            rows: shown.map(({ what, state, why }) => [what, RECIPE_ITEM_WORDS[state], inSentence(why)]),
          })
    }
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
              ${chosen.unchecked.map((each) => html`<li>${name(each)}</li>`)}
            </ul>`
    }
  </section>`
}

export const permissions = ({ permissions: lines }: ReportModel): Html =>
  html`<section id="permissions">
    <h2>Effective permissions</h2>
    <p>
      The application's scopes crossed with the levels of the agent it logs in as. In brackets stands the half
      that denies it, or that is not known.
    </p>
    ${dataTable({
      caption: 'What the app side may do, by feature',
      look: 'permissions',
      columns: [
        { head: 'Feature', kind: 'head' },
        ...VERBS.map((verb) => ({ head: VERB_WORDS[verb] })),
        { head: 'Where it comes from' },
      ],
      rows: lines.map(({ feature, cells, provenance }) => [feature, ...cells, inSentence(provenance)]),
    })}
  </section>`

const noDifference = (gap: RunGap): string =>
  gap === 'nothing-compared' ? 'Nothing could be compared.' : 'No record differs in what could be compared.'

/** Every differing record. */
export const differences = ({ differences: sections, gap }: ReportModel): Html =>
  html`<section id="records">
    <h2>Differing records</h2>
    ${sections.length === 0 ? html`<p>${noDifference(gap)}</p>` : sections.map(differenceSection)}
  </section>`

/** Of a section of records, which a link leads to. */
export const sectionId = (label: string): string => `records-${label.toLowerCase().replace(/[^a-z]+/g, '-')}`

const FIELDS: readonly {
  readonly column: Column
  readonly of: (row: DifferenceRow) => string
}[] = [
  { column: { head: 'Client' }, of: ({ client }) => client },
  { column: { head: 'Team' }, of: ({ team }) => team },
  { column: { head: 'Type' }, of: ({ type }) => type },
  { column: { head: 'Assignee' }, of: ({ assignee }) => assignee },
  { column: { head: 'Seen by' }, of: ({ seenBy }) => SEEN_BY_WORDS[seenBy] },
  {
    column: { head: 'Why' },
    of: ({ codes }) => codes.map((code) => REASON_WORDS[code]).join(', '),
  },
]

/** With so few rows a column costs nothing. */
const FEW = 3

/** A column in which all rows say the same, or nothing, is one sentence instead. */
const differenceSection = ({ label, rows }: DifferenceSection): Html => {
  const values = FIELDS.map(({ column, of }) => ({ column, of, all: new Set(rows.map(of)) }))
  const kept = values.filter(({ all }) => all.size > 1 || rows.length < FEW)
  const same = values.flatMap(({ column, all }) => {
    const [value = ''] = all
    return all.size === 1 && value !== '' && rows.length >= FEW ? [{ head: column.head, value }] : []
  })
  return html`<section id="${sectionId(label)}">
    <h3>${label}</h3>
    ${
      same.length === 0
        ? []
        : html`<p class="same">
            ${same.map(
              ({ head, value }) =>
                html`<span
                  ><span class="label">${rows.length === 1 ? head : `${head}, of all`}</span>
                  ${name(value)}</span
                > `,
            )}
          </p>`
    }
    ${dataTable({
      caption: `${label}: ${counted(rows.length, 'record')} that ${plural(rows.length, 'differs', 'differ')}`,
      look: 'records',
      columns: [{ head: 'Id', kind: 'head' }, { head: 'Record' }, ...kept.map(({ column }) => column)],
      rows: rows.map((row) => [row.id, row.label, ...kept.map(({ of }) => of(row))]),
    })}
  </section>`
}

export const method = ({ gaps, kind, coverage, redaction }: ReportModel): Html =>
  html`<section id="method">
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
      kind === 'full'
        ? []
        : html`<p>
            Coverage: ${coverage}. This summary leaves out evidence, effective permissions and the differing
            records themselves; the full report has all of them.
          </p>`
    }
    ${redaction === null ? [] : html`<p>${redaction}</p>`}
    ${
      gaps.length === 0
        ? []
        : html`<h3>What could not be read</h3>
            <ul>
              ${gaps.map((gap) => html`<li>${sentence(gap)}</li>`)}
            </ul>`
    }
  </section>`
