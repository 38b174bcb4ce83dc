import type { Branding } from '../../core/report/branding'
import type { ReportKind } from '../../core/report/model'
import type { AppError } from '../app-error'
import type { Result } from '../result'
import type { ExportResult } from './target'

export type ExportFormat = 'pdf' | 'csv' | 'json' | 'html' | 'snapshot'

/** What of an export is chosen. Recipe, names, review and branding go into PDF and HTML alone. */
export interface ExportChoice {
  readonly runId: string
  readonly format: ExportFormat
  readonly report: ReportKind
  readonly redact: boolean
  /** Name of the recipe that the report checks; null: the purpose, where there is one. */
  readonly recipe: string | null
  /** As somebody typed it; null: not said. */
  readonly madeBy: string | null
  readonly madeFor: string | null
  /** With the access review of the tenant's applications, as it stands. */
  readonly review: boolean
  /** With name, logo and colour of the settings. */
  readonly branding: boolean
}

/** What can be chosen for a comparison. */
export interface ExportOptions {
  readonly recipes: readonly { readonly name: string; readonly title: string }[]
  /** Title of the purpose, which is checked where no other recipe is chosen; null: none. */
  readonly purpose: string | null
  /** What the access review of the tenant is, in words; null: its applications were not read. */
  readonly review: string | null
  readonly branding: boolean
}

/** The MSP's name, logo and colour, as they are kept. */
export interface BrandingView extends Branding {
  /** What was found about the colour, and what it is used for; null without one. */
  readonly colourText: string | null
  /** What went wrong with the file they are kept in, in a sentence. */
  readonly notice: string | null
}

type Answer<T> = Promise<Result<T, AppError>>

/** What the window may ask about reports. */
export interface ReportsApi {
  /** Asks where to, and writes; `CANCELLED` after `cancel`. */
  export(input: ExportChoice): Answer<ExportResult>
  /** Ends the export under way. */
  cancel(): Answer<null>
  options(input: { runId: string }): Answer<ExportOptions>
  branding(): Answer<BrandingView>
  /** `colour` as `#rrggbb`. */
  setBranding(input: { name: string; colour: string | null }): Answer<BrandingView>
  /** Has a picture chosen through the system's dialog; null when dismissed. */
  chooseLogo(): Answer<BrandingView | null>
  removeLogo(): Answer<BrandingView>
}
