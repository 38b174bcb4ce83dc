import type { ExportFormat } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { Menu } from '../../ui/menu'
import { RedactNames } from '../../ui/redact-names'
import { useToasts } from '../../ui/toast-store'
import { useReport } from './report-store'

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly hint: string }[] = [
  { format: 'pdf', label: 'PDF report', hint: '.pdf' },
  { format: 'html', label: 'HTML report', hint: '.html' },
  { format: 'csv', label: 'CSV files', hint: 'folder' },
  { format: 'json', label: 'JSON', hint: '.json' },
  { format: 'snapshot', label: 'Snapshot to open again', hint: 'no secrets' },
]

/** Exports the comparison; what was written, and where, is announced. */
export const ExportMenu = ({ runId }: { runId: string }) => {
  const exporting = useReport((state) => state.exporting)
  const redact = useReport((state) => state.redact)
  const { exportReport, setRedact } = useReport.getState()
  const announce = useToasts((state) => state.announce)

  const run = async (format: ExportFormat, label: string) => {
    const result = await exportReport(runId, format)
    if (result?.state === 'saved') announce(`${label} saved: ${result.path}`)
  }

  return (
    <Menu
      label="Export as"
      trigger={(props) => (
        <Button {...props} icon="export" disabled={exporting !== null} aria-busy={exporting !== null}>
          {exporting === null ? 'Export' : 'Exporting…'}
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
          hint="Clients, people and labels become stable stand-ins"
        />
      }
    />
  )
}
