import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../../shared/app-error'
import {
  COMPUTER_PROBES,
  computerText,
  outcomeText,
  STATE_WORDS,
  type ComputerProbe,
  type ComputerSection,
} from '../../../../shared/computer-report'
import { ask } from '../../bridge'
import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { Dialog } from '../../ui/dialog'
import { Icon } from '../../ui/icon'
import { ErrorNotice } from '../../ui/notice'
import { useToasts } from '../../ui/toast-store'
import { Name } from '../../ui/name'
import styles from './computer.module.css'

const ICONS = { fine: 'check', look: 'warning', broken: 'error', unknown: 'unknown' } as const

type Sections = Partial<Record<ComputerProbe, ComputerSection>>

interface Check {
  readonly sections: Sections
  readonly error: AppError | null
  readonly isRunning: boolean
  readonly start: (addresses: boolean) => void
  /** What comes after it is left out. */
  readonly stop: () => void
}

/** Looks at all parts at once; each is shown as it comes. */
const useCheck = (): Check => {
  const [sections, setSections] = useState<Sections>({})
  const [error, setError] = useState<AppError | null>(null)
  const [left, setLeft] = useState<number>(COMPUTER_PROBES.length)
  /** The last check: what an older one brings is too late. */
  const current = useRef(0)
  const begin = useCallback((addresses: boolean) => {
    current.current += 1
    const own = current.current
    for (const { id } of COMPUTER_PROBES)
      void ask(({ computer }) => computer.look({ probe: id, addresses })).then((answer) => {
        if (own !== current.current) return
        if (answer.ok) setSections((before) => ({ ...before, [id]: answer.value }))
        else setError(answer.error)
        setLeft((before) => before - 1)
      })
  }, [])
  const start = (addresses: boolean) => {
    setSections({})
    setError(null)
    setLeft(COMPUTER_PROBES.length)
    begin(addresses)
  }
  const stop = () => {
    current.current += 1
    setLeft(0)
  }
  useEffect(() => {
    begin(false)
    return () => {
      current.current += 1
    }
  }, [begin])
  return { sections, error, isRunning: left > 0, start, stop }
}

/** *Check this computer*: what was found, to look at and to send to whoever helps. */
export const ComputerDialog = ({ onClose }: { onClose: () => void }) => {
  const { sections, error, isRunning, start, stop } = useCheck()
  const [addresses, setAddresses] = useState(false)
  const [saveError, setSaveError] = useState<AppError | null>(null)
  const announce = useToasts((state) => state.announce)
  const found = Object.values(sections)
  const copy = async () => {
    const text = computerText(found, new Date().toISOString())
    announce(
      (await copyText(text)) ? 'What was found is copied.' : 'It could not be copied: save it instead.',
    )
  }
  const save = async () => {
    const answer = await ask(({ computer }) => computer.save())
    setSaveError(answer.ok ? null : answer.error)
    if (answer.ok && answer.value.state === 'saved') announce(`Saved: ${answer.value.path}`)
  }
  return (
    <Dialog
      wide
      title="Check this computer"
      onClose={onClose}
      footer={
        <>
          <Button
            icon={isRunning ? 'stop' : 'refresh'}
            onClick={() => {
              if (isRunning) stop()
              else start(addresses)
            }}
          >
            {isRunning ? 'Stop' : 'Check again'}
          </Button>
          <Button icon="copy" disabled={isRunning} onClick={() => void copy()}>
            Copy as text
          </Button>
          <Button icon="export" disabled={isRunning} onClick={() => void save()}>
            Save as text…
          </Button>
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p>
        What Crossview finds of this computer, without secrets, for you or whoever helps you. No server is
        asked, and it is sent to nobody. Whether a tenant answers, its <em>Test connection</em> says.
      </p>
      <label className={styles.box}>
        <input
          type="checkbox"
          checked={addresses}
          onChange={({ target }) => {
            setAddresses(target.checked)
            start(target.checked)
          }}
        />
        With the names and addresses of my tenants
      </label>
      {[error, saveError].map((each) => each !== null && <ErrorNotice key={each.message} error={each} />)}
      <p role="status">{isRunning ? 'Looking …' : outcomeText(found)}</p>
      {COMPUTER_PROBES.map(({ id, label }) => (
        <section key={id} aria-label={label}>
          <h3>{label}</h3>
          <Lines section={sections[id]} isRunning={isRunning} />
        </section>
      ))}
    </Dialog>
  )
}

const Lines = ({ section, isRunning }: { section: ComputerSection | undefined; isRunning: boolean }) =>
  section === undefined ? (
    <p className={styles.hint}>{isRunning ? 'Looking …' : 'Not looked at.'}</p>
  ) : (
    <ul className={styles.lines}>
      {section.lines.map(({ state, found, advice }) => (
        <li key={found} className={styles[state]}>
          <Icon name={ICONS[state]} />
          <div>
            <strong>{STATE_WORDS[state]}</strong> <Name>{found}</Name>
            {advice !== null && <p className={styles.hint}>{advice}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
