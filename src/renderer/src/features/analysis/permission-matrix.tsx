import { useRef, useState, type KeyboardEvent } from 'react'
import type { PermissionCell, PermissionRow } from '../../../../core/access/effective'
import { VERBS } from '../../../../core/halo/feature'
import { answerWord, BASIS_WORDS, VERB_WORDS } from '../../../../core/words/words'
import { Certainty } from '../../ui/certainty'
import { cellMove } from '../../ui/grid-keys'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'

/** What is told of a feature and a verb, and what it is called. */
const SIDES = [
  ['application', 'App', 'Application'],
  ['agent', 'Agent', 'Agent'],
  ['effective', 'Effective', 'Effective'],
] as const
type Side = (typeof SIDES)[number][0]

const COLUMNS = VERBS.flatMap((verb) => SIDES.map(([side, name]) => ({ verb, side, name })))

/** Features down, verbs across: what the application may, what its agent may, and both together. */
export const PermissionMatrix = () => {
  const permissions = useAnalysis((state) => state.permissions)
  return (
    <WhenLoaded loaded={permissions}>
      {(rows) => (rows.length === 0 ? null : <Matrix rows={rows} />)}
    </WhenLoaded>
  )
}

/** One tab stop: the arrow keys go from cell to cell (ARIA's grid pattern), and what is told beside it follows. */
const Matrix = ({ rows }: { rows: readonly PermissionRow[] }) => {
  const grid = useRef<HTMLTableSectionElement>(null)
  // Of the first feature what comes of both, as where most people look.
  const [at, setAt] = useState({ row: 0, column: 2 })
  const [isMoved, setMoved] = useState(false)
  const features = [...new Set(rows.map(({ feature }) => feature))]
  const cellOf = (feature: string, verb: string) =>
    rows.find((each) => each.feature === feature && each.verb === verb)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cellMove(event, at, { rows: features.length, columns: COLUMNS.length })
    if (next === null) return
    event.preventDefault()
    grid.current?.rows
      .item(next.row)
      ?.cells.item(next.column + 1)
      ?.focus()
  }
  const column = COLUMNS[at.column]
  const chosen = cellOf(features[at.row] ?? '', column?.verb ?? '')
  return (
    <div className={styles.split}>
      <div className={`${styles.scroll ?? ''} ${styles.wide ?? ''}`} data-region>
        <table className={styles.matrix} role="grid" aria-label="Effective permissions">
          <caption>
            The application’s scopes crossed with its agent’s levels. Arrow keys go from cell to cell; beside
            it stands where each comes from.
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
              {COLUMNS.map(({ verb, side, name }) => (
                <th key={`${verb} ${side}`} scope="col" className={styles.side}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={grid} onKeyDown={onKeyDown}>
            {features.map((feature, row) => (
              <tr key={feature}>
                <th scope="row">{feature}</th>
                {COLUMNS.map(({ verb, side, name }, index) => {
                  const cell = cellOf(feature, verb)?.[side]
                  const isActive = at.row === row && at.column === index
                  return cell === undefined ? (
                    <td key={`${verb} ${side}`} />
                  ) : (
                    <td
                      key={`${verb} ${side}`}
                      role="gridcell"
                      className={[index % 3 === 0 ? styles.first : '', styles.cell].join(' ')}
                      aria-label={`${feature}, ${VERB_WORDS[verb]}, ${name}: ${answerWord(cell.allowed)}`}
                      aria-selected={isMoved && isActive}
                      tabIndex={isActive ? 0 : -1}
                      onFocus={() => {
                        setAt({ row, column: index })
                        setMoved(true)
                      }}
                    >
                      <Answer cell={cell} />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Provenance row={(isMoved ? chosen : undefined) ?? null} side={column?.side ?? 'effective'} />
    </div>
  )
}

const Answer = ({ cell }: { cell: PermissionCell }) => {
  const { allowed } = cell
  const tone = allowed === true ? styles.yes : allowed === false ? styles.no : styles.open
  const icon = allowed === true ? 'check' : allowed === false ? 'close' : 'unknown'
  return (
    <span className={tone} title={answerWord(allowed)}>
      <Icon name={icon} />
      <span className="visually-hidden">{answerWord(allowed)}</span>
    </span>
  )
}

/** Where an answer comes from. The part of the cell that has the focus is announced, once; the rest is there to read. */
const Provenance = ({ row, side }: { row: PermissionRow | null; side: Side }) => (
  <aside className={styles.aside} aria-labelledby="provenance-heading" tabIndex={0} data-region>
    <h3 id="provenance-heading">Where it comes from</h3>
    <p role="status" aria-live="polite" className="visually-hidden">
      {row !== null && <Sentence text={row[side].provenance.join('; ')} />}
    </p>
    {row === null ? (
      <p className={styles.muted}>Go to a cell to see where it comes from.</p>
    ) : (
      <>
        <h4>
          {VERB_WORDS[row.verb]} {row.feature}
        </h4>
        {SIDES.map(([name, , word]) => {
          const cell = row[name]
          return (
            <section
              key={name}
              className={`${styles.origin ?? ''} ${name === side ? (styles.here ?? '') : ''}`}
            >
              <h5>
                {word}: {answerWord(cell.allowed)}
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
          )
        })}
      </>
    )}
  </aside>
)
