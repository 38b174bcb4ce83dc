/** Puts text on the clipboard. False when neither the clipboard's interface nor the old command may be used. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // A host that denies every permission denies this one too; the old command needs none.
    return copyBySelection(text)
  }
}

/** The one part of the old interface that is used; it has no replacement that needs no permission. */
interface CopyingDocument {
  execCommand(command: 'copy'): boolean
}

const copyBySelection = (text: string): boolean => {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.className = 'visually-hidden'
  const focused = document.activeElement
  const copying: CopyingDocument = document
  document.body.append(area)
  area.select()
  try {
    return copying.execCommand('copy')
  } finally {
    area.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
