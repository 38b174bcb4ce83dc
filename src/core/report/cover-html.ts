import type { Html } from './escape'
import { html } from './escape'
import type { ReportModel } from './model'
import { name, sentence } from './page'

/** The title block: what it is about, for whom, and how much of it could be had. */
export const cover = (report: ReportModel): Html =>
  html`<header>
    <div class="letterhead">
      <div>
        <p class="brand">${report.branding?.name ? name(report.branding.name) : 'Crossview'}</p>
        <h1>${report.heading}: ${name(report.tenantName)}</h1>
      </div>
      ${logo(report)}
    </div>
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

/** Its size is said, so that nothing moves when it is there; its shape stays. */
const logo = ({ branding }: ReportModel): Html | readonly Html[] =>
  branding?.logo == null
    ? []
    : html`<img
        class="logo"
        src="data:${branding.logo.type};base64,${branding.logo.base64}"
        width="${branding.logo.width}"
        height="${branding.logo.height}"
        alt="Logo${branding.name === '' ? '' : ` of ${branding.name}`}"
      />`
