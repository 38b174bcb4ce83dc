import { countText } from '../../../../core/comparison/count-text'
import type { Severity } from '../../../../core/comparison/finding'
import { seenName } from '../../../../core/comparison/name-text'
import type { Resource } from '../../../../core/halo/resource'
import type { Agreement, PredictedView, Risk } from '../../../../core/inventory/inventory'
import { predictedWords } from '../../../../core/inventory/inventory-words'
import type { DecisionKind } from '../../../../core/inventory/review'
import type { EntrySummary } from '../../../../shared/ipc/inventory'
import type { Tone } from '../../ui/badge'
import type { IconName } from '../../ui/icon'

/** What is known of an application, in the window's words. */

/** Its name, or the start of its client id where nobody would see one. */
export const applicationName = ({
  name,
  clientId,
  id,
}: Pick<EntrySummary['application'], 'name' | 'clientId' | 'id'>): string =>
  seenName(name) ?? `Unnamed (${(clientId ?? id).slice(0, 8)})`

/** "3 scopes", "all", or that they are not known. */
export const scopesWords = (scopes: readonly string[] | null): string => {
  if (scopes === null) return 'Unknown'
  if (scopes.length === 0) return 'None ticked'
  return scopes.includes('all') ? 'all' : countText(scopes.length)
}

export const DECISION_LOOKS: Readonly<
  Record<DecisionKind, { readonly tone: Tone; readonly icon: IconName }>
> = {
  keep: { tone: 'good', icon: 'check' },
  reduce: { tone: 'warning', icon: 'less' },
  remove: { tone: 'bad', icon: 'trash' },
  defer: { tone: 'neutral', icon: 'waiting' },
}

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  error: 'bad',
  warning: 'warning',
  info: 'neutral',
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** The worst severity among the risks; null where there is none. */
export const worstOf = (risks: readonly Risk[]): Severity | null =>
  SEVERITIES.find((severity) => risks.some((risk) => risk.severity === severity)) ?? null

/** Risks by severity, the worst first. */
export const bySeverity = (risks: readonly Risk[]): readonly Risk[] =>
  SEVERITIES.flatMap((severity) => risks.filter((risk) => risk.severity === severity))

export const viewOf = ({ sees }: Pick<EntrySummary, 'sees'>, resource: Resource): PredictedView | undefined =>
  sees.find((view) => view.resource === resource)

/** What it would see of a resource, in words: undecided records are told apart, and never counted. */
export const viewWords = (view: PredictedView | undefined): string => {
  switch (view?.state) {
    case 'predicted':
      return `would see ${predictedWords(view)} (predicted)`
    case 'refused':
      return 'would be refused (predicted)'
    case 'unknown':
      return `unknown: ${view.reason}`
    case undefined:
      return 'the inspector was not asked for these'
  }
}

export const isAgreed = ({ onlyPredicted, onlySeen }: Agreement): boolean =>
  onlyPredicted.length === 0 && onlySeen.length === 0
