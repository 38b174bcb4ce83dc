import type { ExportResult } from '../../shared/ipc/target'
import { ask } from './bridge'
import { useToasts } from './ui/toast-store'

/** Says what was saved, and where, and offers to show it there. @param result of the export; nothing is said of one that was dismissed or failed */
export const announceSaved = (what: string, result: ExportResult | null | undefined): void => {
  if (result?.state !== 'saved') return
  const { path, id } = result
  useToasts.getState().announce(`${what}: ${path}`, {
    label: 'Show in folder',
    run: () => void showInFolder(id),
  })
}

const showInFolder = async (id: string): Promise<void> => {
  const shown = await ask(({ desktop }) => desktop.showInFolder({ id }))
  if (!shown.ok) useToasts.getState().announce([shown.error.message, ...shown.error.advice].join(' '))
}
