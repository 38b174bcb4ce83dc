import { useEffect, type ReactNode } from 'react'
import type { ExportChoice } from '../../../../shared/ipc/reports'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Field } from '../../ui/field'
import { ErrorNotice } from '../../ui/notice'
import { RedactNames } from '../../ui/redact-names'
import styles from './report.module.css'
import { useReport } from './report-store'

export type PageFormat = 'pdf' | 'html'

interface ReportDialogProps {
  readonly runId: string
  readonly format: PageFormat
  readonly onFormat: (format: PageFormat) => void
  readonly onExport: () => Promise<void>
  readonly onClose: () => void
}

/** What a report is to hold. Closing it while a report is made ends that. */
export const ReportDialog = ({ runId, format, onFormat, onExport, onClose }: ReportDialogProps) => {
  const exporting = useReport((state) => state.exporting)
  const error = useReport((state) => state.error)
  const report = useReport((state) => state.choice.report)
  const { loadOptions, cancel, choose, dismissError } = useReport.getState()
  useEffect(() => {
    void loadOptions(runId)
  }, [loadOptions, runId])
  const close = () => {
    if (exporting !== null) void cancel()
    onClose()
  }
  return (
    <Dialog
      title="Export a report"
      onClose={close}
      footer={
        exporting === null ? (
          <>
            <Button onClick={close}>Close</Button>
            <Button kind="primary" onClick={() => void onExport()}>
              Export…
            </Button>
          </>
        ) : (
          <Button onClick={() => void cancel()}>Cancel the export</Button>
        )
      }
    >
      {error !== null && <ErrorNotice error={error} onDismiss={dismissError} />}
      <p role="status" className={styles.status}>
        {exporting === null
          ? ''
          : format === 'pdf'
            ? 'Printing the report. With many records this takes a minute …'
            : 'Writing the report …'}
      </p>
      <fieldset className={styles.form} disabled={exporting !== null}>
        <Choices legend="What it holds">
          <Choice
            name="report"
            checked={report === 'summary'}
            onChange={() => {
              choose({ report: 'summary' })
            }}
            label="Summary"
            hint="A few pages: picture, causes, what to do first, coverage"
          />
          <Choice
            name="report"
            checked={report === 'full'}
            onChange={() => {
              choose({ report: 'full' })
            }}
            label="Full"
            hint="All of it with every differing record, nothing cut"
          />
        </Choices>
        <Choices legend="Format">
          <Choice
            name="format"
            checked={format === 'pdf'}
            onChange={() => {
              onFormat('pdf')
            }}
            label="PDF"
            hint="To print and to send"
          />
          <Choice
            name="format"
            checked={format === 'html'}
            onChange={() => {
              onFormat('html')
            }}
            label="HTML"
            hint="One file for a browser; records can be searched and put in order"
          />
        </Choices>
        <Details />
      </fieldset>
    </Dialog>
  )
}

const Details = () => {
  const choice = useReport((state) => state.choice)
  const options = useReport((state) => state.options)
  const { choose, setKey } = useReport.getState()
  return (
    <>
      <Field
        label="Recipe to check"
        hint={
          options?.purpose == null
            ? 'Whether the application has what a use needs'
            : `Without another one: its purpose, ${options.purpose}`
        }
      >
        {(control) => (
          <select
            {...control}
            value={choice.recipe ?? ''}
            onChange={({ target }) => {
              choose({ recipe: target.value === '' ? null : target.value })
            }}
          >
            <option value="">{options?.purpose == null ? 'None' : 'The purpose'}</option>
            {options?.recipes.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className={styles.pair}>
        <TypedName label="Made by" of="madeBy" value={choice.madeBy} />
        <TypedName label="Made for" of="madeFor" value={choice.madeFor} />
      </div>
      {options?.review != null && (
        <Check
          checked={choice.review}
          onChange={(review) => {
            choose({ review })
          }}
          label="Add the access review"
          hint={`Of this tenant: ${options.review}`}
        />
      )}
      <RedactNames
        checked={choice.redact}
        onChange={(redact) => {
          choose({ redact })
        }}
        hint="Clients, people and labels become stable stand-ins"
        redactKey={choice.redactKey}
        onKey={setKey}
      />
      {options?.branding === true && (
        <Check
          checked={choice.branding}
          onChange={(branding) => {
            choose({ branding })
          }}
          label="Our name, logo and colour"
          hint={choice.redact ? 'They say who made a redacted report' : 'As they are set in Settings'}
        />
      )}
    </>
  )
}

interface TypedNameProps {
  readonly label: string
  readonly of: 'madeBy' | 'madeFor'
  readonly value: ExportChoice['madeBy']
}

const TypedName = ({ label, of, value }: TypedNameProps) => (
  <Field label={label} optional>
    {(control) => (
      <input
        {...control}
        type="text"
        dir="auto"
        maxLength={200}
        value={value ?? ''}
        onChange={({ target }) => {
          useReport.getState().choose({ [of]: target.value })
        }}
      />
    )}
  </Field>
)

const Choices = ({ legend, children }: { legend: string; children: ReactNode }) => (
  <fieldset className={styles.choices}>
    <legend>{legend}</legend>
    {children}
  </fieldset>
)

interface ChoiceProps {
  readonly name: string
  readonly checked: boolean
  readonly onChange: () => void
  readonly label: string
  readonly hint: string
}

const Choice = ({ name, checked, onChange, label, hint }: ChoiceProps) => (
  <label className={styles.choice}>
    <input type="radio" name={name} checked={checked} onChange={onChange} />
    <span>
      {label}
      <span className={styles.hint}>{hint}</span>
    </span>
  </label>
)

interface CheckProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly label: string
  readonly hint: string
}

const Check = ({ checked, onChange, label, hint }: CheckProps) => (
  <label className={styles.choice}>
    <input
      type="checkbox"
      checked={checked}
      onChange={({ target }) => {
        onChange(target.checked)
      }}
    />
    <span>
      {label}
      <span className={styles.hint}>{hint}</span>
    </span>
  </label>
)
