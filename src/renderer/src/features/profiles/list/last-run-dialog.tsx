import type { ProfileView } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { formatMoment } from '../../../ui/format'
import { Dialog } from '../../../ui/dialog'
import { Name } from '../../../ui/name'
import { appChoices, healthOf, lastComparedApp, notReady } from '../profile-text'
import type { ProfileActions } from './profile-row'

interface LastRunDialogProps {
  readonly view: ProfileView
  readonly onClose: () => void
  readonly onCompare: ProfileActions['compare']
}

/** When a tenant was compared last, of which no result is open: Crossview keeps its counts, not its records. */
export const LastRunDialog = ({ view, onClose, onCompare }: LastRunDialogProps) => {
  const { profile } = view
  const { lastRun } = profile
  const choices = appChoices(profile)
  // The one that was compared then; without it, the main one.
  const app = choices.find(({ id }) => id === (lastRun?.app ?? null)) ?? choices[0]
  const blocked = app === undefined ? 'The tenant has no app connection.' : notReady(view, app.id)
  const named = lastComparedApp(profile)
  return (
    <Dialog
      title={profile.name}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            kind="primary"
            icon="compare"
            disabled={blocked !== null}
            onClick={() => {
              onClose()
              if (app !== undefined) onCompare(view, app)
            }}
          >
            Compare
          </Button>
        </>
      }
    >
      <p>
        {healthOf(profile).words}
        {lastRun !== null && `, found on ${formatMoment(lastRun.finishedAt)}`}
        {named !== null && (
          <>
            {' '}
            with <Name>{named}</Name>
          </>
        )}
        .
      </p>
      <p>
        That result is not open any more: it was closed, or Crossview was started anew since then. It is not
        in the tenant’s history either, so that only its numbers are known. Compare the tenant again to see
        it, or open a snapshot that was saved of it.
      </p>
      {blocked !== null && <p>{blocked}</p>}
    </Dialog>
  )
}
