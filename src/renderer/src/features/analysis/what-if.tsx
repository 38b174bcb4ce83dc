import { useState } from 'react'
import type { ChangeChoice, ChoiceGroup } from '../../../../core/remedy/change-choices'
import { plural } from '../../../../core/comparison/count-text'
import { resourceDefinition } from '../../../../core/halo/resource'
import { answerWord } from '../../../../core/words/words'
import { nothingMoves, type ResourceOutlook } from '../../../../core/remedy/what-if'
import type { WhatIfAnswer } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { counted } from '../../ui/counted'
import { Certainty } from '../../ui/certainty'
import { EmptyState } from '../../ui/empty-state'
import { Sentence } from '../../ui/sentence'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'

/** Groups longer than this start closed. */
const LONG_GROUP = 12

/** Switches for everything that could be changed in Halo, and what would come of it. Changes nothing. */
export const WhatIf = ({ runId }: { runId: string }) => {
  const choices = useAnalysis((state) => state.choices)
  const changes = useAnalysis((state) => state.changes)
  const { setChanges } = useAnalysis.getState()
  const [search, setSearch] = useState('')
  const flip = (change: string) => {
    setChanges(
      runId,
      changes.includes(change) ? changes.filter((other) => other !== change) : [...changes, change],
    )
  }
  return (
    <div className={styles.split}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="What could be changed">
        <p className={styles.muted}>
          Try changes here before making them in Halo. Nothing is changed and nothing is sent.
        </p>
        <label className={styles.filter}>
          <span>Find a setting</span>
          <input
            type="search"
            value={search}
            onChange={(event) => {
              setSearch(event.target.value)
            }}
          />
        </label>
        <WhenLoaded loaded={choices}>
          {(groups) =>
            groups.map((group) => <Group key={group.title} {...{ group, changes, search, flip }} />)
          }
        </WhenLoaded>
      </div>
      <aside className={styles.aside} aria-labelledby="outlook-heading">
        <div className={styles.row}>
          <h3 id="outlook-heading">What would happen</h3>
          <Certainty kind="predicted" />
          <Button
            disabled={changes.length === 0}
            onClick={() => {
              setChanges(runId, [])
            }}
          >
            Undo all
          </Button>
        </div>
        <Outlook />
      </aside>
    </div>
  )
}

interface GroupProps {
  readonly group: ChoiceGroup
  readonly changes: readonly string[]
  readonly search: string
  readonly flip: (change: string) => void
}

const Group = ({ group, changes, search, flip }: GroupProps) => {
  const words = search.toLowerCase()
  const shown = group.choices.filter(({ label }) => label.toLowerCase().includes(words))
  if (search !== '' && shown.length === 0) return null
  const isOpen = search !== '' || group.choices.length <= LONG_GROUP
  return (
    <details className={styles.group} open={isOpen}>
      <summary>
        {group.title} <span className={styles.muted}>{group.choices.length}</span>
      </summary>
      {group.empty !== null && <p className={styles.muted}>{group.empty}</p>}
      <ul>
        {shown.map((choice) => (
          <Choice
            key={choice.change}
            choice={choice}
            isFlipped={changes.includes(choice.change)}
            flip={flip}
          />
        ))}
      </ul>
    </details>
  )
}

interface ChoiceProps {
  readonly choice: ChangeChoice
  readonly isFlipped: boolean
  readonly flip: (change: string) => void
}

const Choice = ({ choice, isFlipped, flip }: ChoiceProps) => (
  <li>
    <label className={isFlipped ? styles.flipped : undefined}>
      <input
        type="checkbox"
        checked={choice.isOn !== isFlipped}
        onChange={() => {
          flip(choice.change)
        }}
      />
      <bdi>{choice.label}</bdi>
      {isFlipped && <span className={styles.muted}>{choice.isOn ? ' (taken away)' : ' (added)'}</span>}
    </label>
  </li>
)

const Outlook = () => {
  const outlook = useAnalysis((state) => state.outlook)
  if (outlook === null)
    return (
      <EmptyState title="Nothing tried yet">Switch something on or off to see what it would do.</EmptyState>
    )
  return (
    <div role="status" aria-live="polite">
      <WhenLoaded loaded={outlook}>{(answer) => <Answer answer={answer} />}</WhenLoaded>
    </div>
  )
}

const Answer = ({
  answer: { changes, resources, workedOut, permissions, limits },
}: {
  answer: WhatIfAnswer
}) => (
  <>
    <ol className={styles.list}>
      {changes.map(({ change, text, path }) => (
        <li key={change}>
          <Sentence text={text} />
          <p className={styles.muted}>
            <Sentence text={path} />
          </p>
        </li>
      ))}
    </ol>
    {resources.length === 0 ? (
      <p>{nothingMoves({ workedOut })}</p>
    ) : (
      resources.map((outlook) => <ResourceResult key={outlook.resource} outlook={outlook} />)
    )}
    {permissions.length > 0 && (
      <section>
        <h4>Effective permissions</h4>
        <ul className={styles.list}>
          {permissions.map(({ before, after }) => (
            <li key={`${after.verb} ${after.feature}`}>
              {after.verb} {after.feature}: {answerWord(before.effective.allowed)} →{' '}
              {answerWord(after.effective.allowed)}
            </li>
          ))}
        </ul>
      </section>
    )}
    <ul className={styles.limits}>
      {limits.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
  </>
)

const SHOWN_IDS = 50

const ResourceResult = ({ outlook }: { outlook: ResourceOutlook }) => (
  <section>
    <h4>{resourceDefinition(outlook.resource).label}</h4>
    {(['appears', 'disappears', 'unknown'] as const).map((fate) => {
      const records = outlook[fate]
      if (records.length === 0) return null
      const verb = fate === 'appears' ? 'appear' : 'disappear'
      const label = fate === 'unknown' ? 'not known' : plural(records.length, `${verb}s`, verb)
      return (
        <details key={fate}>
          <summary>
            {counted(records.length, 'record')} {label}
          </summary>
          <p className={styles.ids}>
            {records.slice(0, SHOWN_IDS).join(', ')}
            {records.length > SHOWN_IDS && ` and ${records.length - SHOWN_IDS} more`}
          </p>
        </details>
      )
    })}
  </section>
)
