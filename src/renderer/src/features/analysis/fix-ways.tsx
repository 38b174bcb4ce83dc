import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { counted } from '../../ui/counted'
import { Sentence } from '../../ui/sentence'
import { useToasts } from '../../ui/toast-store'
import { isSameQuestion, useAnalysis, type FixQuestion } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'

/** The ways to show chosen records to the app, what else each opens, and a try of each. */
export const FixWays = ({ question }: { question: FixQuestion }) => {
  const fixes = useAnalysis((state) => state.fixes)
  const announce = useToasts((state) => state.announce)
  if (fixes === null || !isSameQuestion(fixes.question, question)) return null
  const { runId } = question
  const copy = async (markdown: string) => {
    announce((await copyText(markdown)) ? 'Copied as Markdown' : 'The clipboard is not available here')
  }
  return (
    <section className={styles.ways} aria-label="Ways to fix it">
      <WhenLoaded loaded={fixes}>
        {({ ways, reasons }) => (
          <>
            {ways.length === 0 && reasons.length === 0 && <p>No way is known.</p>}
            {ways.map(({ changes, opens, markdown }, index) => (
              <article key={markdown} className={styles.way}>
                <h4>
                  {index === 0 ? 'Opens least' : `Way ${index + 1}`}: {counted(changes.length, 'change')}
                </h4>
                <ol className={styles.list}>
                  {changes.map(({ change, text, path, link }) => (
                    <li key={change}>
                      <Sentence text={text} />
                      <p className={styles.muted}>
                        <Sentence text={path} />
                      </p>
                      {link !== null && <p className={styles.muted}>{link}</p>}
                    </li>
                  ))}
                </ol>
                <p className={styles.muted}>
                  {opens === 0
                    ? 'Shows nothing else that is known.'
                    : `Shows ${counted(opens, 'other record')} as well.`}
                </p>
                <div className={styles.row}>
                  <Button
                    onClick={() => {
                      const { setChanges, show } = useAnalysis.getState()
                      setChanges(
                        runId,
                        changes.map(({ change }) => change),
                      )
                      show('what-if', runId)
                    }}
                  >
                    Try it
                  </Button>
                  <Button icon="copy" onClick={() => void copy(markdown)}>
                    Copy as Markdown
                  </Button>
                </div>
              </article>
            ))}
            {reasons.map(({ code, message, records }) => (
              <p key={code}>
                {message}
                {records.length > 0 && ` (${counted(records.length, 'record')})`}
              </p>
            ))}
          </>
        )}
      </WhenLoaded>
    </section>
  )
}
