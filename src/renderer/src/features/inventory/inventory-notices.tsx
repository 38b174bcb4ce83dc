import { countText, counted } from '../../../../core/comparison/count-text'
import type { Resource } from '../../../../core/halo/resource'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { Agreement } from '../../../../core/inventory/inventory'
import { agreementWords } from '../../../../core/inventory/inventory-words'
import type { InventorySummary } from '../../../../shared/ipc/inventory'
import { Button } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { Name } from '../../ui/name'
import { Notice } from '../../ui/notice'
import { Sentence } from '../../ui/sentence'
import styles from './inventory-notices.module.css'

/** What has to be known before anything below is read: what could not be read, and what no prediction knows. */
export const InventoryNotices = ({
  summary,
  onResume,
}: {
  summary: InventorySummary
  onResume: (() => void) | null
}) => {
  const { facts, limits, complete } = summary
  const { inspector, listFailure, cancelled, gaps } = facts
  const open = summary.lists.filter(({ state, complete: whole }) => state !== 'listed' || !whole)
  const resume =
    onResume === null ? undefined : (
      <Button icon="refresh" onClick={onResume}>
        Read what is missing
      </Button>
    )
  // Where no application is known, nothing is predicted of one: why is all there is to say.
  if (inspector.state === 'failed') {
    return (
      <div className={styles.notices}>
        <Notice
          tone="error"
          title={`The inspector could not connect: ${inspector.failure.message}`}
          advice={inspector.failure.advice}
        />
      </div>
    )
  }
  if (listFailure !== null) {
    return (
      <div className={styles.notices}>
        <Notice
          tone="error"
          title={`The list of applications could not be read: ${listFailure.message}`}
          advice={listFailure.advice}
          actions={resume}
        >
          Unknown is not none: there may be any number of applications.
        </Notice>
      </div>
    )
  }
  return (
    <div className={styles.notices}>
      {!complete && (
        <Notice
          tone="warning"
          title={cancelled ? 'Cancelled: partial result' : 'Not everything could be read'}
          actions={resume}
        >
          {open.length > 0 && <p>Not whole: {openWords(open, summary.lists.length)}.</p>}
          {gaps.length > 0 && (
            <details className={styles.gaps}>
              <summary>{counted(gaps.length, 'gap')}</summary>
              <ul>
                {gaps.map((gap) => (
                  <li key={gap}>
                    <Sentence text={gap} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Notice>
      )}
      {limits.length > 0 && <Limits limits={limits} />}
      <AgreementNote summary={summary} />
    </div>
  )
}

/** By name, unless none was reached: that takes fewer words. */
const openWords = (open: InventorySummary['lists'], lists: number): string =>
  open.length === lists && open.length > 1 && open.every(({ state }) => state === 'skipped')
    ? `none of ${counted(lists, 'list')} of records was read`
    : open.map(listWords).join(', ')

const listWords = ({ resource, state, total }: InventorySummary['lists'][number]): string => {
  const label = resourceDefinition(resource).label.toLowerCase()
  if (state !== 'listed') return `${label} (${state})`
  return `${label} (incomplete${total === null ? '' : `, of ${countText(total)}`})`
}

/** Always said, and the first of them in full. */
const Limits = ({ limits: [first = '', ...rest] }: { limits: readonly string[] }) => (
  <div className={styles.limits} role="note">
    <p>
      <Certainty kind="predicted" /> <Sentence text={first} />
    </p>
    {rest.length > 0 && (
      <details className={styles.gaps}>
        <summary>{counted(rest.length, 'more limit')} of what is predicted</summary>
        <ul>
          {rest.map((limit) => (
            <li key={limit}>
              <Sentence text={limit} />
            </li>
          ))}
        </ul>
      </details>
    )}
  </div>
)

/** How far the rules agree with what real comparisons of this tenant saw. */
const AgreementNote = ({ summary: { calibration, entries } }: { summary: InventorySummary }) => {
  const { agreement, contradicted } = calibration
  const compared = new Set(agreement.map(({ applicationId }) => applicationId)).size
  const sum = (count: (each: Agreement) => number) =>
    countText(agreement.reduce((total, each) => total + count(each), 0))
  const words = [
    `predicted ${sum(({ predicted }) => predicted)}, seen ${sum(({ seen }) => seen)}`,
    `${sum(({ agreed }) => agreed)} agree`,
    `${sum(({ onlyPredicted, onlySeen }) => onlyPredicted.length + onlySeen.length)} disagree`,
    `${sum(({ undecided }) => undecided)} undecided`,
  ].join(', ')
  const nameOf = (id: string) =>
    entries.find(({ application }) => application.id === id)?.application.name ?? id
  return (
    <div className={styles.limits} role="note" aria-label="Agreement with what was seen">
      <p>
        <Certainty kind="observed" />{' '}
        {compared === 0
          ? 'No application of this tenant was compared for real yet: nothing tells how well these predictions fit.'
          : `${counted(compared, 'application')} compared for real: ${words}.`}
        {contradicted.length > 0 && (
          <>
            {' '}
            Rules not used, since what was seen contradicts them:{' '}
            {contradicted.map(({ code, resource }) => ruleWords(code, resource)).join(', ')}.
          </>
        )}
      </p>
      {(agreement.length > 0 || contradicted.length > 0) && (
        <details className={styles.gaps}>
          <summary>Agreement by application and resource</summary>
          <ul>
            {agreement.map((each) => (
              <li key={`${each.applicationId} ${each.resource}`}>
                <Name>{nameOf(each.applicationId)}</Name>,{' '}
                {resourceDefinition(each.resource).label.toLowerCase()}: {agreementWords(each)}
              </li>
            ))}
            {contradicted.map(({ code, resource, message }) => (
              <li key={`${code} ${resource}`}>
                <Sentence text={message} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

const ruleWords = (code: string, resource: Resource): string =>
  `${code} for ${resourceDefinition(resource).label.toLowerCase()}`
