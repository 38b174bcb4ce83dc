import { useEffect, useState } from 'react'
import { shortcutText } from '../../../shared/commands'
import { Button, IconButton } from './button'
import { Icon } from './icon'
import { Name } from './name'
import { isMac } from './platform'
import { useToasts, type Toast, type ToastAction } from './toast-store'
import styles from './toasts.module.css'
import { isUndo } from './use-undo-keys'

/** Long enough to read a path; the text stays in the page until then. */
const SHOWN_MS = 12_000
/** Long enough to think better of it. */
const WITH_ACTION_MS = 20_000

/** What was done, at the lower edge. The live region is always there, so that it is announced. */
export const Toasts = () => {
  const toasts = useToasts((state) => state.toasts)
  useUndoOfToast(toasts)
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

/** Who works by keyboard is far from the lower edge: Ctrl+Z or Cmd+Z takes back what was told last, where that can be. */
const useUndoOfToast = (toasts: readonly Toast[]) => {
  const last = toasts.filter(({ action }) => action?.label === 'Undo').at(-1)?.id
  useEffect(() => {
    if (last === undefined) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      // What is on screen may have something to undo itself.
      if (event.defaultPrevented || event.shiftKey || !isUndo(event)) return
      event.preventDefault()
      useToasts.getState().act(last)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [last])
}

interface ToastLineProps {
  readonly id: number
  readonly text: string
  readonly action: ToastAction | null
}

const ToastLine = ({ id, text, action }: ToastLineProps) => {
  const { dismiss, act } = useToasts.getState()
  const [held, setHeld] = useState(false)
  const lasts = action === null ? SHOWN_MS : WITH_ACTION_MS
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => {
      dismiss(id)
    }, lasts)
    return () => {
      clearTimeout(timer)
    }
  }, [dismiss, id, lasts, held])
  return (
    // It does not go while somebody is about to answer it.
    <div
      className={styles.toast}
      onPointerEnter={() => {
        setHeld(true)
      }}
      onPointerLeave={() => {
        setHeld(false)
      }}
      onFocus={() => {
        setHeld(true)
      }}
      onBlur={() => {
        setHeld(false)
      }}
    >
      <Icon name="check" className={styles.icon} />
      <Name>{text}</Name>
      {action !== null && (
        <Button
          kind="quiet"
          title={action.label === 'Undo' ? shortcutText('Mod+Z', isMac) : undefined}
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
