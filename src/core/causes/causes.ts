import { causeFix } from './cause-fix'
import { causeMessage, purposeWords } from './cause-text'
import { hiddenRecords, type HiddenView } from './hidden'
import { neededResources } from './needed'
import { keyOfFinding, settingKey, type SettingCode } from './setting'
import { settingName } from './setting-text'
import { sideFacts, type ComparisonFacts, type SideFacts } from '../access/side-facts'
import type { Cause } from '../comparison/cause'
import type { Confidence, Finding, Severity } from '../comparison/finding'
import { REASON_CODES } from '../comparison/reason-code'
import { sentenceNames } from '../explain/sentence-names'
import { RESOURCES, type Resource } from '../halo/resource'

/**
 * The settings that hide records in a comparison, each told once over all resources, most records first. What hides
 * a record is what the judge says, also of a resource that is refused, of which findings name no record.
 * @param findings of the same comparison, in their order
 */
export const causesOf = (input: ComparisonFacts, findings: readonly Finding[]): readonly Cause[] => {
  const nameOf = sentenceNames(input)
  return (['app', 'agent'] as const)
    .flatMap((side) => {
      const facts = sideFacts(input, side)
      // What the agent side lacks is no matter of what the app is for.
      const needed = input.purpose && side === 'app' ? neededResources(input.purpose) : null
      const hidden = hiddenRecords(facts, findings)
      return settingsOf(facts, hidden, findings).map((setting): Cause => {
        const resources = resourcesOf(setting, facts)
        const told = { ...setting, resources, confidence: weakest(setting.sure) }
        return {
          code: setting.code,
          side,
          setting: settingName(told, facts),
          confidence: told.confidence,
          severity: severityOf(setting, needed, side, findings),
          resources,
          records: setting.records,
          alone: setting.alone,
          undecided: setting.undecided,
          message: `${causeMessage(told, facts)}${purposeWords(told, needed)}`,
          fix: causeFix(told, facts, hidden, nameOf),
          findings: setting.findings,
        }
      })
    })
    .sort(
      (a, b) =>
        b.records - a.records ||
        REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code) ||
        placeOf(a.resources[0]?.resource) - placeOf(b.resources[0]?.resource),
    )
}

/** One setting with what it hides. */
interface HidingSetting {
  readonly key: string
  code: SettingCode
  readonly sure: Set<Confidence>
  /** Records of each resource; 0 where it is shut out and no record of it is known. */
  readonly byResource: Map<Resource, number>
  records: number
  alone: number
  undecided: number
  readonly findings: number[]
}

const settingsOf = (
  facts: SideFacts,
  hidden: readonly HiddenView[],
  findings: readonly Finding[],
): readonly HidingSetting[] => {
  const settings = new Map<string, HidingSetting>()
  const settingOf = (code: SettingCode, resource: Resource | null): HidingSetting => {
    const key = settingKey(code, resource)
    const known = settings.get(key) ?? {
      key,
      code,
      sure: new Set(),
      byResource: new Map(),
      records: 0,
      alone: 0,
      undecided: 0,
      findings: [],
    }
    settings.set(key, known)
    if (resource !== null && !known.byResource.has(resource)) known.byResource.set(resource, 0)
    return known
  }
  for (const { view, groups } of hidden)
    for (const { codes, sure, isOpen, count } of groups)
      for (const [place, code] of codes.entries()) {
        const setting = settingOf(code, view.resource)
        setting.sure.add(sure[place] ?? 'observed')
        setting.byResource.set(view.resource, (setting.byResource.get(view.resource) ?? 0) + count)
        setting.records += count
        if (isOpen) setting.undecided += count
        else if (codes.length === 1) setting.alone += count
      }
  for (const [index, finding] of findings.entries()) {
    const key = keyOfFinding(facts, finding)
    if (key === null) continue
    // Its code is that of a setting, else it had no key.
    const setting = settingOf(finding.code as SettingCode, finding.resource)
    setting.sure.add(finding.confidence)
    setting.findings.push(index)
  }
  return [...settings.values()]
}

const resourcesOf = ({ byResource }: HidingSetting, { views }: SideFacts): Cause['resources'] =>
  [...byResource]
    .map(([resource, records]) => ({
      resource,
      records,
      refused: views.some((view) => view.resource === resource && view.own.state === 'refused'),
    }))
    .sort((a, b) => b.records - a.records || placeOf(a.resource) - placeOf(b.resource))

const placeOf = (resource: Resource | undefined): number =>
  resource === undefined ? -1 : RESOURCES.indexOf(resource)

const CONFIDENCES: readonly Confidence[] = ['observed', 'computed', 'documented']
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

const weakest = (sure: ReadonlySet<Confidence>): Confidence =>
  CONFIDENCES.find((each) => sure.has(each)) ?? 'observed'

/**
 * Of its findings the worst; an error in any case where it hides what the purpose needs. One without a finding hides
 * only what is refused for another reason as well.
 */
const severityOf = (
  { byResource, findings: indexes }: HidingSetting,
  needed: ReadonlySet<Resource> | null,
  side: 'agent' | 'app',
  findings: readonly Finding[],
): Severity => {
  if (needed !== null && [...byResource.keys()].some((resource) => needed.has(resource))) return 'error'
  const severities = indexes.flatMap((index) => findings[index]?.severity ?? [])
  const unsaid = side === 'agent' || needed !== null ? 'info' : 'error'
  return SEVERITIES.find((each) => severities.includes(each)) ?? unsaid
}
