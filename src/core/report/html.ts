import { brandingStyle } from './branding'
import { cover } from './cover-html'
import { html, type Html } from './escape'
import { exceptionsPart } from './exceptions-html'
import { findings } from './findings-html'
import { reviewSections } from './inventory-html'
import type { ReportModel } from './model'
import { page, type PageParts } from './page'
import { REPORT_SCRIPT } from './script'
import { differences, method, permissions, recipe, resources, sectionId } from './sections-html'
import { causeList, inShort, overlaps, picture, plans } from './summary-html'

export interface RenderOptions {
  /** SHA-256 of a text as a policy names it, `sha256-…`. Asked only for a colour of one's own. */
  readonly hashOf: (text: string) => string
  /** With a search and an order of rows, for a browser. Without: for paper. */
  readonly interactive: boolean
}

/** The report of a comparison as one self-contained document. */
export const renderReportHtml = (report: ReportModel, options?: RenderOptions): string =>
  page(
    report.title,
    report.kind === 'summary' ? summaryBody(report) : fullBody(report),
    partsOf(report, options),
  )

const partsOf = ({ branding, kind }: ReportModel, options: RenderOptions | undefined): PageParts => {
  const css = branding === null ? '' : brandingStyle(branding)
  return {
    ...(css === '' || options === undefined ? {} : { style: { css, hash: options.hashOf(css) } }),
    ...(options?.interactive === true && kind === 'full' ? { script: REPORT_SCRIPT } : {}),
    pictures: branding?.logo != null,
  }
}

const summaryBody = (report: ReportModel): Html =>
  html`${cover(report)} ${inShort(report)} ${picture(report)} ${causeList(report)} ${overlaps(report)}
  ${plans(report)} ${exceptionsPart(report.exceptions)} ${recipe(report)} ${reviewPart(report)}
  ${method(report)}`

const fullBody = (report: ReportModel): Html =>
  html`${cover(report)} ${contents(report)} ${inShort(report)} ${picture(report)} ${overlaps(report)}
  ${plans(report)} ${findings(report)} ${exceptionsPart(report.exceptions)} ${recipe(report)}
  ${resources(report)} ${permissions(report)} ${differences(report)} ${reviewPart(report)} ${method(report)}`

const reviewPart = ({ review }: ReportModel): Html | readonly Html[] =>
  review === null ? [] : reviewSections(review)

const contents = (report: ReportModel): Html => {
  const link = (id: string, text: string): Html => html`<p><a href="#${id}">${text}</a></p>`
  const { summary } = report
  return html`<nav class="contents" aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    ${link('short', 'In short')} ${link('picture', 'Who sees what')}
    ${summary.overlaps.length === 0 ? [] : link('overlaps', 'Which records need which changes')}
    ${summary.plans.length + summary.singles.length === 0 ? [] : link('plan', 'What changes would show')}
    ${link('causes', 'Causes and their evidence')} ${link('findings', 'Findings besides the causes')}
    ${report.exceptions === null ? [] : link('exceptions', 'Exceptions')}
    ${report.recipe === null ? [] : link('recipe', `Recipe: ${report.recipe.recipe.title}`)}
    ${link('resources', 'Resource by resource')} ${link('permissions', 'Effective permissions')}
    ${link('records', 'Differing records')}
    ${report.differences.map(
      ({ label }) => html`<p class="inner"><a href="#${sectionId(label)}">${label}</a></p>`,
    )}
    ${report.review === null ? [] : link('review', report.review.heading)}
    ${link('method', 'Method and limits')}
  </nav>`
}
