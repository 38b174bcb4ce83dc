import { useEffect } from 'react'
import { IconButton } from './button'
import { Icon } from './icon'
import { useToasts } from './toast-store'
import styles from './toasts.module.css'

/** Long enough to read a path; the text stays in the page until then. */
const SHOWN_MS = 12_000

/** What was done, at the lower edge. The live region is always there, so that it is announced. */
export const Toasts = () => {
  const toasts = useToasts((state) => state.toasts)
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {toasts.map(({ id, text }) => (
        <ToastLine key={id} id={id} text={text} />
      ))}
    </div>
  )
}

const ToastLine = ({ id, text }: { id: number; text: string }) => {
  const dismiss = useToasts((state) => state.dismiss)
  useEffect(() => {
    const timer = setTimeout(() => {
      dismiss(id)
    }, SHOWN_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [dismiss, id])
  return (
    <div className={styles.toast}>
      <Icon name="check" className={styles.icon} />
      <bdi>{text}</bdi>
      <IconButton
        icon="close"
        label="Dismiss"
        onClick={() => {
          dismiss(id)
        }}
      />
    </div>
  )
}
