import { useState } from 'react'
import type { AppError } from '../../../../shared/app-error'
import type { InventoryFormat } from '../../../../shared/ipc/inventory'
import { redactionKeyFault } from '../../../../shared/redaction-key'
import { announceSaved } from '../../announce-saved'
import { ask } from '../../bridge'
import { Button } from '../../ui/button'
import { Menu } from '../../ui/menu'
import { RedactNames } from '../../ui/redact-names'

const FORMATS: readonly {
  readonly format: InventoryFormat
  readonly label: string
  readonly hint: string
}[] = [
  { format: 'pdf', label: 'PDF review report', hint: '.pdf' },
  { format: 'html', label: 'HTML review report', hint: '.html' },
  { format: 'csv', label: 'CSV files', hint: 'folder' },
  { format: 'json', label: 'JSON', hint: '.json' },
  { format: 'snapshot', label: 'Snapshot to open again', hint: 'no secrets' },
]

interface InventoryExportProps {
  readonly inventoryId: string
  readonly onError: (error: AppError | null) => void
}

/** Exports the applications with their review; what was written, and where, is announced. */
export const InventoryExport = ({ inventoryId, onError }: InventoryExportProps) => {
  const [exporting, setExporting] = useState(false)
  const [redact, setRedact] = useState(false)
  const [redactKey, setRedactKey] = useState<string | null>(null)

  const run = async (format: InventoryFormat, label: string) => {
    const key = redact ? (redactKey?.trim() ?? '') : ''
    const fault = key === '' ? null : redactionKeyFault(key)
    onError(fault)
    if (fault !== null) return
    setExporting(true)
    const answer = await ask(({ inventory }) =>
      inventory.export({ inventoryId, format, redact, redactKey: key === '' ? null : key }),
    )
    setExporting(false)
    if (!answer.ok) onError(answer.error)
    else announceSaved(`${label} saved`, answer.value)
  }

  return (
    <Menu
      label="Export as"
      trigger={(props) => (
        <Button {...props} data-command="export" icon="export" disabled={exporting} aria-busy={exporting}>
          {exporting ? 'Exporting…' : 'Export'}
        </Button>
      )}
      items={FORMATS.map(({ format, label, hint }) => ({
        label,
        hint,
        onSelect: () => void run(format, label),
      }))}
      footer={
        <RedactNames
          checked={redact}
          onChange={setRedact}
          hint="Applications, clients, owners, reviewers and free text"
          redactKey={redactKey}
          onKey={setRedactKey}
        />
      }
    />
  )
}
