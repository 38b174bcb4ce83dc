import { useEffect } from 'react'
import { Button, IconButton } from './button'
import { Icon } from './icon'
import { Name } from './name'
import { useToasts, type ToastAction } from './toast-store'
import styles from './toasts.module.css'

/** Long enough to read a path; the text stays in the page until then. */
const SHOWN_MS = 12_000

/** What was done, at the lower edge. The live region is always there, so that it is announced. */
export const Toasts = () => {
  const toasts = useToasts((state) => state.toasts)
  return (
    <div
      className={styles.region}
      role="status"
      aria-live="polite"
      data-region={toasts.length > 0 ? true : undefined}
    >
      {toasts.map(({ id, text, action }) => (
        <ToastLine key={id} id={id} text={text} action={action} />
      ))}
    </div>
  )
}

interface ToastLineProps {
  readonly id: number
  readonly text: string
  readonly action: ToastAction | null
}

const ToastLine = ({ id, text, action }: ToastLineProps) => {
  const { dismiss, act } = useToasts.getState()
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
      <Name>{text}</Name>
      {action !== null && (
        <Button
          kind="quiet"
          onClick={() => {
            act(id)
          }}
        >
          {action.label}
        </Button>
      )}
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
