import styles from './certainty.module.css'
import { Icon, type IconName } from './icon'

/** How a fact is known: it looks the same wherever it is met, and says so in words. */
export type CertaintyKind = 'observed' | 'predicted' | 'documented' | 'unknown'

const LOOKS: Readonly<
  Record<CertaintyKind, { readonly icon: IconName; readonly word: string; readonly meaning: string }>
> = {
  observed: { icon: 'eye', word: 'Observed', meaning: 'Halo answered this.' },
  predicted: {
    icon: 'predicted',
    word: 'Predicted',
    meaning: 'Worked out from scopes and settings, and not tried in Halo.',
  },
  documented: { icon: 'book', word: 'Documented', meaning: 'Halo documents that it works this way.' },
  unknown: { icon: 'unknown', word: 'Unknown', meaning: 'Nothing that was read decides it.' },
}

interface CertaintyProps {
  readonly kind: CertaintyKind
  /** In place of the tooltip that every fact of the kind has. */
  readonly meaning?: string
  /** In place of the word. */
  readonly children?: string | undefined
}

/** The word for how a fact is known, with its line: whole, dashed, double or dotted. */
export const Certainty = ({ kind, meaning, children }: CertaintyProps) => {
  const { icon, word, meaning: usual } = LOOKS[kind]
  return (
    <span className={`${styles.certainty ?? ''} ${styles[kind] ?? ''}`} title={meaning ?? usual}>
      <Icon name={icon} />
      {children ?? word}
    </span>
  )
}

interface Part {
  readonly kind: 'observed' | 'predicted' | 'unknown'
  readonly count: number
}

/** A share of something as a bar; the words for it stand beside it. */
export const ShareBar = ({ parts, of }: { parts: readonly Part[]; of: number }) => (
  <span className={styles.bar} aria-hidden="true">
    {of > 0 &&
      parts
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => (
          <span
            key={kind}
            className={styles[`${kind}Part`]}
            style={{ width: `${String((count / of) * 100)}%` }}
          />
        ))}
  </span>
)
