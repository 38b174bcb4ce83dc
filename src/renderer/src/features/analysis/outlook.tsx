import type { ReactNode } from 'react'
import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { FATES, fateWords, outlookHeadline, outlookSentence } from '../../../../core/remedy/what-if-text'
import { answerWord } from '../../../../core/words/words'
import type { WhatIfAnswer } from '../../../../shared/ipc/analysis'
import { IconButton } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { Sentence } from '../../ui/sentence'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'
import { OutlookRecords } from './outlook-records'
import own from './what-if.module.css'

export interface RecordActions {
  /** Shows a record among the records. */
  readonly onShowRecord: (resource: Resource, id: string) => void
  /** What else can be done with one. */
  readonly recordActions: (resource: Resource, id: string) => ReactNode
}

interface OutlookProps extends RecordActions {
  readonly onTakeBack: (change: string) => void
}

/** What would come of the changes that are tried. The first sentence is announced, and nothing else. */
export const Outlook = (props: OutlookProps) => {
  const outlook = useAnalysis((state) => state.outlook)
  const headline = outlook?.state === 'ready' ? outlookHeadline(outlook.value) : ''
  return (
    <>
      <p role="status" aria-live="polite" className={own.headline}>
        {headline}
      </p>
      {outlook === null ? (
        <EmptyState title="Nothing tried yet">Change something to see what it would do.</EmptyState>
      ) : (
        <WhenLoaded loaded={outlook}>{(answer) => <Answer answer={answer} {...props} />}</WhenLoaded>
      )}
    </>
  )
}

const Answer = ({
  answer: { changes, resources, permissions, limits },
  onTakeBack,
  ...actions
}: OutlookProps & { readonly answer: WhatIfAnswer }) => (
  <>
    <ol className={own.changes} aria-label="Changes that are tried">
      {changes.map(({ change, text, path }) => (
        <li key={change}>
          <div>
            <Sentence text={text} />
            <p className={styles.muted}>
              <Sentence text={path} />
            </p>
          </div>
          <IconButton
            icon="close"
            label={`Take back: ${text}`}
            onClick={() => {
              onTakeBack(change)
            }}
          />
        </li>
      ))}
    </ol>
    {resources.map((outlook) => (
      <section key={outlook.resource} aria-label={resourceDefinition(outlook.resource).label}>
        <h4>{resourceDefinition(outlook.resource).label}</h4>
        {resources.length > 1 && <p>{outlookSentence(outlook)}</p>}
        {FATES.map((fate) => {
          const ids = outlook[fate]
          return ids.length === 0 ? null : (
            <OutlookRecords
              key={`${fate} ${String(ids.length)} ${ids[0] ?? ''}`}
              title={fateWords(fate, ids.length, outlook.resource)}
              resource={outlook.resource}
              ids={ids}
              {...actions}
            />
          )
        })}
      </section>
    ))}
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
    <ul className={styles.limits} aria-label="What this cannot know">
      {limits.map((limit) => (
        <li key={limit}>
          <Sentence text={limit} />
        </li>
      ))}
    </ul>
  </>
)
