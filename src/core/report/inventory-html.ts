import { countText, counted, plural } from '../comparison/count-text'
import { DECISION_WORDS, moment } from '../inventory/inventory-words'
import { html, type Html } from './escape'
import { applicationArticle } from './inventory-article'
import type { InventoryReport, ReviewPart } from './inventory-model'
import { cell, name, page, sentence } from './page'

/** The report of an inventory, or of an access review, as one self-contained document. */
export const renderInventoryHtml = (report: InventoryReport): string =>
  page(
    report.title,
    html`${cover(report)} ${report.review === null ? [] : changes(report.review)}
    ${report.review === null ? [] : decisions(report.review)} ${risks(report)} ${overview(report)}
    ${applications(report)} ${calibration(report)} ${method(report)}
    ${report.review === null ? [] : signOff(report.review)}`,
  )

/** An access review, or an inventory without one, as a part of another report: without each application. */
export const reviewSections = (report: InventoryReport): Html =>
  html`<section id="review">
    <h2>${report.heading}</h2>
    <p>
      <b>Population:</b> ${report.coverage}. Nobody logged in as these applications: what each would see is
      predicted.
    </p>
    ${
      report.incomplete.length === 0
        ? []
        : html`<p><b>Incomplete.</b> What is missing is no evidence of anything.</p>
            ${list(report.incomplete)}`
    }
    ${report.review === null ? [] : report.review.sums.map((sum) => html`<p class="sum">${sum}</p>`)}
    ${report.review === null ? [] : changes(report.review)}
    ${report.review === null ? [] : decisions(report.review)} ${risks(report)} ${overview(report)}
  </section>`

const list = (sentences: readonly string[]): Html =>
  html`<ul>
    ${sentences.map((text) => html`<li>${sentence(text)}</li>`)}
  </ul>`

// --- The cover -----------------------------------------------------------------------------------

const cover = (report: InventoryReport): Html =>
  html`<header>
    <p class="brand">Crossview</p>
    <h1>${report.heading}: ${name(report.tenantName)}</h1>
    ${
      report.incomplete.length === 0
        ? []
        : html`<section class="incomplete">
            <p><b>Incomplete.</b> What is missing is no evidence of anything.</p>
            ${list(report.incomplete)}
          </section>`
    }
    <p class="coverage"><b>Population:</b> ${report.coverage}.</p>
    ${report.review === null ? [] : report.review.sums.map((sum) => html`<p class="sum">${sum}</p>`)}
    <dl class="facts wide">
      ${report.facts.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${sentence(value)}</dd>
          </div>`,
      )}
    </dl>
    <p>
      Nobody logged in as these applications. What each would see is predicted: the inspector’s own lists, put
      through its scopes and the settings of the agent it logs in as. What the inspector does not see is in no
      number here.
    </p>
  </header>`

// --- The review ----------------------------------------------------------------------------------

const changes = ({ last, changes: since }: ReviewPart): Html =>
  html`<section>
    <h2>Since the last review</h2>
    ${
      last === null || since === null
        ? html`<p>No review was closed before this one, so nothing is compared with one.</p>`
        : html`<p>
              Held against the review that ${last.reviewer === null ? 'was' : name(last.reviewer)}
              ${last.reviewer === null ? '' : ' '}closed on ${moment(last.closedAt)} UTC, of what was read on
              ${moment(last.population.readAt)} UTC (SHA-256 ${last.population.sha256}).
            </p>
            ${changeLists(since)}`
    }
  </section>`

const changeLists = ({
  notDone,
  added,
  gone,
  changed,
  unknown,
}: NonNullable<ReviewPart['changes']>): Html | readonly Html[] =>
  [notDone, added, gone, changed, unknown].every((all) => all.length === 0)
    ? html`<p>Nothing is different: no application came, went or changed, and nothing is due.</p>`
    : [
        changeList(
          'Decided, and not done',
          notDone.map(({ name: of, what }) => ({ of, what: [what] })),
        ),
        changeList(
          'New',
          added.map(({ name: of }) => ({ of, what: [] })),
        ),
        changeList(
          'Gone',
          gone.map(({ name: of, decision }) => ({
            of,
            what: [decision === null ? 'Nothing was decided about it.' : `The decision was: ${decision}.`],
          })),
        ),
        changeList(
          'Changed',
          changed.map(({ name: of, what }) => ({ of, what })),
        ),
        changeList(
          'Not known to be unchanged',
          unknown.map(({ name: of, what }) => ({ of, what })),
        ),
      ].flat()

const changeList = (
  heading: string,
  all: readonly { readonly of: string; readonly what: readonly string[] }[],
): readonly Html[] =>
  all.length === 0
    ? []
    : [
        html`<h3>${heading} (${countText(all.length)})</h3>
          <ul>
            ${all.map(
              ({ of, what }) =>
                html`<li><b>${name(of)}</b>${what.map((text) => html` ${sentence(text)}`)}</li> `,
            )}
          </ul>`,
      ]

const decisions = ({ decided, open, aside, counts }: ReviewPart): Html =>
  html`<section>
    <h2>Decisions</h2>
    <table class="decided">
      <caption>
        Changes and what was put off: ${counted(decided.length, 'application')}
      </caption>
      <thead>
        <tr>
          <th scope="col">Application</th>
          <th scope="col">Decision</th>
          <th scope="col">Reason</th>
          <th scope="col">By, on</th>
          <th scope="col">Ticket</th>
          <th scope="col">Until</th>
        </tr>
      </thead>
      <tbody>
        ${
          decided.length === 0
            ? html`<tr>
                <th scope="row">None</th>
                ${['', '', '', '', ''].map(cell)}
              </tr>`
            : decided.map(
                ({ name: of, decision: { decision, reason, by, on, ticket, until } }) =>
                  html`<tr>
                    <th scope="row">${name(of)}</th>
                    <td>${DECISION_WORDS[decision]}</td>
                    ${cell(reason ?? '')}
                    <td>${name(by)} <span class="date">${on}</span></td>
                    ${cell(ticket ?? '')}
                    <td class="date">${until ?? '–'}</td>
                  </tr> `,
              )
        }
      </tbody>
    </table>
    <p>
      ${countText(counts.keep)} ${plural(counts.keep, 'is', 'are')} kept as
      ${plural(counts.keep, 'it is', 'they are')}.
    </p>
    <h3>Open items (${countText(open.length)})</h3>
    ${
      open.length === 0
        ? html`<p>None: there is a decision about every application.</p>`
        : html`<p>Without a decision:</p>
            <ul class="names">
              ${open.map((of) => html`<li>${name(of)}</li> `)}
            </ul>`
    }
    ${
      aside.length === 0
        ? []
        : html`<h3>Decisions that count for none of these (${countText(aside.length)})</h3>
            ${list(aside)}`
    }
  </section>`

const signOff = ({ reviewer, sha256, redacted }: ReviewPart): Html =>
  html`<section class="last">
    <h2>Sign-off</h2>
    <p>
      This report was made on a computer of whoever reviewed. The SHA-256 names exactly what was
      read${redacted ? ', with the names that this copy replaces' : ''}: the part “facts” of the snapshot, as
      JSON with sorted keys and without blanks (<code>jq -cjS .facts FILE | sha256sum</code>). It shows that a
      snapshot and this report speak of the same facts. Neither the hash nor a signature below proves when
      they were made, that Halo answered so, that nothing was left out before, or who decided: for that, keep
      the snapshot and this report where their date and author are kept by somebody else, such as a ticket or
      a records system.
    </p>
    <p class="hash"><span class="label">SHA-256</span> <code>${sha256}</code></p>
    ${signature('Reviewed by', reviewer)} ${signature('Approved by', null)}
  </section>`

const signature = (role: string, who: string | null): Html =>
  html`<div class="signature">
    <h3>${role}</h3>
    <p class="line"><span class="label">Name</span> ${who === null ? '' : name(who)}</p>
    <p class="line"><span class="label">Role</span></p>
    <p class="line"><span class="label">Date</span></p>
    <p class="line"><span class="label">Signature</span></p>
  </div>`

// --- The applications ----------------------------------------------------------------------------

const risks = ({ risks: lines, incomplete, applications: all, shared }: InventoryReport): Html =>
  html`<section>
    <h2>Risks</h2>
    ${
      lines.length === 0
        ? html`<p>
            ${
              all.length > 0 && incomplete.length === 0
                ? 'None was found.'
                : 'None was found in what could be read, which is no evidence that there is none.'
            }
          </p>`
        : html`<table class="risks">
            <caption>
              How many applications have each, by the words of the OWASP Non-Human Identities Top 10 2025
            </caption>
            <thead>
              <tr>
                <th scope="col">Risk</th>
                <th scope="col">Code</th>
                <th scope="col">Severity</th>
                <th scope="col">OWASP</th>
                <th scope="col" class="number">Applications</th>
              </tr>
            </thead>
            <tbody>
              ${lines.map(
                ({ words, code, severity, owasp, applications: count }) =>
                  html`<tr>
                    <th scope="row">${words}</th>
                    <td><code>${code}</code></td>
                    <td>${severity}</td>
                    ${cell(owasp)}
                    <td class="number">${countText(count)}</td>
                  </tr> `,
              )}
            </tbody>
          </table>`
    }
    ${
      shared.length === 0
        ? []
        : html`<h3>Agents that several applications log in as (${countText(shared.length)})</h3>
            <ul>
              ${shared.map(
                ({ agent, applications: of }) =>
                  html`<li><b>${name(agent)}</b> (${countText(of.length)}): ${listed(of)}</li> `,
              )}
            </ul>`
    }
  </section>`

/** Names one after the other, each in its own direction. */
const listed = (names: readonly string[]): readonly Html[] =>
  names.map((of, at) => html`${at === 0 ? '' : ', '}${name(of)}`)

const overview = ({ overview: lines, review, system, applications: all }: InventoryReport): Html =>
  html`<section>
    <h2>Applications</h2>
    ${
      lines.length === 0
        ? html`<p>There is no application to tell of.</p>`
        : html`<table class="overview">
            <caption>
              ${counted(all.length, 'application')}, Halo’s own not among them
            </caption>
            <thead>
              <tr>
                <th scope="col">Application</th>
                <th scope="col">Logs in as</th>
                <th scope="col">Scopes</th>
                <th scope="col">Risks</th>
                ${review === null ? [] : html`<th scope="col">Decision</th>`}
              </tr>
            </thead>
            <tbody>
              ${lines.map(
                (line) =>
                  html`<tr>
                    <th scope="row">${name(line.name)}</th>
                    <td>${sentence(line.login)}</td>
                    ${[line.scopes, line.risks].map(cell)}
                    ${review === null ? [] : html`<td>${line.decision}</td>`}
                  </tr> `,
              )}
            </tbody>
          </table>`
    }
    ${
      system.length === 0
        ? []
        : html`<h3>Halo’s own (${countText(system.length)})</h3>
            <p>Listed, and neither reviewed nor called a risk.</p>
            <ul class="names">
              ${system.map((of) => html`<li>${name(of)}</li> `)}
            </ul>`
    }
  </section>`

const applications = ({ applications: all }: InventoryReport): readonly Html[] | Html =>
  all.length === 0
    ? []
    : html`<section>
        <h2>Each application</h2>
        ${all.map(applicationArticle)}
      </section>`

// --- What it rests on ----------------------------------------------------------------------------

const calibration = ({ agreement, contradicted }: InventoryReport): Html =>
  html`<section>
    <h2>Predicted and seen</h2>
    ${
      agreement.length === 0
        ? html`<p>No application of this tenant was compared for real yet: no prediction is confirmed.</p>`
        : html`<table>
            <caption>
              Applications that were compared for real: what was predicted, and what they saw
            </caption>
            <thead>
              <tr>
                <th scope="col">Application</th>
                <th scope="col">Resource</th>
                <th scope="col">Agreement</th>
                <th scope="col">Compared, UTC</th>
              </tr>
            </thead>
            <tbody>
              ${agreement.map(
                ({ application, resource, words, when }) =>
                  html`<tr>
                    <th scope="row">${name(application)}</th>
                    <td>${resource}</td>
                    <td>${words}</td>
                    <td class="date">${when}</td>
                  </tr> `,
              )}
            </tbody>
          </table>`
    }
    ${
      contradicted.length === 0
        ? []
        : html`<h3>Rules that are not used</h3>
            ${list(contradicted)}`
    }
  </section>`

const method = ({ lists, limits, gaps }: InventoryReport): Html =>
  html`<section>
    <h2>Method and limits</h2>
    ${
      lists.length === 0
        ? html`<p>No list of records was asked for.</p>`
        : html`<p>
            Records that the inspector got: ${lists.map(({ label, got }) => `${label} ${got}`).join('; ')}.
          </p>`
    }
    ${limits.length === 0 ? [] : list(limits)}
    ${
      gaps.length === 0
        ? []
        : html`<h3>What could not be read</h3>
            ${list(gaps)}`
    }
  </section>`
