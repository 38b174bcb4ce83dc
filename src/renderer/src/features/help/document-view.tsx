import { assertNever } from '../../../../core/assert-never'
import styles from './help.module.css'
import type { Block, Inline } from './document'

interface DocumentViewProps {
  readonly blocks: readonly Block[]
  readonly onOpen: (document: string, anchor: string | null) => void
}

/** A document's blocks. Its headings are one level lower: the first of the page is the window's. */
export const DocumentView = ({ blocks, onOpen }: DocumentViewProps) =>
  blocks.map((block, index) => <BlockView key={index} block={block} onOpen={onOpen} />)

const BlockView = ({ block, onOpen }: { block: Block } & Pick<DocumentViewProps, 'onOpen'>) => {
  switch (block.kind) {
    case 'heading': {
      const Heading = HEADINGS[Math.min(block.level, HEADINGS.length) - 1] ?? 'h6'
      return (
        <Heading id={anchorId(block.anchor)} tabIndex={-1}>
          <Line inline={block.inline} onOpen={onOpen} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          <Line inline={block.inline} onOpen={onOpen} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((item, index) => (
            <li key={index}>
              <DocumentView blocks={item} onOpen={onOpen} />
            </li>
          ))}
        </List>
      )
    }
    case 'code':
      return (
        // Lines of a terminal are not broken: it scrolls by keyboard too.
        <pre className={styles.code} tabIndex={0} aria-label="Example">
          {block.text}
        </pre>
      )
    case 'quote':
      return (
        <blockquote>
          <DocumentView blocks={block.blocks} onOpen={onOpen} />
        </blockquote>
      )
    case 'table':
      return <Table block={block} onOpen={onOpen} />
    default:
      return assertNever(block)
  }
}

const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'] as const

/** What a heading is found by, apart from all else on the page. */
export const anchorId = (anchor: string): string => `document-${anchor}`

interface TableProps extends Pick<DocumentViewProps, 'onOpen'> {
  readonly block: Extract<Block, { kind: 'table' }>
}

const Table = ({ block, onOpen }: TableProps) => (
  <div className={styles.table} tabIndex={0} role="group" aria-label="Table">
    <table>
      <thead>
        <tr>
          {block.head.map((cell, index) => (
            <th key={index} scope="col">
              <Line inline={cell} onOpen={onOpen} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column}>
                <Line inline={cell} onOpen={onOpen} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

interface LineProps extends Pick<DocumentViewProps, 'onOpen'> {
  readonly inline: readonly Inline[]
}

const Line = ({ inline, onOpen }: LineProps) =>
  inline.map((each, index) => {
    switch (each.kind) {
      case 'text':
        return each.text
      case 'code':
        return <code key={index}>{each.text}</code>
      case 'strong':
        return (
          <strong key={index}>
            <Line inline={each.inline} onOpen={onOpen} />
          </strong>
        )
      case 'emphasis':
        return (
          <em key={index}>
            <Line inline={each.inline} onOpen={onOpen} />
          </em>
        )
      case 'link':
        return (
          <button
            key={index}
            type="button"
            className={styles.link}
            onClick={() => {
              onOpen(each.document, each.anchor)
            }}
          >
            <Line inline={each.inline} onOpen={onOpen} />
          </button>
        )
      default:
        return assertNever(each)
    }
  })
