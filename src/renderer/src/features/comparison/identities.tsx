import type { SideResult } from '../../../../core/comparison/comparison'
import { counted } from '../../../../core/comparison/count-text'
import { seenName } from '../../../../core/comparison/name-text'
import { sideFailureWords } from '../../../../core/comparison/reasons'
import { sameAgentWords, SIDE_WORDS } from '../../../../core/words/words'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { Badge } from '../../ui/badge'
import { Certainty, type CertaintyKind } from '../../ui/certainty'
import { Icon } from '../../ui/icon'
import { Name } from '../../ui/name'
import styles from './identities.module.css'

/** Who is compared with whom: the answer to which question the rest of the screen gives. */
export const Identities = ({ summary }: { summary: ComparisonSummary }) => (
  <section className={styles.strip} aria-label="Identities">
    {summary.predicted === null ? (
      <>
        <Side side="agent" heading={SIDE_WORDS.agent} result={summary.agent} />
        <p className={styles.pair}>
          <Icon name="compare" />
          <span>{sameAgentWords(summary.sameAgent)}</span>
        </p>
        <Side side="app" heading={SIDE_WORDS.app} result={summary.app} />
      </>
    ) : (
      <>
        <Side side="agent" heading="The inspector" known="observed" result={summary.agent} />
        <p className={styles.pair}>
          <Icon name="predicted" />
          <span>Nobody logged in as this application: its side is worked out from scopes and settings</span>
        </p>
        <Side
          side="app"
          heading="This application"
          known="predicted"
          result={summary.app}
          predicted={summary.predicted}
        />
      </>
    )}
  </section>
)

interface SideProps {
  readonly side: 'agent' | 'app'
  readonly heading: string
  readonly result: SideResult
  /** Where the sides are known in different ways. */
  readonly known?: CertaintyKind
  readonly predicted?: NonNullable<ComparisonSummary['predicted']>
}

/** Of whom a side turned out to be. */
const nameOf = ({ result, predicted }: SideProps): string => {
  if (result.state === 'failed') return ''
  return seenName(result.identity.name) ?? (predicted?.noLogin === true ? 'Nobody is named' : 'Unknown agent')
}

const Side = (props: SideProps) => {
  const { side, heading, result, known, predicted } = props
  const name = nameOf(props)
  return (
    <div
      className={`${styles.side ?? ''} ${styles[side] ?? ''} ${known === 'predicted' ? (styles.predicted ?? '') : ''}`}
    >
      <h2 className={styles.heading}>
        {heading} {known !== undefined && <Certainty kind={known} />}
      </h2>
      {result.state === 'failed' ? (
        <p className={styles.failed}>
          <Icon name="error" /> {sideFailureWords(result)}
        </p>
      ) : (
        <>
          <p className={styles.who}>
            <span className={styles.name} title={name}>
              <Name>{name}</Name>
            </span>
            {result.identity.agentId !== null && (
              <span className={styles.id}>agent {result.identity.agentId}</span>
            )}
            {result.identity.administrator === true && (
              <Badge tone="warning" icon="key">
                administrator
              </Badge>
            )}
          </p>
          {result.identityFailure !== null && (
            <p className={styles.failed}>
              <Icon name="warning" /> {result.identityFailure.message}
            </p>
          )}
          {predicted !== undefined ? (
            <TickedScopes scopes={predicted.scopesUnknown ? null : result.identity.scopes} />
          ) : (
            <Scopes
              of={heading}
              granted={result.identity.scopes}
              requested={result.identity.requestedScopes}
            />
          )}
        </>
      )}
    </div>
  )
}

interface ScopesProps {
  /** Whose they are: many stand beside each other. */
  readonly of: string
  readonly granted: readonly string[]
  readonly requested: readonly string[]
}

const Scopes = ({ of, granted, requested }: ScopesProps) => (
  <details className={styles.scopes}>
    <summary>
      {granted.length === 0 ? 'No scope named' : `${counted(granted.length, 'scope')} granted`}
      <span className="visually-hidden">, {of}</span>
    </summary>
    <div className={styles.scopesBody}>
      <p>
        <strong>Granted: </strong>
        {granted.length === 0 ? 'none named; a token without any is refused every call' : granted.join(', ')}
      </p>
      <p>
        <strong>Asked for: </strong>
        {requested.join(', ')}
      </p>
    </div>
  </details>
)

/** null: they could not be read. */
const TickedScopes = ({ scopes }: { scopes: readonly string[] | null }) => (
  <details className={styles.scopes}>
    <summary>
      {scopes === null
        ? 'Scopes unknown'
        : scopes.length === 0
          ? 'No scope ticked'
          : `${counted(scopes.length, 'scope')} ticked`}
    </summary>
    <div className={styles.scopesBody}>
      <p>
        {scopes === null
          ? 'They could not be read: it may hold any.'
          : scopes.length === 0
            ? 'Every call of a token without any is refused.'
            : scopes.join(', ')}
      </p>
    </div>
  </details>
)
