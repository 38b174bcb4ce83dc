import type { ReactNode } from 'react'
import type { Redaction } from '../../../core/comparison/comparison'
import { Button } from './button'
import { copyText } from './copy-text'
import { Icon } from './icon'
import styles from './snapshot-note.module.css'
import { useToasts } from './toast-store'

interface SnapshotNoteProps {
  /** "Snapshot of 2026-11-24 08:01 UTC" */
  readonly what: string
  /** Name of the file that it was opened from. */
  readonly file: string
  /** In hexadecimal. */
  readonly sha256: string
  /** Set where it was opened from a tenant's history: then `file` is what that is called. */
  readonly kept?: object | undefined
  /** Set where names are stand-ins. */
  readonly redaction?: Redaction | undefined
  /** What else has to be known of it, in sentences. */
  readonly children?: ReactNode
}

/** Digits of a digest that are shown: enough to tell two files apart. All of them are copied. */
const SHOWN_DIGITS = 12

/** That what is on screen was saved once, and is not asked of anybody now. */
export const SnapshotNote = ({ what, file, sha256, kept, redaction, children }: SnapshotNoteProps) => {
  const announce = useToasts((state) => state.announce)
  const copy = async () => {
    announce((await copyText(sha256)) ? 'SHA-256 copied' : 'The clipboard is not available here')
  }
  return (
    <aside className={styles.note} aria-label="Snapshot">
      <Icon name="folder" />
      <p>
        <strong>{what}</strong>, opened from {kept === undefined ? null : 'the history of '}
        <bdi>{file}</bdi>. {kept === undefined ? 'A tenant without connections: nothing' : 'Nothing'} is asked
        of Halo. {children}
        {redaction !== undefined && <Redacted redaction={redaction} />}
        <span title={`SHA-256 of the file: ${sha256}`}>
          SHA-256 <code>{sha256.slice(0, SHOWN_DIGITS)}…</code>
        </span>
      </p>
      <Button kind="quiet" icon="copy" onClick={() => void copy()}>
        Copy SHA-256
      </Button>
    </aside>
  )
}

const Redacted = ({ redaction: { rules, sha256, intact } }: { redaction: Redaction }) => (
  <>
    Names are stand-ins (redaction rules {rules}, redacted{' '}
    <span title={`SHA-256 of the redacted snapshot: ${sha256}`}>
      SHA-256 <code>{sha256.slice(0, SHOWN_DIGITS)}…</code>
    </span>
    ). {intact ? 'It is as it was redacted. ' : <strong>It was changed after it was redacted. </strong>}
  </>
)
