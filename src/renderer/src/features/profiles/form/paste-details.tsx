import { useId, useState } from 'react'
import { parseApiDetails } from '../../../../../shared/halo-address'
import { Button } from '../../../ui/button'
import { Field } from '../../../ui/field'
import styles from './paste-details.module.css'

interface PasteDetailsProps {
  readonly onUse: (details: { url: string | null; tenant: string | null }) => void
}

/** Takes the three lines of Halo's API details page instead of typing address and tenant. */
export const PasteDetails = ({ onUse }: PasteDetailsProps) => {
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<{ readonly error: string | null; readonly done: string | null }>({
    error: null,
    done: null,
  })
  const headingId = useId()
  const use = () => {
    const parsed = parseApiDetails(text)
    if (!parsed.ok) {
      setOutcome({ error: [parsed.error.message, ...parsed.error.advice].join(' '), done: null })
      return
    }
    const { url, tenant } = parsed.value
    onUse({ url, tenant })
    setOutcome({
      error: null,
      done: tenant === null ? 'Web address filled in.' : 'Web address and tenant id filled in.',
    })
  }
  return (
    <section className={styles.box} aria-labelledby={headingId}>
      <h2 id={headingId} className="visually-hidden">
        Fill in from Halo
      </h2>
      <Field
        label="Paste the three lines from Halo’s API details page"
        optional
        error={outcome.error}
        hint="Configuration > Integrations > HaloPSA API shows Resource Server, Authorisation Server and Tenant."
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            value={text}
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value)
            }}
          />
        )}
      </Field>
      <div className={styles.actions}>
        <Button disabled={text.trim() === ''} onClick={use}>
          Fill in
        </Button>
        <p role="status">{outcome.done}</p>
      </div>
    </section>
  )
}
