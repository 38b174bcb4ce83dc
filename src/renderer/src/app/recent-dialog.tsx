import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { EmptyState } from '../ui/empty-state'
import { formatMoment } from '../ui/format'
import { ErrorNotice } from '../ui/notice'
import styles from './recent-dialog.module.css'
import { useRecent } from './recent-store'

/** The snapshots that were opened or saved last, to be opened again: what a menu shows where there is one. */
export const RecentDialog = () => {
  const isOpen = useRecent((state) => state.isOpen)
  const files = useRecent((state) => state.files)
  const error = useRecent((state) => state.error)
  const { close, choose, clear } = useRecent.getState()
  if (!isOpen) return null
  return (
    <Dialog
      title="Open recent"
      onClose={close}
      footer={
        <>
          <Button disabled={files === null || files.length === 0} onClick={() => void clear()}>
            Clear this list
          </Button>
          <Button kind="primary" onClick={close}>
            Close
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {files?.length === 0 && (
        <EmptyState title="No snapshot was opened yet">
          Snapshots that you open or save are listed here. Their files stay where they are.
        </EmptyState>
      )}
      <ul className={styles.list}>
        {files?.map(({ id, name, file, kind, openedAt }) => (
          <li key={id}>
            <Button icon="folder" className={styles.file} onClick={() => void choose(id)}>
              <span className={styles.text}>
                <bdi>{name}</bdi>
                <span className={styles.detail}>
                  {kind === 'comparison' ? 'Comparison' : 'Applications'}, <bdi>{file}</bdi>,{' '}
                  {formatMoment(openedAt)}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
