import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './button'
import styles from './dialog.module.css'
import { Name } from './name'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** Buttons at the bottom, the main one last. */
  readonly footer: ReactNode
  readonly wide?: boolean
  /** Called for Escape, the cross and any other way to close. */
  readonly onClose: () => void
}

/** A modal dialog while it is rendered. The native element keeps the focus inside and gives it back. */
export const Dialog = ({ title, children, footer, wide = false, onClose }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Not a passive effect: closed after it left the page, a dialog gives the focus back to nothing.
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => {
      dialog?.close()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={`${styles.dialog ?? ''} ${wide ? (styles.wide ?? '') : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.header}>
        <h2 id={titleId}>
          <Name>{title}</Name>
        </h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      <div className={styles.body}>{children}</div>
      <div className={styles.footer}>{footer}</div>
    </dialog>
  )
}
