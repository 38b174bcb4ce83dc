import { useState } from 'react'
import type { ExportFormat } from '../../../../shared/ipc/api'
import { announceSaved } from '../../announce-saved'
import { Button } from '../../ui/button'
import { Menu } from '../../ui/menu'
import { RedactNames } from '../../ui/redact-names'
import { ReportDialog, type PageFormat } from './report-dialog'
import { useReport } from './report-store'

/** Written at once: nothing is to be chosen of them. */
const FILES: readonly { readonly format: ExportFormat; readonly label: string; readonly hint: string }[] = [
  { format: 'csv', label: 'CSV files', hint: 'folder' },
  { format: 'json', label: 'JSON', hint: '.json' },
  { format: 'snapshot', label: 'Snapshot to open again', hint: 'no secrets' },
]

/** Exports the comparison; what was written, and where, is announced. */
export const ExportMenu = ({ runId }: { runId: string }) => {
  const [format, setFormat] = useState<PageFormat | null>(null)
  const exporting = useReport((state) => state.exporting)
  const redact = useReport((state) => state.choice.redact)
  const redactKey = useReport((state) => state.choice.redactKey)
  const { exportReport, choose, setKey } = useReport.getState()

  const run = async (chosen: ExportFormat, label: string) => {
    const result = await exportReport(runId, chosen)
    announceSaved(`${label} saved`, result)
    return result
  }

  return (
    <>
      <Menu
        label="Export as"
        trigger={(props) => (
          <Button
            {...props}
            data-command="export"
            icon="export"
            disabled={exporting !== null}
            aria-busy={exporting !== null}
          >
            {exporting === null ? 'Export' : 'Exporting…'}
          </Button>
        )}
        items={[
          {
            label: 'PDF report…',
            hint: '.pdf',
            onSelect: () => {
              setFormat('pdf')
            },
          },
          {
            label: 'HTML report…',
            hint: '.html',
            onSelect: () => {
              setFormat('html')
            },
          },
          ...FILES.map(({ format: chosen, label, hint }) => ({
            label,
            hint,
            onSelect: () => void run(chosen, label),
          })),
        ]}
        footer={
          <RedactNames
            checked={redact}
            onChange={(checked) => {
              choose({ redact: checked })
            }}
            hint="Clients, people and labels become stable stand-ins"
            redactKey={redactKey}
            onKey={setKey}
          />
        }
      />
      {format !== null && (
        <ReportDialog
          runId={runId}
          format={format}
          onFormat={setFormat}
          onExport={async () => {
            const result = await run(format, format === 'pdf' ? 'PDF report' : 'HTML report')
            if (result?.state === 'saved') setFormat(null)
          }}
          onClose={() => {
            setFormat(null)
          }}
        />
      )}
    </>
  )
}
