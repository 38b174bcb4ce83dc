import type { ReleaseView, UpdateFindings, UpdateState } from '../../../../shared/ipc/updates'
import { Button } from '../../ui/button'
import { formatMoment } from '../../ui/format'
import { Name } from '../../ui/name'
import { Notice } from '../../ui/notice'
import { sinceText, versionText } from './update-text'
import styles from './updates.module.css'
import { useUpdates } from './updates-store'

interface FindingsProps {
  readonly state: UpdateState
  readonly findings: UpdateFindings
  readonly onLater: () => void
}

/** What the last check found. */
export const Findings = ({ state, findings, onLater }: FindingsProps) => {
  switch (findings.state) {
    case 'failed':
      return <Notice tone="error" title={findings.fault.message} advice={findings.fault.advice} />
    case 'up-to-date':
      return (
        <Notice tone="good" title={`There is nothing newer than ${state.version}`}>
          {findings.newest === null
            ? 'No version is published there yet.'
            : `The newest published version is ${findings.newest}.`}
        </Notice>
      )
    case 'newer':
      return <Newer running={state.version} findings={findings} onLater={onLater} />
  }
}

interface NewerProps {
  readonly running: string
  readonly findings: Extract<UpdateFindings, { state: 'newer' }>
  readonly onLater: () => void
}

const Newer = ({ running, findings: { releases, more, skipped }, onLater }: NewerProps) => {
  const { openPage, postpone, skip } = useUpdates.getState()
  const newest = releases[0]?.version ?? ''
  return (
    <>
      <Notice
        tone="info"
        title={versionText(newest)}
        actions={
          <>
            <Button kind="primary" onClick={() => void openPage()}>
              Open the page of versions
            </Button>
            {!skipped && <Button onClick={() => void skip(newest)}>Skip this version</Button>}
            <Button
              kind="quiet"
              onClick={() => {
                postpone()
                onLater()
              }}
            >
              Later
            </Button>
          </>
        }
      >
        {sinceText(running, releases.length)} The page opens in your browser; you download and install it
        yourself.
        {skipped && ' You skip this version: a start says no more about it.'}
      </Notice>
      <h4>What is new since {running}</h4>
      {releases.map((release) => (
        <Release key={release.version} release={release} />
      ))}
      {more && (
        <p className={styles.hint}>
          Older versions than these came out after {running}, too; the page of versions has them all.
        </p>
      )}
    </>
  )
}

/** SECURITY: the publisher's text as text: no markup, no link. */
const Release = ({ release: { version, title, notes, cut, publishedAt } }: { release: ReleaseView }) => (
  <article className={styles.release}>
    <header>
      <h5>{version}</h5>
      {title !== '' && title !== version && <Name>{title}</Name>}
      <time dateTime={publishedAt}>{formatMoment(publishedAt)}</time>
    </header>
    {notes === '' ? (
      <p className={styles.hint}>Its publisher wrote nothing about it.</p>
    ) : (
      <div className={styles.notes} role="region" tabIndex={0} aria-label={`What is new in ${version}`}>
        <Name>{notes}</Name>
      </div>
    )}
    {cut && <p className={styles.hint}>The text goes on; the page of versions has all of it.</p>}
  </article>
)
