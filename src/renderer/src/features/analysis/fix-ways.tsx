import { counted } from '../../../../core/comparison/count-text'
import type { FixAnswer } from '../../../../shared/ipc/analysis'
import { openedWords } from '../../../../core/remedy/fix-ways'
import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { Sentence } from '../../ui/sentence'
import { useToasts } from '../../ui/toast-store'
import { isSameQuestion, useAnalysis, type FixQuestion } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'

/** The ways to show chosen records to the app, what else each opens, and a try of each. */
export const FixWays = ({ question }: { question: FixQuestion }) => {
  const fixes = useAnalysis((state) => state.fixes)
  if (fixes === null || !isSameQuestion(fixes.question, question)) return null
  return (
    <section className={styles.ways} aria-label="Ways to fix it">
      <WhenLoaded loaded={fixes}>{(answer) => <Ways runId={question.runId} fixes={answer} />}</WhenLoaded>
    </section>
  )
}

/** The same of one record, whose ways are known. */
export const RecordWays = ({ runId, fixes }: { runId: string; fixes: FixAnswer }) => (
  <section className={styles.ways} aria-label="Ways to fix it">
    <Ways runId={runId} fixes={fixes} />
  </section>
)

/** Puts changes into *What if* and shows it. */
export const tryChanges = (runId: string, changes: readonly string[]): void => {
  const { setChanges, show } = useAnalysis.getState()
  setChanges(runId, changes)
  show('what-if', runId)
}

const Ways = ({ runId, fixes: { ways, reasons } }: { runId: string; fixes: FixAnswer }) => (
  <>
    {ways.length === 0 && reasons.length === 0 && <p>No way is known.</p>}
    {ways.map((way, index) => (
      <Way key={way.markdown} runId={runId} way={way} isFolded={index > 0} />
    ))}
    {reasons.map(({ code, message, records }) => (
      <p key={code}>
        <Sentence text={message} />
        {records.length > 1 && ` (${counted(records.length, 'record')})`}
      </p>
    ))}
  </>
)

interface WayProps {
  readonly runId: string
  readonly way: FixAnswer['ways'][number]
  /** The best one is shown whole; of the others the changes are folded where they are many. */
  readonly isFolded: boolean
}

const Way = ({ runId, way, isFolded }: WayProps) => {
  const { name, changes, opens, opened, markdown } = way
  const announce = useToasts((state) => state.announce)
  const copy = async () => {
    announce((await copyText(markdown)) ? 'Copied as Markdown' : 'The clipboard is not available here')
  }
  return (
    <article className={styles.way}>
      <h4>{name}</h4>
      {isFolded && changes.length > FEW ? (
        <details>
          <summary>{counted(changes.length, 'change')}</summary>
          <Changes changes={changes} />
        </details>
      ) : (
        <Changes changes={changes} />
      )}
      <p className={styles.muted}>
        {opens === 0 ? 'Shows nothing else that is known.' : `Also shows ${openedWords(opened)}.`}
      </p>
      <div className={styles.row}>
        <Button
          onClick={() => {
            tryChanges(
              runId,
              changes.map(({ change }) => change),
            )
          }}
        >
          Try it<span className="visually-hidden">: {name}</span>
        </Button>
        <Button icon="copy" onClick={() => void copy()}>
          Copy as Markdown<span className="visually-hidden">: {name}</span>
        </Button>
      </div>
    </article>
  )
}

const FEW = 3

const Changes = ({ changes }: Pick<WayProps['way'], 'changes'>) => (
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
)
