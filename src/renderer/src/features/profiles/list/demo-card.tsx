import { useId, useState } from 'react'
import type { DemoScenario } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Mark } from '../../../ui/icon'
import styles from './demo-card.module.css'

interface DemoCardProps {
  readonly scenarios: readonly DemoScenario[]
  /** With no tenant stored this is the first thing to do; else it stands aside. */
  readonly prominent: boolean
  readonly onExplore: (scenario: DemoScenario) => void
  readonly onApplications: (scenario: DemoScenario) => void
  readonly onAdd: () => void
}

/** The way into the demo tenant, with the choice of what is wrong with it. */
export const DemoCard = ({ scenarios, prominent, onExplore, onApplications, onAdd }: DemoCardProps) => {
  const [name, setName] = useState<string | null>(null)
  const selectId = useId()
  const chosen = scenarios.find((scenario) => scenario.name === name) ?? scenarios[0]
  const picker = (
    <div className={styles.picker}>
      <label htmlFor={selectId}>Scenario</label>
      <select
        id={selectId}
        value={chosen?.name ?? ''}
        aria-describedby={`${selectId}-description`}
        onChange={(event) => {
          setName(event.target.value)
        }}
      >
        {scenarios.map((scenario) => (
          <option key={scenario.name} value={scenario.name}>
            {scenario.title}
          </option>
        ))}
      </select>
      <p id={`${selectId}-description`}>{chosen?.description}</p>
    </div>
  )
  const explore = (
    <Button
      icon="demo"
      kind={prominent ? 'primary' : 'plain'}
      disabled={chosen === undefined}
      onClick={() => {
        if (chosen !== undefined) onExplore(chosen)
      }}
    >
      Explore the demo tenant
    </Button>
  )
  const applications = (
    <Button
      icon="key"
      disabled={chosen === undefined}
      onClick={() => {
        if (chosen !== undefined) onApplications(chosen)
      }}
    >
      Its applications
    </Button>
  )
  if (!prominent) {
    return (
      <section className={styles.aside} aria-labelledby={`${selectId}-heading`}>
        <h2 id={`${selectId}-heading`}>Demo tenant</h2>
        {picker}
        <div className={styles.asideButtons}>
          {explore}
          {applications}
        </div>
      </section>
    )
  }
  return (
    <section className={styles.welcome} aria-labelledby={`${selectId}-heading`}>
      <Mark size={56} />
      <h2 id={`${selectId}-heading`}>See what an API application really sees</h2>
      <p className={styles.lead}>
        Crossview lists the same records as an agent and as a HaloPSA API application, puts them side by side,
        and says why they differ. It only reads: nothing in Halo is ever changed.
      </p>
      <div className={styles.buttons}>
        {explore}
        {applications}
        <Button icon="add" onClick={onAdd}>
          Add a tenant
        </Button>
      </div>
      {picker}
      <p className={styles.foot}>
        The demo runs on this computer with made-up data. No account, no telemetry; secrets stay in the
        keychain.
      </p>
    </section>
  )
}
