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
    meaning: 'Worked out from scopes and settings; nobody logged in as the application.',
  },
  documented: { icon: 'book', word: 'Documented', meaning: 'Halo documents that it works this way.' },
  unknown: { icon: 'unknown', word: 'Unknown', meaning: 'Nothing that was read decides it.' },
}

/** The word for how a fact is known, with its line: whole, dashed, double or dotted. */
export const Certainty = ({ kind, children }: { kind: CertaintyKind; children?: string | undefined }) => {
  const { icon, word, meaning } = LOOKS[kind]
  return (
    <span className={`${styles.certainty ?? ''} ${styles[kind] ?? ''}`} title={meaning}>
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
