import { useEffect } from 'react'

const TEXT_FIELDS =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=range])'

/** Whether keys write into what has the focus, and undo what was written there. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(TEXT_FIELDS) !== null

const isForPage = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  !isTyping(event.target) &&
  document.querySelector('dialog[open]') === null

/** Whether a key means to undo something of the page, with or without Shift: not in a field, nor over a dialog. */
export const isUndo = (event: KeyboardEvent): boolean => isForPage(event) && event.key.toLowerCase() === 'z'

/** Undoes with Ctrl+Z or Cmd+Z, and does again with Shift besides, or with Ctrl+Y; not while somebody types. */
export const useUndoKeys = (undo: () => void, redo: () => void): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isForPage(event)) return
      const key = event.key.toLowerCase()
      const redoes = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey)
      if (!redoes && key !== 'z') return
      event.preventDefault()
      if (redoes) redo()
      else undo()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [undo, redo])
}
