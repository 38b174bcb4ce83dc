import { isBlank } from '../../../core/comparison/name-text'
import { countText, counted } from '../../../core/comparison/count-text'
import type { InventoryFacts } from '../../../core/inventory/application'
import { withNote } from '../../../core/inventory/notes'
import { decisionFault, isDay, type Decision } from '../../../core/inventory/review'
import { closeReview, reviewCounts } from '../../../core/inventory/review-counts'
import { appError, type AppError } from '../../../shared/app-error'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import type { InventorySummary } from '../../../shared/ipc/inventory'
import type { Requests } from '../../../shared/ipc/contract'
import { err, type Result } from '../../../shared/result'
import type { Clock } from '../../ports'
import { loadRecipes } from '../recipes/recipes'
import { populationSha256 } from '../reports/inventory-snapshot'
import { aboutOf, unknownApplication, type InventoryRuns, type Shown } from './inventory-runs'

export interface InventoryReviewDeps {
  readonly runs: InventoryRuns
  readonly clock: Pick<Clock, 'now'>
  readonly recipeFolder: string
}

type Answer = Promise<Result<InventorySummary, AppError>>

/** What people write down about the applications of an inventory. Each answers with the inventory as it is then. */
export class InventoryReview {
  constructor(private readonly deps: InventoryReviewDeps) {}

  async setNote({ inventoryId, applicationId, note }: Requests['inventory:setNote']): Answer {
    const found = await this.application(inventoryId, applicationId)
    if (!found.ok) return found
    const { clientId } = found.value.application
    if (clientId === null) return err(noClientId())
    const written = {
      purpose: said(note.purpose),
      owner: said(note.owner),
      nextReview: said(note.nextReview),
    }
    if (written.nextReview !== null && !isDay(written.nextReview))
      return err(invalid('note.nextReview', 'Give the day of the next review as YYYY-MM-DD.'))
    if (written.purpose !== null) {
      const { recipes } = await loadRecipes(this.deps.recipeFolder)
      const isKnown = recipes.some(({ name }) => name === written.purpose)
      if (!isKnown && written.purpose !== found.value.note.purpose)
        return err(invalid('note.purpose', `There is no recipe called “${written.purpose}”.`))
    }
    const kept = await this.change(found.value.shown, (before) => ({
      ...before,
      notes: withNote(before.notes, clientId, written),
    }))
    if (!kept.ok) return kept
    await this.deps.runs.renote(inventoryId, applicationId)
    return this.deps.runs.summary(inventoryId)
  }

  async decide({ inventoryId, applicationId, decision }: Requests['inventory:decide']): Answer {
    const found = await this.application(inventoryId, applicationId)
    if (!found.ok) return found
    if (found.value.application.system)
      return err(invalid('applicationId', 'Halo’s own applications are nobody’s to decide about.'))
    const written = decision === null ? null : tidied(decision)
    const fault = written === null ? null : decisionFault(written)
    if (fault !== null) return err(invalid('decision', fault))
    return this.changed(found.value.shown, (before) => ({
      ...before,
      review: {
        ...before.review,
        decisions: withDecision(before.review.decisions, applicationId, written),
      },
    }))
  }

  async setReviewer({ inventoryId, reviewer }: Requests['inventory:setReviewer']): Answer {
    const shown = await this.deps.runs.shown(inventoryId)
    if (!shown.ok) return shown
    return this.changed(shown.value, (before) => ({
      ...before,
      review: { ...before.review, reviewer: said(reviewer) },
    }))
  }

  async closeReview({ inventoryId }: Requests['inventory:closeReview']): Answer {
    const { runs, clock } = this.deps
    const shown = await runs.shown(inventoryId)
    if (!shown.ok) return shown
    const { inventory, known } = shown.value
    const { review } = await runs.written.of(aboutOf(known))
    const fault = notToClose(inventory.facts, reviewCounts(inventory, review))
    if (fault !== null) return err(fault)
    const closing = {
      closedAt: clock.now().toISOString(),
      sha256: await populationSha256(inventory.facts),
    }
    const closed = await this.changed(shown.value, (before) => ({
      ...before,
      review: { reviewer: before.review.reviewer, decisions: {} },
      lastReview: closeReview(inventory, before.review, closing),
    }))
    if (closed.ok) await runs.keep(known, 'signed')
    return closed
  }

  private async application(inventoryId: string, applicationId: string) {
    const shown = await this.deps.runs.shown(inventoryId)
    if (!shown.ok) return shown
    const entry = shown.value.inventory.entries.find(({ application }) => application.id === applicationId)
    return entry === undefined
      ? err(unknownApplication())
      : { ok: true as const, value: { shown: shown.value, application: entry.application, note: entry.note } }
  }

  private change({ known }: Shown, change: (before: TenantInventory) => TenantInventory) {
    return this.deps.runs.written.change(aboutOf(known), change)
  }

  private async changed(shown: Shown, change: (before: TenantInventory) => TenantInventory): Answer {
    const kept = await this.change(shown, change)
    return kept.ok ? this.deps.runs.summary(shown.known.id) : kept
  }
}

/** A text without blanks around it; null for none. */
const said = (text: string | null): string | null => (text === null || isBlank(text) ? null : text.trim())

const tidied = (decision: Decision): Decision => ({
  ...decision,
  by: decision.by.trim(),
  reason: said(decision.reason),
  ticket: said(decision.ticket),
  until: said(decision.until),
})

/** The decisions with another one about this application, or without it. */
const withDecision = (
  decisions: Readonly<Record<string, Decision>>,
  id: string,
  decision: Decision | null,
): Readonly<Record<string, Decision>> => {
  // Letter case of a GUID is of no account.
  const others = Object.entries(decisions).filter(([other]) => other.toLowerCase() !== id.toLowerCase())
  return Object.fromEntries(decision === null ? others : [...others, [id, decision] as const])
}

const invalid = (field: string, message: string): AppError => appError('INVALID_ARGUMENT', message, { field })

const noClientId = (): AppError =>
  appError(
    'INVALID_ARGUMENT',
    'Halo tells no client id of this application, so nothing can be kept about it.',
    {
      field: 'applicationId',
    },
  )

/** Why a review is not to be closed yet; null: it is. */
const notToClose = (
  { listFailure }: Pick<InventoryFacts, 'listFailure'>,
  { open, applications }: { readonly open: number; readonly applications: number },
): AppError | null => {
  if (listFailure !== null)
    return appError(
      'INVALID_ARGUMENT',
      'The list of applications could not be read, so nobody knows what was reviewed.',
      {
        advice: ['Read the applications again, and close the review then.'],
      },
    )
  if (open === 0) return null
  return appError(
    'INVALID_ARGUMENT',
    `${counted(open, 'application')} of ${countText(applications)} ${open === 1 ? 'has' : 'have'} no decision yet.`,
    { field: 'decisions', advice: ['Decide about each, or put it off with a reason and a day.'] },
  )
}
