import { isolated } from '../comparison/name-text'
import type { Finding } from '../comparison/finding'
import type { InventoryEntry, Risk } from '../inventory/inventory'
import type { FindingDrift } from './drift'

/** An application at the two ends; null: it is not there, and that is known. `unread`: it may be. */
export interface EntryPair {
  readonly was: InventoryEntry | null | 'unread'
  readonly is: InventoryEntry | null | 'unread'
  /** What it is called now, or was. */
  readonly name: string
}

/** A risk as a finding of its application, with what exceptions may call that. */
export interface RiskFinding {
  readonly finding: Finding
  readonly names: readonly string[]
}

/** Risks by what became of them: as codes of an application, whatever their words say by now. */
export const riskDrift = (
  pairs: readonly EntryPair[],
  describe: (entry: InventoryEntry) => readonly string[],
): { readonly findings: FindingDrift; readonly namesOf: ReadonlyMap<Finding, readonly string[]> } => {
  const found: Record<keyof FindingDrift, Finding[]> = { new: [], fixed: [], still: [], unknown: [] }
  const namesOf = new Map<Finding, readonly string[]>()
  for (const { was, is, name } of pairs) {
    const entry = entryOf(is) ?? entryOf(was)
    if (entry === null) continue
    const names = describe(entry)
    const tell = (became: keyof FindingDrift, risk: Risk) => {
      const finding = findingOf(risk, name)
      found[became].push(finding)
      namesOf.set(finding, names)
    }
    for (const risk of entryOf(is)?.risks ?? []) tell(becameNow(risk, was), risk)
    for (const risk of entryOf(was)?.risks ?? [])
      if (!hasRisk(is, risk)) tell(mayHide(is, risk) ? 'unknown' : 'fixed', risk)
  }
  return { findings: found, namesOf }
}

const entryOf = (end: EntryPair['is']): InventoryEntry | null => (end === 'unread' ? null : end)

const hasRisk = (end: EntryPair['is'], { code }: Risk): boolean =>
  entryOf(end)?.risks.some((risk) => risk.code === code) === true

const becameNow = (risk: Risk, was: EntryPair['was']): keyof FindingDrift =>
  hasRisk(was, risk) ? 'still' : mayHide(was, risk) ? 'unknown' : 'new'

/**
 * Whether what was not read at an end may be why it is not told there. That something could not be read is itself no
 * change of an application that both ends have.
 */
const mayHide = (end: EntryPair['is'], { code }: Risk): boolean => {
  if (end === 'unread') return true
  return end !== null && (code === UNREAD || end.risks.some((risk) => risk.code === UNREAD))
}

const UNREAD = 'application.unread'

const findingOf = ({ code, severity, message, evidence, fix }: Risk, name: string): Finding => ({
  code,
  severity,
  side: 'app',
  resource: null,
  records: [],
  confidence: 'computed',
  // The message of a risk says “the application”: among those of others it has to be named.
  message: `${isolated(name)}: ${message}`,
  evidence: [{ what: 'application', value: name }, ...evidence],
  fix,
})
