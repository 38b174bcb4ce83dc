import { useEffect, useState } from 'react'
import type { ScopeProbe } from '../../../../../core/halo/scope-probe'
import { SCOPE_STATE_WORDS } from '../../../../../core/words/words'
import type { AppError } from '../../../../../shared/app-error'
import type { RunTarget } from '../../../../../shared/ipc/api'
import { ask } from '../../../bridge'
import { Button } from '../../../ui/button'
import { ErrorNotice } from '../../../ui/notice'
import { Wide } from '../../../ui/wide'
import styles from './check-dialog.module.css'

type Outcome =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly error: AppError }
  | { readonly state: 'done'; readonly probe: ScopeProbe }

/** Asks for each known scope alone: what the application really has, whatever its screen says. */
export const ScopeProbeSection = ({ target }: { target: RunTarget }) => {
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' })
  // Closing the dialog ends the probe.
  useEffect(() => () => void ask(({ comparison }) => comparison.cancelProbe()), [])

  const probe = async () => {
    setOutcome({ state: 'running' })
    const answer = await ask(({ comparison }) => comparison.probeScopes({ target }))
    setOutcome(answer.ok ? { state: 'done', probe: answer.value } : { state: 'failed', error: answer.error })
  }

  return (
    <section aria-label="Scopes, one by one">
      <h3>Scopes, one by one</h3>
      {outcome.state === 'running' ? (
        <p role="status">
          Asking for each scope alone, some fifty requests…{' '}
          <Button onClick={() => void ask(({ comparison }) => comparison.cancelProbe())}>Stop</Button>
        </p>
      ) : (
        <Button icon="key" onClick={() => void probe()}>
          Ask for each scope
        </Button>
      )}
      {outcome.state === 'failed' && <ErrorNotice error={outcome.error} />}
      {outcome.state === 'done' && <ProbeTable probe={outcome.probe} />}
    </section>
  )
}

const ProbeTable = ({ probe: { rows, has, complete } }: { probe: ScopeProbe }) => (
  <>
    <p role="status">
      The application has: <strong>{has.join(', ') || (complete ? 'no scope' : 'not known')}</strong>
      {complete ? '.' : '. Not every scope was answered.'}
    </p>
    <Wide label="Each known scope">
      <table className={styles.scopes}>
        <caption className="visually-hidden">Each known scope and what came of asking for it</caption>
        <thead>
          <tr>
            <th scope="col">Scope</th>
            <th scope="col">Answer</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ scope, state, why }) => (
            <tr key={scope}>
              <th scope="row">{scope}</th>
              <td>{SCOPE_STATE_WORDS[state]}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  </>
)
