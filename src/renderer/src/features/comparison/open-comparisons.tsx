import { countText, counted } from '../../../../core/comparison/count-text'
import { outcomeWords } from '../../../../core/words/run-ends'
import { Button } from '../../ui/button'
import { formatMoment, formatShortMoment } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { OpenList, type OpenItem } from '../../ui/open-list'
import { useComparison, useListedResults } from './comparison-store'
import styles from './open-comparisons.module.css'
import { isSameTarget, isUnderWay, type Result } from './result'

/** "Contoso, 2026-11-24 14:05 UTC": what a result is called in a sentence. */
const resultName = ({ run, outcome }: Result): string =>
  outcome === null ? run.title : `${outcome.tenant}, ${formatMoment(outcome.finishedAt)}`

const itemOf = (result: Result): OpenItem => {
  const { key, run, outcome } = result
  if (isUnderWay(result)) {
    const done =
      run.progress === null
        ? ''
        : `, ${countText(run.progress.resourcesDone)} of ${countText(run.progress.resourcesTotal)}`
    const state = run.state === 'cancelling' ? 'cancelling' : `running${done}`
    return { key, icon: 'spinner', name: run.title, detail: state }
  }
  if (run.state === 'failed' || outcome === null)
    return { key, icon: 'error', name: run.title, detail: 'no result', tone: 'bad' }
  const kind = run.snapshot === null ? '' : 'snapshot, '
  return {
    key,
    icon: run.snapshot === null ? 'compare' : 'folder',
    name: outcome.tenant,
    detail: `${kind}${formatShortMoment(outcome.finishedAt)}, ${outcomeWords(outcome)}`,
  }
}

/** All results that are open, once there is more than one; and what has to be said of those that were closed. */
export const OpenComparisons = () => {
  const results = useListedResults()
  const chosen = useComparison((state) => state.chosen)
  const { choose, close } = useComparison.getState()
  return (
    <>
      {results.length > 1 && (
        <OpenList
          label="Open results"
          items={results.map(itemOf)}
          current={chosen}
          onChoose={choose}
          onClose={(key) => void close(key)}
        />
      )}
      <Displaced />
      <OlderOne />
    </>
  )
}

/** Main closed it: with more open, memory would not do. */
const Displaced = () => {
  const displaced = useComparison((state) => state.displaced)
  const { forgetDisplaced } = useComparison.getState()
  if (displaced.length === 0) return null
  const names = displaced.map(({ title, finishedAt }) =>
    finishedAt === null ? title : `${title}, ${formatMoment(finishedAt)}`,
  )
  return (
    <div className={styles.notice}>
      <Notice
        tone="warning"
        title={`${counted(displaced.length, 'older result was', 'older results were')} closed to make room: ${names.join('; ')}.`}
        advice={['Close what you need no more, and save what you want to keep as a snapshot.']}
        onDismiss={forgetDisplaced}
      />
    </div>
  )
}

/** The same tenant was compared before, and its older result is open still. */
const OlderOne = () => {
  const results = useListedResults()
  const chosen = useComparison((state) => state.chosen)
  const kept = useComparison((state) => state.keptBeside)
  const { close, keepBeside } = useComparison.getState()
  const at = results.findIndex(({ key }) => key === chosen)
  const now = results[at]
  if (now?.run.target == null || now.run.state !== 'done' || kept.has(now.key)) return null
  const { target } = now.run
  const older = results
    .slice(0, at)
    .findLast(({ run }) => run.state === 'done' && isSameTarget(run.target, target))
  if (older === undefined) return null
  return (
    <div className={styles.older} role="note">
      <span>
        The result of {older.outcome === null ? 'before' : formatMoment(older.outcome.finishedAt)} is open
        too.
      </span>
      <Button kind="quiet" onClick={() => void close(older.key)}>
        Close the older one
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          keepBeside(now.key)
        }}
      >
        Keep both
      </Button>
    </div>
  )
}

/** The way back from a run that got nothing to what was on screen before it; nothing where that was closed. */
export const BackToResult = () => {
  const results = useListedResults()
  const chosen = useComparison((state) => state.chosen)
  const { choose } = useComparison.getState()
  const cameFrom = results.find(({ key }) => key === chosen)?.cameFrom
  const back = results.find(({ key }) => key === cameFrom)
  if (back === undefined) return null
  return (
    <Button
      icon="back"
      onClick={() => {
        choose(back.key)
      }}
    >
      Back to <bdi>{resultName(back)}</bdi>
    </Button>
  )
}
