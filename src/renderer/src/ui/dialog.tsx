import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { IconButton } from './button'
import styles from './dialog.module.css'
import { rememberBehind } from './focus-place'
import { Name } from './name'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** Buttons at the bottom, the main one last. */
  readonly footer: ReactNode
  readonly wide?: boolean
  /** Wider than wide: with a list at its side. */
  readonly large?: boolean
  /** Called for Escape, the cross and any other way to close. */
  readonly onClose: () => void
}

/**
 * A modal dialog while it is rendered. The native element keeps the focus inside and gives it back; where what had it
 * is gone, its neighbour gets it.
 */
export const Dialog = ({ title, children, footer, wide = false, large = false, onClose }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Not a passive effect: closed after it left the page, a dialog gives the focus back to nothing.
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog === null) return undefined
    const giveBack = rememberBehind(dialog)
    dialog.showModal()
    return () => {
      dialog.close()
      giveBack()
    }
  }, [])
  const close = () => {
    keepTyped()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    // Before the browser's own way, which asks the first time only and closes at the second.
    event.preventDefault()
    event.stopPropagation()
    close()
  }
  return (
    <dialog
      ref={element}
      className={[styles.dialog, wide && styles.wide, large && styles.large].filter(Boolean).join(' ')}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        if (event.target === event.currentTarget) close()
      }}
      onClose={() => {
        const dialog = element.current
        if (dialog === null || dialog.open) return
        // The browser closed it unasked. Whether it goes is for its owner to say, who may have to ask first.
        dialog.showModal()
        close()
      }}
    >
      <div className={styles.header}>
        <h2 id={titleId}>
          <Name>{title}</Name>
        </h2>
        <IconButton icon="close" label="Close" onClick={close} />
      </div>
      {/* It scrolls where it is higher than the window: by keyboard too. */}
      <div className={styles.body}>{children}</div>
      <div className={styles.footer}>{footer}</div>
    </dialog>
  )
}

/** A field that keeps its text when it is left is left before its dialog goes. */
const keepTyped = (): void => {
  const active = document.activeElement
  if (!(active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement)) return
  active.blur()
  active.focus({ preventScroll: true })
}
