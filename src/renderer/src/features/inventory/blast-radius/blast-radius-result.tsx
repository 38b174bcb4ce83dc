import { useState } from 'react'
import type { BlastRadius } from '../../../../../core/inventory/blast-radius'
import { blastRadiusMarkdown } from '../../../../../core/inventory/blast-radius-text'
import { resourceDefinition } from '../../../../../core/halo/resource'
import type { AppError } from '../../../../../shared/app-error'
import type { PickedApplication } from '../../../../../shared/ipc/inventory'
import type { Result } from '../../../../../shared/result'
import { announceSaved } from '../../../announce-saved'
import { ask } from '../../../bridge'
import { countText, counted, plural } from '../../../../../core/comparison/count-text'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Certainty } from '../../../ui/certainty'
import { copyText } from '../../../ui/copy-text'
import { ErrorNotice } from '../../../ui/notice'
import { Sentence } from '../../../ui/sentence'
import { Wide } from '../../../ui/wide'
import { useToasts } from '../../../ui/toast-store'
import styles from './blast-radius.module.css'

export type Outcome = Result<BlastRadius, AppError>

interface BlastRadiusResultProps {
  readonly picked: readonly PickedApplication[]
  /** null while it is worked out. */
  readonly outcome: Outcome | null
}

export const BlastRadiusResult = ({ picked, outcome }: BlastRadiusResultProps) => {
  if (outcome === null) {
    return (
      <p role="status" className={styles.muted}>
        Working it out …
      </p>
    )
  }
  if (!outcome.ok) return <ErrorNotice error={outcome.error} />
  const { value } = outcome
  const tenants = [...new Set(value.applications.map(({ tenant }) => tenant))]
  return (
    <>
      <Head picked={picked} radius={value} />
      {tenants.map((tenant) => (
        <Tenant key={tenant} tenant={tenant} radius={value} />
      ))}
      {value.limits.length > 0 && (
        <section>
          <h3>What this cannot know</h3>
          <ul className={styles.list}>
            {value.limits.map((limit) => (
              <li key={limit}>
                <Sentence text={limit} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const Head = ({ picked, radius }: { picked: readonly PickedApplication[]; radius: BlastRadius }) => {
  const [error, setError] = useState<AppError | null>(null)
  const announce = useToasts((state) => state.announce)
  const save = async () => {
    const answer = await ask(({ inventory }) => inventory.saveBlastRadius({ picked }))
    setError(answer.ok ? null : answer.error)
    if (answer.ok) announceSaved('Blast radius saved', answer.value)
  }
  const copy = async () => {
    announce(
      (await copyText(blastRadiusMarkdown(radius)))
        ? 'Copied as Markdown'
        : 'The clipboard is not available here',
    )
  }
  return (
    <>
      <header className={styles.head}>
        <h2>
          {counted(radius.applications.length, 'application')}: what{' '}
          {plural(radius.applications.length, 'it', 'they')} could read and change{' '}
          <Certainty kind="predicted" />
        </h2>
        <Button icon="copy" onClick={() => void copy()}>
          Copy as Markdown
        </Button>
        <Button icon="export" onClick={() => void save()}>
          Save as Markdown…
        </Button>
      </header>
      {error !== null && (
        <ErrorNotice
          error={error}
          onDismiss={() => {
            setError(null)
          }}
        />
      )}
    </>
  )
}

const Tenant = ({ tenant, radius }: { tenant: string; radius: BlastRadius }) => {
  const of = <T extends { readonly tenant: string }>(list: readonly T[]) =>
    list.filter((each) => each.tenant === tenant)
  const steps = of(radius.steps)
  const changes = of(radius.changes)
  return (
    <section className={styles.tenant} aria-label={tenant}>
      <h3>
        <bdi>{tenant}</bdi>
      </h3>
      <h4>Cut them off, in this order</h4>
      <ol className={styles.list}>
        {steps.map(({ text, path }) => (
          <li key={text}>
            <Sentence text={text} />
            {path !== null && (
              <p className={styles.muted}>
                <Sentence text={path} />
              </p>
            )}
          </li>
        ))}
      </ol>
      <h4>Applications</h4>
      <ul className={styles.list}>
        {of(radius.applications).map(({ id, name, login, sharing, inactive }) => (
          <li key={id}>
            <b>
              <bdi>{name}</bdi>
            </b>
            , logs in as <bdi>{login ?? 'nobody known'}</bdi>
            {inactive === true && (
              <>
                {' '}
                <Badge tone="neutral">inactive</Badge>
              </>
            )}
            {sharing.length > 0 && (
              <p className={styles.muted}>
                Share the agent, and may be caught as well:{' '}
                {sharing.map((other, at) => (
                  <span key={other}>
                    {at > 0 && ', '}
                    <bdi>{other}</bdi>
                  </span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      <h4>Could read</h4>
      <Reads reads={of(radius.reads)} />
      <h4>Could change</h4>
      <Changes changes={changes} />
    </section>
  )
}

const Reads = ({ reads }: { reads: BlastRadius['reads'] }) => {
  if (reads.length === 0) return <p className={styles.muted}>Nothing that is known.</p>
  return (
    <Wide label="Could read">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Records</th>
            <th scope="col">Unknown besides</th>
            <th scope="col">Clients</th>
          </tr>
        </thead>
        <tbody>
          {reads.map(({ resource, records, unknown, open, clients }) => (
            <tr key={resource}>
              <th scope="row">{resourceDefinition(resource).label}</th>
              <td>{open ? `${countText(records)} or more` : countText(records)}</td>
              <td>{open ? 'not worked out for all' : countText(unknown)}</td>
              <td>
                <Clients clients={clients} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

/** The first few in sight, all of them on request. */
const FEW = 3

const Clients = ({ clients }: Pick<BlastRadius['reads'][number], 'clients'>) => {
  const one = ({ name, records }: (typeof clients)[number], at: number) => (
    <span key={`${name} ${String(at)}`}>
      {at > 0 && ', '}
      <bdi>{name}</bdi> {countText(records)}
    </span>
  )
  if (clients.length === 0) return <span className={styles.muted}>–</span>
  if (clients.length <= FEW) return <>{clients.map(one)}</>
  return (
    <details>
      <summary>{counted(clients.length, 'client')}</summary>
      {clients.map(one)}
    </details>
  )
}

const Changes = ({ changes }: { changes: BlastRadius['changes'] }) => {
  if (changes.length === 0) return <p className={styles.muted}>Nothing that is known.</p>
  return (
    <Wide label="Could change">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Right</th>
            <th scope="col">Could</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ feature, verb, state, by }) => (
            <tr key={`${feature} ${verb}`}>
              <th scope="row">
                {verb} {feature}
              </th>
              <td>
                {state === 'could' ? (
                  <Certainty kind="predicted">Could</Certainty>
                ) : (
                  <Certainty kind="unknown" />
                )}
              </td>
              <td>
                {by.map((name, at) => (
                  <span key={name}>
                    {at > 0 && ', '}
                    <bdi>{name}</bdi>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
