import { useState } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { countText, counted } from '../../../../core/comparison/count-text'
import type { DescribedPlan } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { Sentence } from '../../ui/sentence'
import { CauseNumber } from './causes'
import styles from './plan.module.css'
import { addsWords, stepTexts } from './summary-text'

/** So many steps are shown before the rest is asked for. */
const SHOWN = 5

interface PlanProps {
  readonly id: string
  readonly title: string
  readonly plan: DescribedPlan
  readonly causes: readonly Cause[]
  readonly onTry: (changes: readonly string[]) => void
  readonly onCopy: (title: string, plan: DescribedPlan) => void
}

/** Changes in an order in which each shows as much as it can, and what each adds to those before. */
export const Plan = ({ id, title, plan, causes, onTry, onCopy }: PlanProps) => {
  const [all, setAll] = useState(false)
  const { steps, wanted, open } = plan
  const shown = all ? steps.length : SHOWN
  if (wanted === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {steps.length === 0 ? (
        <p>No change is known that shows any of {counted(wanted, 'record')}.</p>
      ) : (
        <>
          <ol className={styles.steps}>
            {withSums(plan)
              .slice(0, shown)
              .map(({ step: { cause, changes, adds }, sum }, at) => (
                <li key={changes.map(({ change }) => change).join(' ')}>
                  <span className={styles.place} aria-hidden="true">
                    {at + 1}.
                  </span>
                  <div>
                    <ul className={styles.changes}>
                      {stepTexts({ cause, changes }, causes).map(({ text, path }) => (
                        <li key={text}>
                          <Sentence text={text} />
                          {path !== null && (
                            <p className={styles.path}>
                              <Sentence text={path} />
                            </p>
                          )}
                        </li>
                      ))}
                    </ul>
                    <p>
                      <b className={styles.adds}>{addsWords(adds)}</b>{' '}
                      <span className={styles.muted}>
                        {countText(sum)} of {countText(wanted)} so far
                        {cause !== null && ', takes away '}
                      </span>
                      {cause !== null && <CauseNumber cause={cause} />}
                    </p>
                    <span className={styles.progress} aria-hidden="true">
                      <span style={{ width: `${String((sum / wanted) * 100)}%` }} />
                    </span>
                  </div>
                </li>
              ))}
          </ol>
          {shown < steps.length && (
            <Button
              onClick={() => {
                setAll(true)
              }}
            >
              Show all {counted(steps.length, 'step')}
            </Button>
          )}
          <p className={styles.muted}>
            {open === 0
              ? `Together they show all of ${counted(wanted, 'record')}.`
              : `Of ${counted(wanted, 'record')} no known change shows ${countText(open)}.`}
          </p>
          <div className={styles.actions}>
            <Button
              onClick={() => {
                onTry(steps.flatMap(({ changes }) => changes.map(({ change }) => change)))
              }}
            >
              Try all in What if
            </Button>
            <Button
              icon="copy"
              onClick={() => {
                onCopy(title, plan)
              }}
            >
              Copy as Markdown
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

/** Each step with what is shown after it. */
const withSums = ({ steps }: DescribedPlan) => {
  let sum = 0
  return steps.map((step) => {
    sum += step.records
    return { step, sum }
  })
}
