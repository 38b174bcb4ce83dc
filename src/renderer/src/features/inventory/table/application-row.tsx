import type { ReactNode } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { SEVERITY_WORDS } from '../../../../../core/words/words'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { Badge } from '../../../ui/badge'
import { Certainty, ShareBar } from '../../../ui/certainty'
import { formatDay } from '../../../ui/format'
import { Name } from '../../../ui/name'
import {
  DECISION_WORDS,
  loginWords,
  MAIN_RESOURCES,
  RISK_WORDS,
} from '../../../../../core/inventory/inventory-words'
import {
  applicationName,
  bySeverity,
  DECISION_LOOKS,
  scopesWords,
  SEVERITY_TONES,
  viewOf,
  viewWords,
} from '../inventory-text'
import styles from './applications-table.module.css'

interface ApplicationRowProps {
  readonly entry: EntrySummary
  readonly index: number
  /** Distance from the top of the list, in CSS pixels. */
  readonly start: number
  readonly isTabStop: boolean
  readonly onOpen: (applicationId: string) => void
  readonly onFocus: (applicationId: string) => void
}

/** One application of the table; choosing it opens it. */
export const ApplicationRow = ({ entry, index, start, isTabStop, onOpen, onFocus }: ApplicationRowProps) => {
  const { application, note, purpose } = entry
  const { who, kind } = loginWords(entry.application.login, entry.agent)
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={isTabStop ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${String(start)}px)` }}
      onFocus={() => {
        onFocus(application.id)
      }}
      onClick={() => {
        onOpen(application.id)
      }}
    >
      <Cell>
        <CellName text={applicationName(application)} strong />
        <span className={styles.second}>
          {application.system && <Badge tone="neutral">Halo’s own</Badge>}
          {application.inactive === true && <Badge tone="neutral">inactive</Badge>}
          {application.inactive === null && !application.system && (
            <Certainty kind="unknown">active unknown</Certainty>
          )}
          {!application.system && application.inactive === false && (
            <span className={styles.muted}>
              {application.createdAt === null
                ? 'creation unknown'
                : `created ${formatDay(application.createdAt)}`}
            </span>
          )}
        </span>
      </Cell>
      <Cell>
        <CellName text={who ?? 'Nobody known'} />
        <span className={styles.second}>
          <span className={styles.muted} title={kind}>
            {kind}
          </span>
        </span>
      </Cell>
      <Cell>
        {application.scopes === null ? (
          <Certainty kind="unknown" />
        ) : (
          <span title={application.scopes.join(', ')}>{scopesWords(application.scopes)}</span>
        )}
      </Cell>
      {MAIN_RESOURCES.map((resource) => (
        <Cell key={resource}>
          <View entry={entry} resource={resource} />
        </Cell>
      ))}
      <Cell>
        <Risks entry={entry} />
      </Cell>
      <Cell>
        {application.system ? (
          <span className={styles.muted}>–</span>
        ) : (
          <>
            <CellName
              text={purpose?.recipe.title ?? note.purpose ?? 'No purpose'}
              muted={note.purpose === null}
            />
            <span className={styles.second}>
              <span className={styles.muted} title={note.owner ?? undefined}>
                <Name>{note.owner ?? 'no owner'}</Name>
              </span>
            </span>
          </>
        )}
      </Cell>
      <Cell>
        <DecisionBadge entry={entry} />
      </Cell>
    </div>
  )
}

const Cell = ({ children }: { children: ReactNode }) => (
  <div role="gridcell" className={styles.cell}>
    {children}
  </div>
)

const CellName = ({
  text,
  strong = false,
  muted = false,
}: {
  text: string
  strong?: boolean
  muted?: boolean
}) => (
  <span
    className={[styles.name, strong ? styles.strong : null, muted ? styles.muted : null]
      .filter(Boolean)
      .join(' ')}
    title={text}
  >
    <Name>{text}</Name>
  </span>
)

const View = ({ entry, resource }: { entry: EntrySummary; resource: (typeof MAIN_RESOURCES)[number] }) => {
  const view = viewOf(entry, resource)
  const title = `${resource}: ${viewWords(view)}`
  if (view?.state === 'unknown') return <Certainty kind="unknown" meaning={title} />
  if (view?.state !== 'predicted') {
    return (
      <span className={styles.none} title={title}>
        {view === undefined ? 'not asked' : 'would be refused'}
      </span>
    )
  }
  return (
    <span className={styles.view} title={title}>
      <span className={styles.numbers}>
        <b>{countText(view.visible)}</b> of {countText(view.of)}
      </span>
      <ShareBar
        of={view.of}
        parts={[
          { kind: 'predicted', count: view.visible },
          { kind: 'unknown', count: view.unknown },
        ]}
      />
      {view.unknown > 0 && <span className={styles.open}>{countText(view.unknown)} undecided</span>}
    </span>
  )
}

const Risks = ({ entry: { application, risks } }: { entry: EntrySummary }) => {
  if (application.system) return <span className={styles.muted}>Halo’s own: not judged</span>
  const sorted = bySeverity(risks)
  const [worst] = sorted
  if (worst === undefined) return <span className={styles.muted}>None found</span>
  const words = sorted.map(({ code }) => RISK_WORDS[code]).join(', ')
  return (
    <>
      <RiskBadges risks={risks} />
      <span className={styles.second} title={words}>
        <span className={styles.muted}>{words}</span>
      </span>
    </>
  )
}

/** How many risks there are of each severity. */
export const RiskBadges = ({ risks }: Pick<EntrySummary, 'risks'>) => (
  <span className={styles.badges}>
    {(['error', 'warning', 'info'] as const).map((severity) => {
      const count = risks.filter((risk) => risk.severity === severity).length
      return count === 0 ? null : (
        <Badge key={severity} tone={SEVERITY_TONES[severity]} icon={severity}>
          <span className="visually-hidden">{counted(count, SEVERITY_WORDS[severity].toLowerCase())}</span>
          <span aria-hidden="true">{countText(count)}</span>
        </Badge>
      )
    })}
  </span>
)

/** What was decided; an open one of Halo's own is nothing to decide. */
export const DecisionBadge = ({ entry: { application, decision } }: { entry: EntrySummary }) => {
  if (decision === null)
    return application.system ? <span className={styles.muted}>–</span> : <Badge tone="neutral">Open</Badge>
  const { tone, icon } = DECISION_LOOKS[decision.decision]
  return (
    <Badge tone={tone} icon={icon}>
      {DECISION_WORDS[decision.decision]}
    </Badge>
  )
}
