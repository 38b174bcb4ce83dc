import { useEffect, useState } from 'react'
import { counted } from '../../../core/comparison/count-text'
import { visibleLine } from '../../../shared/visible-text'
import { ask } from '../bridge'
import { useToasts } from '../ui/toast-store'
import { Icon } from '../ui/icon'
import { useApp } from './app-store'
import { canOpenFiles } from './commands'
import styles from './drop-target.module.css'
import { readDropped } from './dropped-file'
import { showFromOutside } from './go'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

/** Opens what is dropped anywhere onto the window, and shows meanwhile that it can be dropped. */
export const DropTarget = () => {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      // Otherwise the browser would show the file in place of the app.
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = canOpenFiles() ? 'copy' : 'none'
      setOver(canOpenFiles())
    }
    const onLeave = (event: DragEvent) => {
      // Into another element of the page is not out of it.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      const { items, files } = event.dataTransfer as DataTransfer // as `hasFiles` has looked
      // What the browser says of an entry is known during the event only.
      const isFolder = items[0]?.webkitGetAsEntry()?.isDirectory === true
      if (canOpenFiles()) void open(isFolder ? null : (files[0] ?? null), files.length)
    }
    document.addEventListener('dragenter', onOver)
    document.addEventListener('dragover', onOver)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragenter', onOver)
      document.removeEventListener('dragover', onOver)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [])
  return isOver ? (
    <div className={styles.target} aria-hidden="true">
      <p>
        <Icon name="folder" /> Drop a snapshot or a list of tenants to open it
      </p>
    </div>
  ) : null
}

/** The first of them: each takes the place of what is on screen. */
const open = async (file: File | null, dropped: number): Promise<void> => {
  const { setError } = useApp.getState()
  const read = await readDropped(file)
  if (!read.ok) {
    setError(read.error)
    return
  }
  const opened = await ask(({ desktop }) => desktop.openText(read.value))
  if (!opened.ok) {
    setError(opened.error)
    return
  }
  await showFromOutside(opened.value)
  if (dropped > 1)
    useToasts
      .getState()
      .announce(
        `Of ${counted(dropped, 'file')}, only ${visibleLine(read.value.name)} was opened: one at a time.`,
      )
}
