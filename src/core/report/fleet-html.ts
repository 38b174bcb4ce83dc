import { countText, counted } from '../comparison/count-text'
import type { FleetCheck } from '../fleet/fleet'
import { FLEET_CHECK_WORDS } from '../fleet/fleet-words'
import { SEVERITY_WORDS } from '../words/words'
import { dataTable, type Cell } from './data-table'
import { html, type Html } from './escape'
import type { FleetReport, TenantLine } from './fleet-model'
import { name, page, sentence } from './page'

/** The report of a fleet as one self-contained document. */
export const renderFleetHtml = (report: FleetReport): string =>
  page(
    report.title,
    html`${cover(report)} ${checks(report)} ${outliers(report)} ${matrix(report)} ${tenants(report)}
    ${problems(report)} ${missing(report)} ${METHOD}`,
  )

const cover = (report: FleetReport): Html =>
  html`<header>
    <p class="brand">Crossview</p>
    <h1>${report.heading}</h1>
    ${
      report.incomplete.length === 0
        ? []
        : html`<section class="incomplete">
            <p><b>Incomplete.</b> What is missing is no evidence of anything.</p>
            <ul>
              ${report.incomplete.map((text) => html`<li>${sentence(text)}</li>`)}
            </ul>
          </section>`
    }
    <p class="coverage"><b>Coverage:</b> ${report.coverage}.</p>
    <dl class="facts wide">
      ${report.facts.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${sentence(value)}</dd>
          </div>`,
      )}
    </dl>
  </header>`

const checks = ({ checks: lines }: FleetReport): Html =>
  html`<section id="checks">
    <h2>Checks over all tenants</h2>
    ${
      lines.length === 0
        ? html`<p>Nothing was checked.</p>`
        : dataTable({
            caption: 'What fails in most tenants first. The number is that of the column below.',
            columns: [
              { head: 'No.', kind: 'number' },
              { head: 'Check', kind: 'head' },
              { head: 'Holds', kind: 'number' },
              { head: 'Fails', kind: 'number' },
              { head: 'Unknown', kind: 'number' },
            ],
            rows: lines.map((line) => [
              countText(line.number),
              line.name,
              countText(line.holds),
              countText(line.fails),
              countText(line.unknown),
            ]),
          })
    }
  </section>`

const outliers = ({ outliers: groups, baseline }: FleetReport): Html =>
  html`<section id="outliers">
    <h2>Outliers</h2>
    <p>
      Held against ${sentence(baseline)}, setting by setting; where a setting is not known, it is in no count.
    </p>
    ${
      groups.length === 0
        ? html`<p>Of the settings that are known, no tenant has another value than the baseline.</p>`
        : groups.map(
            (group) =>
              html`<article class="cause warning">
                <h3>${name(group.setting)}</h3>
                <p class="meta">Baseline: ${name(group.usual)}</p>
                <ul>
                  ${group.outliers.map(({ message }) => html`<li>${sentence(message)}</li>`)}
                </ul>
              </article>`,
          )
    }
  </section>`

// --- The matrix ----------------------------------------------------------------------------------

/** So many checks have room beside a name on one page. */
const COLUMNS = 16

const STATE_MARKS: Readonly<Record<FleetCheck['state'], { readonly mark: string; readonly tone: string }>> = {
  holds: { mark: 'ok', tone: 'good' },
  fails: { mark: 'no', tone: 'bad' },
  unknown: { mark: '?', tone: 'verdict warning' },
}

const stateCell = (state: FleetCheck['state'] | null): Cell => {
  if (state === null) return '–'
  const { mark, tone } = STATE_MARKS[state]
  return { text: mark, html: html`<span class="${tone}">${mark}</span>` }
}

const matrix = ({ columns, matrix: rows }: FleetReport): Html =>
  html`<section id="matrix">
    <h2>Tenants and checks</h2>
    <p>
      “ok” ${FLEET_CHECK_WORDS.holds.toLowerCase()}, “no” ${FLEET_CHECK_WORDS.fails.toLowerCase()}, “?”
      ${FLEET_CHECK_WORDS.unknown.toLowerCase()}, “–” not asked of this tenant. Columns are the numbers of the
      checks above.
    </p>
    ${columns.length === 0 || rows.length === 0 ? html`<p>There is nothing to show.</p>` : parts(columns, rows)}
  </section>`

const parts = (columns: readonly string[], rows: FleetReport['matrix']): readonly Html[] =>
  Array.from({ length: Math.ceil(columns.length / COLUMNS) }, (_, part) => {
    const from = part * COLUMNS
    const to = Math.min(columns.length, from + COLUMNS)
    return dataTable({
      caption: `Checks ${countText(from + 1)} to ${countText(to)}`,
      columns: [
        { head: 'Tenant', kind: 'head' },
        ...columns.slice(from, to).map((_column, at) => ({ head: countText(from + at + 1) })),
      ],
      rows: rows.map(({ tenant, states }) => [tenant, ...states.slice(from, to).map(stateCell)]),
    })
  })

// --- Tenant by tenant ----------------------------------------------------------------------------

const STATE_TONES: Readonly<Record<TenantLine['state'], string>> = {
  done: 'good',
  incomplete: 'verdict warning',
  failed: 'bad',
}

const tenants = ({ tenants: lines }: FleetReport): Html => {
  const hasFiles = lines.some(({ links }) => links.length > 0)
  return html`<section id="tenants">
    <h2>Tenant by tenant</h2>
    ${dataTable({
      caption: counted(lines.length, 'tenant'),
      columns: [
        { head: 'Tenant', kind: 'head' },
        { head: 'State' },
        { head: 'What happened' },
        { head: 'Errors', kind: 'number' },
        { head: 'Warnings', kind: 'number' },
        { head: 'Took', kind: 'number' },
        ...(hasFiles ? [{ head: 'Files' }] : []),
      ],
      rows: lines.map((line) => [
        line.name,
        {
          text: line.stateText,
          html: html`<span class="${STATE_TONES[line.state]}">${line.stateText}</span>`,
        },
        { text: line.message, html: sentence(line.message) },
        countText(line.counts.errors),
        countText(line.counts.warnings),
        line.took,
        ...(hasFiles ? [linkCell(line)] : []),
      ]),
    })}
  </section>`
}

const linkCell = ({ links }: TenantLine): Cell =>
  links.length === 0
    ? '–'
    : {
        text: links.map(({ what }) => what).join(' '),
        html: html`${links.map(
          ({ what, href }, at) => html`${at === 0 ? '' : ' '}<a href="${href}">${what}</a>`,
        )}`,
      }

const problems = ({ problems: lines }: FleetReport): Html =>
  html`<section id="problems">
    <h2>What fails, and what is not known</h2>
    ${
      lines.length === 0
        ? html`<p>Every check that was made holds.</p>`
        : dataTable({
            caption: `${counted(lines.length, 'check')} by tenant`,
            columns: [
              { head: 'Tenant', kind: 'head' },
              { head: 'Check' },
              { head: 'State' },
              { head: 'Severity' },
              { head: 'Why' },
            ],
            rows: lines.map(({ tenant, check }) => [
              tenant,
              check.name,
              FLEET_CHECK_WORDS[check.state],
              SEVERITY_WORDS[check.severity],
              { text: check.message, html: sentence(check.message) },
            ]),
          })
    }
  </section>`

const missing = ({ missing: all }: FleetReport): Html | readonly Html[] =>
  all.length === 0
    ? []
    : html`<section id="missing">
        <h2>Missing parts</h2>
        ${dataTable({
          caption: 'What is in no number of this report.',
          columns: [{ head: 'Part', kind: 'head' }, { head: 'Why' }],
          rows: all.map(({ part, reason }) => [part, { text: reason, html: sentence(reason) }]),
        })}
      </section>`

const METHOD = html`<section id="method">
  <h2>Method and limits</h2>
  <p>
    Each tenant was asked by itself, with read requests only, within its own allowance; what failed in one is
    in no other. A check that could not be decided is unknown, and counts neither as holding nor as failing.
    An outlier is another value, not a fault: whether it should be, only those who look after the tenant know.
  </p>
</section>`
