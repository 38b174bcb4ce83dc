import { useState } from 'react'
import type { PermissionCell, PermissionRow } from '../../../../core/access/effective'
import { VERBS } from '../../../../core/halo/feature'
import { answerWord, BASIS_WORDS, VERB_WORDS } from '../../../../core/words/words'
import { Certainty } from '../../ui/certainty'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'

/** Features down, verbs across: what the application may, what its agent may, and both together. */
export const PermissionMatrix = () => {
  const permissions = useAnalysis((state) => state.permissions)
  return (
    <WhenLoaded loaded={permissions}>
      {(rows) => (rows.length === 0 ? null : <Matrix rows={rows} />)}
    </WhenLoaded>
  )
}

const Matrix = ({ rows }: { rows: readonly PermissionRow[] }) => {
  const [chosen, choose] = useState<PermissionRow | null>(null)
  const features = [...new Set(rows.map(({ feature }) => feature))]
  return (
    <div className={styles.split}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Permission matrix">
        <table className={styles.matrix}>
          <caption>
            Effective permissions: the application’s scopes crossed with its agent’s levels. Choose a cell to
            see where it comes from.
          </caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Feature
              </th>
              {VERBS.map((verb) => (
                <th key={verb} scope="colgroup" colSpan={3}>
                  {VERB_WORDS[verb]}
                </th>
              ))}
            </tr>
            <tr>
              {VERBS.flatMap((verb) =>
                ['App', 'Agent', 'Effective'].map((side) => (
                  <th key={`${verb} ${side}`} scope="col" className={styles.side}>
                    {side}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {features.map((feature) => (
              <tr key={feature}>
                <th scope="row">{feature}</th>
                {VERBS.map((verb) => {
                  const row = rows.find((each) => each.feature === feature && each.verb === verb)
                  return row === undefined ? null : (
                    <Cells key={verb} row={row} isChosen={chosen === row} onChoose={choose} />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Provenance row={chosen} />
    </div>
  )
}

interface CellsProps {
  readonly row: PermissionRow
  readonly isChosen: boolean
  readonly onChoose: (row: PermissionRow) => void
}

const Cells = ({ row, isChosen, onChoose }: CellsProps) => (
  <>
    <td className={styles.first}>
      <Answer cell={row.application} />
    </td>
    <td>
      <Answer cell={row.agent} />
    </td>
    <td>
      <button
        type="button"
        className={styles.effective}
        aria-pressed={isChosen}
        aria-label={`${row.feature}, ${row.verb}: ${answerText(row.effective)}. Show where it comes from`}
        onClick={() => {
          onChoose(row)
        }}
      >
        <Answer cell={row.effective} />
      </button>
    </td>
  </>
)

const answerText = ({ allowed }: PermissionCell): string => answerWord(allowed)

const Answer = ({ cell }: { cell: PermissionCell }) => {
  const { allowed } = cell
  const tone = allowed === true ? styles.yes : allowed === false ? styles.no : styles.open
  const icon = allowed === true ? 'check' : allowed === false ? 'close' : 'unknown'
  return (
    <span className={tone} title={answerText(cell)}>
      <Icon name={icon} />
      <span className="visually-hidden">{answerText(cell)}</span>
    </span>
  )
}

const Provenance = ({ row }: { row: PermissionRow | null }) => (
  <aside className={styles.aside} aria-labelledby="provenance-heading">
    <h3 id="provenance-heading">Where it comes from</h3>
    <div role="status" aria-live="polite">
      {row === null ? (
        <p className={styles.muted}>Choose a cell of the column Effective.</p>
      ) : (
        <>
          <h4>
            {VERB_WORDS[row.verb]} {row.feature}
          </h4>
          {(
            [
              ['Application', row.application],
              ['Agent', row.agent],
              ['Effective', row.effective],
            ] as const
          ).map(([name, cell]) => (
            <section key={name} className={styles.origin}>
              <h5>
                {name}: {answerText(cell)}
              </h5>
              <ul>
                {cell.provenance.map((source) => (
                  <li key={source}>
                    <Sentence text={source} />
                  </li>
                ))}
              </ul>
              <p className={styles.muted}>
                Rule{' '}
                <Certainty kind={cell.basis === 'D' ? 'documented' : 'predicted'}>
                  {BASIS_WORDS[cell.basis]}
                </Certainty>
              </p>
            </section>
          ))}
        </>
      )}
    </div>
  </aside>
)
