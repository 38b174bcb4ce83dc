import { Button } from '../../ui/button'
import { ErrorNotice, Notice } from '../../ui/notice'
import { sinceText, versionText } from './update-text'
import { useUpdates } from './updates-store'

/** That there is a newer version, once a start, to whoever switched the check on. */
export const UpdateNotice = ({ onWhatIsNew }: { onWhatIsNew: () => void }) => {
  const state = useUpdates((updates) => updates.state)
  const later = useUpdates((updates) => updates.later)
  const error = useUpdates((updates) => updates.error)
  const { postpone, skip } = useUpdates.getState()
  if (state?.findings?.state !== 'newer' || state.findings.skipped || later) return null
  const { releases } = state.findings
  const newest = releases[0]?.version ?? ''
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Notice
        tone="info"
        title={versionText(newest)}
        actions={
          <>
            <Button onClick={onWhatIsNew}>What is new…</Button>
            <Button onClick={() => void skip(newest)}>Skip this version</Button>
            <Button kind="quiet" onClick={postpone}>
              Later
            </Button>
          </>
        }
      >
        {sinceText(state.version, releases.length)}
      </Notice>
    </>
  )
}
