import { useEffect, useState, type CSSProperties } from 'react'
import type { AppError } from '../../../../../shared/app-error'
import type { PickedApplication } from '../../../../../shared/ipc/inventory'
import { ask } from '../../../bridge'
import { EmptyState } from '../../../ui/empty-state'
import { ErrorNotice } from '../../../ui/notice'
import { Splitter } from '../../../ui/splitter'
import { NARROW, useMedia } from '../../../ui/use-media'
import { usePanel } from '../../../use-panel'
import { BlastRadiusResult, type Outcome } from './blast-radius-result'
import styles from './blast-radius.module.css'
import { Picker, type KnownInventory, type PickProps } from './picker'

/** "This vendor was breached": what the chosen applications could read and change, over all tenants that are known. */
export const BlastRadiusView = ({ picked, onPick }: PickProps) => {
  const { known, error } = useKnown()
  const outcome = useOutcome(picked)
  const picker = usePanel('blast-radius-picker', { usual: 300, least: 200, share: 0.5 })
  const isNarrow = useMedia(NARROW)
  if (error !== null) return <ErrorNotice error={error} />
  if (known === null) {
    return (
      <p role="status" className={styles.muted}>
        Looking which applications are known …
      </p>
    )
  }
  if (known.every(({ applications }) => applications.length === 0)) {
    return (
      <EmptyState level={2} title="No application is known">
        Read the applications of a tenant first: the blast radius is drawn over what was read or opened since
        Crossview started.
      </EmptyState>
    )
  }
  return (
    <div className={styles.split} style={{ '--picker': `${String(picker.size)}px` } as CSSProperties}>
      <Picker known={known} picked={picked} onPick={onPick} />
      {!isNarrow && (
        <Splitter label="Width of the list to pick from" controls="blast-picker" panel="left" {...picker} />
      )}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Blast radius">
        {picked.length === 0 ? (
          <EmptyState title="Nothing is picked">
            Pick the applications that may be in the wrong hands: what they could read and change, and how to
            cut them off, is worked out from what was read. Nothing is sent.
          </EmptyState>
        ) : (
          <BlastRadiusResult picked={picked} outcome={outcome} />
        )}
      </div>
    </div>
  )
}

const useKnown = (): {
  readonly known: readonly KnownInventory[] | null
  readonly error: AppError | null
} => {
  const [known, setKnown] = useState<readonly KnownInventory[] | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  useEffect(() => {
    let wanted = true
    void ask(({ inventory }) => inventory.known()).then((answer) => {
      if (!wanted) return
      if (answer.ok) setKnown(answer.value)
      else setError(answer.error)
    })
    return () => {
      wanted = false
    }
  }, [])
  return { known, error }
}

/** What main works out for the picked ones; null while it does. An answer to an earlier choice is dropped. */
const useOutcome = (picked: readonly PickedApplication[]): Outcome | null => {
  const [answered, setAnswered] = useState<{
    readonly picked: readonly PickedApplication[]
    readonly outcome: Outcome
  } | null>(null)
  useEffect(() => {
    if (picked.length === 0) return undefined
    let wanted = true
    void ask(({ inventory }) => inventory.blastRadius({ picked })).then((outcome) => {
      if (wanted) setAnswered({ picked, outcome })
    })
    return () => {
      wanted = false
    }
  }, [picked])
  return answered?.picked === picked ? answered.outcome : null
}
