import { counted, countText } from '../../../../core/comparison/count-text'
import type { DriftAnswer } from '../../../../shared/ipc/history'
import { Badge } from '../../ui/badge'
import { listsOf, movesOf, type DriftRows, type MovedRows } from './drift-rows'
import { shownText } from './drift-text'
import type { DriftPlace, OnPlace } from './drift-view'
import styles from './drift-view.module.css'

interface AnswerProps {
  readonly answer: DriftAnswer
  readonly onPlace: OnPlace
}

/** The records that moved alike, folded: how many, which way, and with what else. */
export const MoveDetails = ({
  rows,
  together,
  onPlace,
}: {
  rows: MovedRows
  /** What else had a part in it, in words. */
  together: readonly string[]
  onPlace: OnPlace
}) => {
  const { move, of, size } = rows
  return (
    <details className={styles.records}>
      <summary>
        <Badge
          tone={move.how === 'vanished' ? 'warning' : 'neutral'}
          icon={move.how === 'vanished' ? 'less' : 'moreRecords'}
        >
          {countText(size)} {move.how === 'vanished' ? 'gone' : 'new'}
        </Badge>{' '}
        {of}
      </summary>
      {move.record === 'reassigned' && (
        <p className={styles.muted}>
          The records themselves were changed in Halo: to another client, team, type or agent.
        </p>
      )}
      {together.length > 0 && (
        <p className={styles.muted}>Together with: {together.join('; ')}. Each has a part in it.</p>
      )}
      <Ids rows={rows} end="to" onPlace={onPlace} />
    </details>
  )
}

/** Records that moved, and no setting says why. Never hidden, never guessed away. */
export const MovedRecords = ({ answer, onPlace }: AnswerProps) => {
  const moves = movesOf(answer, null)
  if (moves.length === 0) return null
  const [reassigned, unexplained] = [
    moves.filter(({ move }) => move.record !== null),
    moves.filter(({ move }) => move.record === null),
  ]
  return (
    <>
      {reassigned.length > 0 && (
        <section aria-labelledby="drift-reassigned">
          <h4 id="drift-reassigned">Moved because the records were changed</h4>
          {reassigned.map((rows) => (
            <MoveDetails key={rows.key} rows={rows} together={[]} onPlace={onPlace} />
          ))}
        </section>
      )}
      {unexplained.length > 0 && (
        <section aria-labelledby="drift-unexplained">
          <h4 id="drift-unexplained">Moved without a setting that explains it</h4>
          {unexplained.map((rows) => (
            <MoveDetails key={rows.key} rows={rows} together={[]} onPlace={onPlace} />
          ))}
        </section>
      )}
    </>
  )
}

/** Records that were made or deleted in Halo meanwhile: no change of who sees what. */
export const MadeRecords = ({ answer, onPlace }: AnswerProps) => {
  const [created, deleted] = [listsOf(answer, 'created'), listsOf(answer, 'deleted')]
  if (created.length + deleted.length === 0) return null
  return (
    <section aria-labelledby="drift-made">
      <h4 id="drift-made">Created and deleted in Halo</h4>
      <p className={styles.muted}>Nobody’s view changed by it: the records came or went.</p>
      {created.map((rows) => (
        <Folded key={`created ${rows.key}`} rows={rows} what="created" end="to" onPlace={onPlace} />
      ))}
      {deleted.map((rows) => (
        <Folded key={`deleted ${rows.key}`} rows={rows} what="deleted" end="from" onPlace={onPlace} />
      ))}
    </section>
  )
}

/** Records of which it cannot be told whether they moved or were made or deleted, and what may have moved them. */
export const UndecidedRecords = ({ answer, onPlace }: AnswerProps) => (
  <>
    {listsOf(answer, 'undecided').map((rows) => (
      <div key={rows.key}>
        <Folded rows={rows} what="moved, or created or deleted" end="to" onPlace={onPlace} />
        {rows.resource.perhaps.length > 0 && (
          <p className={styles.perhaps}>
            Where they are in both:{' '}
            {[...new Set(rows.resource.perhaps.flatMap(({ because }) => because))]
              .map((index) => answer.drift.settings[index]?.message)
              .filter((message) => message !== undefined)
              .join(' ')}
          </p>
        )}
      </div>
    ))}
  </>
)

const Folded = ({
  rows,
  what,
  end,
  onPlace,
}: {
  rows: DriftRows
  what: string
  end: DriftPlace['end']
  onPlace: OnPlace
}) => (
  <details className={styles.records}>
    <summary>
      {rows.of}: {counted(rows.size, 'record')} {what}
    </summary>
    <Ids rows={rows} end={end} onPlace={onPlace} />
  </details>
)

/** The ids, each leading to its record in the result of that end. */
const Ids = ({ rows, end, onPlace }: { rows: DriftRows; end: DriftPlace['end']; onPlace: OnPlace }) => {
  const { ids, size, of, resource } = rows
  const rest = shownText(ids.length, size)
  return (
    <>
      <ul className={styles.ids} aria-label={of}>
        {ids.map((id) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                onPlace({
                  end,
                  resource: resource.resource,
                  record: id,
                  applicationId: resource.application?.id ?? null,
                })
              }}
            >
              {id}
            </button>
          </li>
        ))}
      </ul>
      {rest !== null && <p className={styles.muted}>{rest}</p>}
    </>
  )
}
