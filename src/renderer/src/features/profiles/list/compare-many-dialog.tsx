import { counted, countText } from '../../../../../core/comparison/count-text'
import { OPEN } from '../../../../../shared/bounds'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Notice } from '../../../ui/notice'
import { appChoices, notReady, type AppChoice } from '../profile-text'
import { Name } from '../../../ui/name'
import styles from '../many-dialog.module.css'

interface CompareManyDialogProps {
  readonly views: readonly ProfileView[]
  readonly onCompareEach: (chosen: readonly (readonly [ProfileView, AppChoice])[]) => void
  readonly onFleet: () => void
  readonly onClose: () => void
}

/** Which of the ticked tenants can be compared, and why the others cannot, before a comparison of each is begun. */
export const CompareManyDialog = ({ views, onCompareEach, onFleet, onClose }: CompareManyDialogProps) => {
  const ready = views.flatMap((view) => {
    const choice = appChoices(view.profile).find(({ id }) => notReady(view, id) === null)
    return choice === undefined ? [] : [[view, choice] as const]
  })
  const others = views.filter((view) => !ready.some(([each]) => each === view))
  const isTooMany = ready.length > OPEN.results
  return (
    <Dialog
      title={`Compare ${counted(ready.length, 'tenant')}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            onClick={() => {
              onClose()
              onFleet()
            }}
          >
            Together, as a fleet…
          </Button>
          <Button
            kind="primary"
            icon="compare"
            disabled={ready.length === 0 || isTooMany}
            onClick={() => {
              onClose()
              onCompareEach(ready)
            }}
          >
            Compare {counted(ready.length, 'tenant')}
          </Button>
        </>
      }
    >
      {isTooMany && (
        <Notice tone="warning" title={`At most ${countText(OPEN.results)} results are open at once`}>
          Select fewer, or run them together as a fleet.
        </Notice>
      )}
      <p>
        Each is a comparison of its own, of the application that is named first. They run side by side, each
        within the allowance of its tenant, and all are there under “Comparison”.
      </p>
      {others.length > 0 && (
        <>
          <h3>{counted(others.length, 'tenant')} left out</h3>
          <ul className={styles.names} tabIndex={0} aria-label="Left out">
            {others.map((view) => (
              <li key={view.profile.id}>
                <strong>
                  <Name>{view.profile.name}</Name>
                </strong>
                : {notReady(view, appChoices(view.profile)[0]?.id ?? null)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
