import { countText } from '../comparison/count-text'
import { dataTable } from './data-table'
import type { DriftReport } from './drift-model'
import { html, type Html } from './escape'
import { acceptedPart, exceptionsPart } from './exceptions-html'
import { name, page, sentence } from './page'

/** The report of a drift as one self-contained document. */
export const renderDriftHtml = (report: DriftReport): string =>
  page(
    report.title,
    html`${cover(report)} ${settings(report)} ${moves(report)} ${made(report)} ${findings(report)}
    ${exceptionsPart(report.exceptions)} ${notKnown(report)} ${method(report)}`,
  )

const list = (texts: readonly string[]): Html =>
  html`<ul>
    ${texts.map((text) => html`<li>${sentence(text)}</li> `)}
  </ul>`

const cover = (report: DriftReport): Html =>
  html`<header>
    <p class="brand">Crossview</p>
    <h1>${report.heading}: ${name(report.tenantName)}</h1>
    ${
      report.incomplete.length === 0
        ? []
        : html`<section class="incomplete">
            <p><b>Incomplete.</b> What is missing is no evidence that nothing changed.</p>
            ${list(report.incomplete)}
          </section>`
    }
    <p class="headline">${report.verdict}</p>
    ${report.headline.map((text) => html`<p>${sentence(text)}</p> `)}
    <dl class="facts wide">
      ${report.facts.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${name(value)}</dd>
          </div>`,
      )}
    </dl>
    ${
      report.predicted
        ? html`<p>
            Nobody logged in as these applications: how their views moved is predicted, from the inspector’s
            own lists at both ends.
          </p>`
        : []
    }
  </header>`

const settings = ({ settings: all }: DriftReport): Html =>
  html`<section id="settings">
    <h2>Settings that changed</h2>
    ${
      all.length === 0
        ? html`<p>None is known to have.</p>`
        : dataTable({
            caption: 'Each setting once, with the records that moved because of it',
            columns: [
              { head: 'No.' },
              { head: 'Setting', kind: 'head' },
              { head: 'Because of it' },
              { head: 'Accepted' },
            ],
            rows: all.map(({ number, message, moved, accepted }) => [
              countText(number),
              { html: sentence(message), text: message },
              { html: moved === '' ? html`–` : sentence(moved), text: moved },
              { html: accepted === null ? html`–` : sentence(accepted), text: accepted ?? '' },
            ]),
          })
    }
  </section>`

const moves = ({ moves: all, movesCut, predicted }: DriftReport): Html | readonly Html[] =>
  all.length === 0
    ? []
    : html`<section id="moves">
        <h2>Records that moved</h2>
        ${dataTable({
          caption: predicted
            ? 'Records that an application would see now and would not have, or the other way round'
            : 'Records that a side sees now and did not, or the other way round',
          columns: [
            { head: 'Resource', kind: 'head' },
            { head: 'View' },
            { head: 'What' },
            { head: 'Records', kind: 'number' },
            { head: 'Because' },
            { head: 'Ids' },
          ],
          rows: all.map(({ resource, whose, how, records, because, ids }) => [
            resource,
            { html: sentence(whose), text: whose },
            how,
            countText(records),
            because,
            ids,
          ]),
        })}
        ${movesCut === '' ? [] : html`<p class="note">${movesCut}</p>`}
      </section>`

const made = ({ made: all }: DriftReport): Html | readonly Html[] =>
  all.length === 0
    ? []
    : html`<section id="made">
        <h2>Made and deleted in Halo</h2>
        ${dataTable({
          caption: 'The other side gained or lost them too, so that no setting moved them',
          columns: [
            { head: 'Resource', kind: 'head' },
            { head: 'View' },
            { head: 'Made', kind: 'number' },
            { head: 'Deleted', kind: 'number' },
          ],
          rows: all.map(({ resource, whose, created, deleted }) => [
            resource,
            { html: sentence(whose), text: whose },
            countText(created),
            countText(deleted),
          ]),
        })}
      </section>`

const findings = ({ findings: groups }: DriftReport): Html =>
  html`<section id="findings">
    <h2>Findings</h2>
    ${
      groups.length === 0
        ? html`<p>Neither end tells any.</p>`
        : groups.map(
            ({ title, findings: all }) =>
              html`<h3>${title} (${countText(all.length)})</h3>
                ${all.map(
                  (finding) =>
                    html`<article class="cause ${finding.severity}">
                      <div class="whole">
                        <p>${sentence(finding.message)}</p>
                        <p class="meta">
                          <span class="severity">${finding.severityText}</span>, ${name(finding.about)}
                          <code>${finding.code}</code>
                        </p>
                        ${acceptedPart(finding)}
                      </div>
                    </article> `,
                )}`,
          )
    }
  </section>`

const notKnown = ({ notKnown: all }: DriftReport): Html | readonly Html[] =>
  all.length === 0
    ? []
    : html`<section id="unknown">
        <h2>What cannot be told</h2>
        ${list(all)}
      </section>`

const method = ({ predicted }: DriftReport): Html =>
  html`<section id="method">
    <h2>Method and limits</h2>
    <p>
      Both snapshots were worked out anew by the same rules. Things are the same by Halo’s ids: a new name,
      another order or spelling is no change. What either snapshot could not read is unknown, and never called
      unchanged. A record counts as moved where the
      ${predicted ? 'inspector lists it at both ends' : 'other side tells that it was in the tenant at both ends'}
      and its visibility is another; one that came or went for both was made or deleted. A setting is named as
      a reason where undoing it would turn the move back.
    </p>
  </section>`
