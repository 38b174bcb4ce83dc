import { counted, countText } from '../comparison/count-text'
import type { Accepted, Finding } from '../comparison/finding'
import { second } from '../comparison/moment-text'
import type { Drift, FindingDrift, ResourceDrift } from '../drift/drift'
import {
  becauseText,
  driftHeadline,
  driftVerdict,
  movedBy,
  notKnownTexts,
  viewName,
} from '../drift/drift-words'
import { acceptedText } from '../exceptions/exception-words'
import type { ExceptionsOutcome } from '../exceptions/exception'
import { resourceDefinition } from '../halo/resource'
import { SEVERITY_WORDS, SIDE_WORDS } from '../words/words'

/** A drift as plain data: everything a page shows, in the order it is shown. */
export interface DriftReport {
  readonly title: string
  readonly heading: string
  readonly tenantName: string
  /** ISO 8601; the date of the document: when the later run finished. */
  readonly at: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly verdict: string
  readonly headline: readonly string[]
  /** What keeps it from being whole, in sentences. */
  readonly incomplete: readonly string[]
  readonly settings: readonly SettingLine[]
  readonly moves: readonly MoveLine[]
  /** Some moves have more ids than are listed: where the others are; empty: all are listed. */
  readonly movesCut: string
  readonly made: readonly MadeLine[]
  readonly notKnown: readonly string[]
  readonly findings: readonly FindingGroup[]
  /** null: none were named. */
  readonly exceptions: ExceptionsOutcome | null
  /** Nobody logged in as these applications. */
  readonly predicted: boolean
}

interface SettingLine {
  /** From 1: how records name it. */
  readonly number: number
  readonly message: string
  readonly accepted: string | null
  /** What moved because of it; empty: no record. */
  readonly moved: string
}

interface MoveLine {
  readonly resource: string
  readonly whose: string
  readonly how: string
  readonly records: number
  readonly because: string
  readonly ids: string
}

interface MadeLine {
  readonly resource: string
  readonly whose: string
  readonly created: number
  readonly deleted: number
}

interface FindingGroup {
  readonly title: string
  readonly findings: readonly FindingLine[]
}

interface FindingLine {
  readonly code: string
  readonly severity: Finding['severity']
  readonly severityText: string
  /** "tickets, app side"; an application. */
  readonly about: string
  readonly message: string
  readonly accepted?: Accepted
}

/** Ids of one move that are listed; all of them are in the JSON result. */
const LISTED = 60
/** Moves that are told of one setting. */
const TOLD = 6

export const buildDriftReport = (drift: Drift): DriftReport => {
  const { tenant, from, to, kind, exceptions } = drift
  const heading = kind === 'applications' ? 'Drift of applications' : 'Drift'
  const hasExceptions = [exceptions.applied, exceptions.expired, exceptions.unused].some(
    ({ length }) => length > 0,
  )
  return {
    title: `${heading}: ${tenant.name}`,
    heading,
    tenantName: tenant.name,
    at: to.at,
    facts: [
      ['Tenant', tenant.name],
      ['Address', tenant.url],
      ['Halo version', tenant.version ?? 'not reported'],
      ['From', endText(from)],
      ['To', endText(to)],
    ],
    verdict: driftVerdict(drift),
    headline: driftHeadline(drift),
    incomplete: [
      ...(from.complete ? [] : ['The earlier snapshot is incomplete.']),
      ...(to.complete ? [] : ['The later snapshot is incomplete.']),
      ...drift.unread,
    ],
    settings: drift.settings.map(({ message, accepted }, at) => ({
      number: at + 1,
      message,
      accepted: accepted === undefined ? null : acceptedText(accepted),
      moved: movedText(movedBy(drift, at)),
    })),
    moves: drift.resources.flatMap(moveLines),
    movesCut: drift.resources.some(({ moves }) => moves.some(({ ids }) => ids.length > LISTED))
      ? `The first ${countText(LISTED)} ids of each are listed; the JSON result has all of them.`
      : '',
    made: drift.resources.flatMap(madeLine),
    notKnown: notKnownTexts(drift),
    findings: GROUPS.map(({ key, title }) => ({
      title,
      findings: drift.findings[key].map(findingLine),
    })).filter(({ findings }) => findings.length > 0),
    exceptions: hasExceptions ? exceptions : null,
    predicted: kind === 'applications',
  }
}

const endText = ({ at, sha256 }: Drift['from']): string => `${second(at)} UTC, SHA-256 ${sha256}`

const movedText = (all: readonly string[]): string =>
  all.length > TOLD
    ? `${all.slice(0, TOLD).join(', ')} and ${countText(all.length - TOLD)} more`
    : all.join(', ')

const moveLines = (drift: ResourceDrift): readonly MoveLine[] =>
  drift.moves.map((move) => ({
    resource: resourceDefinition(drift.resource).label,
    whose: viewName(drift),
    how: move.how,
    records: move.ids.length,
    because: becauseText(move),
    ids: idsText(move.ids),
  }))

const idsText = (ids: readonly string[]): string =>
  ids.length > LISTED
    ? `${ids.slice(0, LISTED).join(', ')} and ${countText(ids.length - LISTED)} more`
    : ids.join(', ')

const madeLine = (drift: ResourceDrift): readonly MadeLine[] =>
  drift.created.length + drift.deleted.length === 0
    ? []
    : [
        {
          resource: resourceDefinition(drift.resource).label,
          whose: viewName(drift),
          created: drift.created.length,
          deleted: drift.deleted.length,
        },
      ]

const GROUPS: readonly { readonly key: keyof FindingDrift; readonly title: string }[] = [
  { key: 'new', title: 'New' },
  { key: 'fixed', title: 'Fixed' },
  { key: 'unknown', title: 'Not known whether still there' },
  { key: 'still', title: 'Still there' },
]

const findingLine = (finding: Finding): FindingLine => {
  const { code, severity, side, resource, evidence, message, accepted, records } = finding
  const application = evidence.find(({ what }) => what === 'application')?.value
  const where = resource === null ? '' : `${resourceDefinition(resource).label.toLowerCase()}, `
  const about = code.startsWith('application.')
    ? (application ?? 'an application')
    : `${where}${SIDE_WORDS[side].toLowerCase()}`
  return {
    code,
    severity,
    severityText: SEVERITY_WORDS[severity],
    about: records.length === 0 ? about : `${about}, ${counted(records.length, 'record')}`,
    message,
    ...(accepted && { accepted }),
  }
}
