import { useState } from 'react'
import type { FleetFormat } from '../../../../shared/ipc/fleet'
import { announceSaved } from '../../announce-saved'
import { Button } from '../../ui/button'
import { Menu } from '../../ui/menu'
import { useFleet } from './fleet-store'

const FORMATS: readonly {
  readonly format: FleetFormat
  readonly label: string
  readonly hint: string
}[] = [
  { format: 'pdf', label: 'PDF report', hint: '.pdf' },
  { format: 'html', label: 'HTML report', hint: '.html' },
  { format: 'csv', label: 'CSV files', hint: 'folder' },
  { format: 'json', label: 'JSON', hint: '.json' },
]

/** Exports what ended so far; what was written, and where, is announced. */
export const FleetExport = ({ disabled }: { disabled: boolean }) => {
  const [exporting, setExporting] = useState(false)
  const run = async (format: FleetFormat, label: string) => {
    setExporting(true)
    const result = await useFleet.getState().exportAs(format)
    setExporting(false)
    announceSaved(`${label} saved`, result)
  }
  return (
    <Menu
      label="Export as"
      trigger={(props) => (
        <Button
          {...props}
          data-command="export"
          icon="export"
          disabled={disabled || exporting}
          aria-busy={exporting}
        >
          {exporting ? 'Exporting…' : 'Export'}
        </Button>
      )}
      items={FORMATS.map(({ format, label, hint }) => ({
        label,
        hint,
        onSelect: () => void run(format, label),
      }))}
    />
  )
}
