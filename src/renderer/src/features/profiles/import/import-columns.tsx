import { counted } from '../../../../../core/comparison/count-text'
import type { ColumnView, ImportPreview } from '../../../../../shared/ipc/import-preview'
import styles from './import-dialog.module.css'

/** What each column of the file was taken for; nothing where all are called as they should be. */
export const ImportColumns = ({ columns }: Pick<ImportPreview, 'columns'>) => {
  if (columns.length === 0) return null
  const ignored = columns.filter(({ column }) => column === null).length
  return (
    <details open={ignored > 0}>
      <summary>
        {counted(columns.length - ignored, 'column')} read
        {ignored > 0 && `, ${counted(ignored, 'column')} ignored`}
      </summary>
      <ul className={styles.lines} tabIndex={0} aria-label="Columns of the file">
        {columns.map((column, index) => (
          <li key={`${String(index)} ${column.header}`}>
            <strong>
              <bdi>{column.header}</bdi>
            </strong>{' '}
            <span className={styles.detail}>{becameOf(column)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const becameOf = ({ header, column, ignored, meant }: ColumnView): string => {
  if (column !== null) return column === header ? 'read' : `read as ${column}`
  if (ignored === 'secret') return 'ignored: secrets are never imported'
  return meant === null
    ? 'ignored: no column is called so'
    : `ignored: call it ${meant} in the file, if that is meant`
}
