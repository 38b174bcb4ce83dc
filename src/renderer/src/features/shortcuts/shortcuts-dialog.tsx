import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { shortcutGroups } from './shortcut-groups'
import styles from './shortcuts.module.css'

interface ShortcutsDialogProps {
  /** Of these commands: those that the window knows. */
  readonly isOffered: Parameters<typeof shortcutGroups>[0]
  readonly onClose: () => void
}

/** Every key that does something, from the tables that do it. */
export const ShortcutsDialog = ({ isOffered, onClose }: ShortcutsDialogProps) => (
  <Dialog
    wide
    title="Keyboard shortcuts"
    onClose={onClose}
    footer={
      <Button kind="primary" onClick={onClose}>
        Close
      </Button>
    }
  >
    {/* Nothing else in it takes the focus, and it scrolls. */}
    <div role="region" aria-label="All shortcuts" tabIndex={0}>
      {shortcutGroups(isOffered).map(({ name, shortcuts }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          <dl className={styles.list}>
            {shortcuts.map(({ keys, does }) => (
              <div key={does}>
                <dt>{does}</dt>
                <dd>
                  <kbd>{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
)
