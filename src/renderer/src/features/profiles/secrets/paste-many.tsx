import { useId, useRef, useState } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { Button } from '../../../ui/button'
import { Notice } from '../../../ui/notice'
import { matchSecrets, PASTE, type LineMatch, type SecretTarget, type Unmatched } from './match-secrets'
import styles from './secrets-dialog.module.css'

interface PasteManyProps {
  /** Connections whose secret is still missing. */
  readonly targets: readonly SecretTarget[]
  /** What a connection is called: "Contoso: app connection". */
  readonly nameOf: (key: string) => string
  readonly busy: boolean
  /** Told what would be lost by closing: secrets that were pasted and matched, and not stored. */
  readonly onHeld: (held: number) => void
  readonly onStore: (matched: readonly { readonly key: string; readonly secret: string }[]) => Promise<void>
}

/**
 * Takes many secrets from one paste. What is pasted is never on the page: the field stays empty, and of each line there is its
 * number and what it was matched with.
 */
export const PasteMany = ({ targets, nameOf, busy, onHeld, onStore }: PasteManyProps) => {
  const [matches, setMatches] = useState<readonly LineMatch[]>([])
  const [cut, setCut] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const hintId = useId()
  const matched = matches.filter((match) => match.state === 'matched')
  const unmatched = matches.filter((match) => match.state === 'unmatched')
  const show = (next: readonly LineMatch[]) => {
    setMatches(next)
    onHeld(next.filter(({ state }) => state === 'matched').length)
  }
  const take = (text: string) => {
    setCut(text.length > PASTE.characters || text.split('\n').length > PASTE.lines)
    show(matchSecrets(text, targets))
  }
  const clear = () => {
    show([])
    setCut(false)
    field.current?.focus()
  }
  const store = async () => {
    // What cannot be stored stays in its own field, and is told there.
    show([])
    setCut(false)
    await onStore(matched)
  }
  return (
    <details className={styles.paste}>
      <summary>Paste many at once</summary>
      <p id={hintId}>
        Copy rows of a spreadsheet or lines of a CSV file: first the tenant’s name, its web address or the
        client id, or several of these, and last the secret. Paste them here with Ctrl+V or Cmd+V: nothing of
        them is shown.
      </p>
      <textarea
        ref={field}
        rows={2}
        aria-label="Paste lines with secrets"
        aria-describedby={hintId}
        placeholder="Paste here"
        value=""
        autoComplete="off"
        spellCheck={false}
        onChange={() => undefined}
        onPaste={(event) => {
          event.preventDefault()
          take(event.clipboardData.getData('text'))
        }}
        onDrop={(event) => {
          event.preventDefault()
          take(event.dataTransfer.getData('text'))
        }}
      />
      <div role="status">
        {matches.length > 0 && (
          <p>
            {countText(matched.length)} of {counted(matches.length, 'line')} matched
          </p>
        )}
      </div>
      {cut && (
        <Notice tone="warning" title={`Only the first ${counted(PASTE.lines, 'line')} were looked at`} />
      )}
      {matches.length > 0 && (
        <>
          <ul className={styles.matches} tabIndex={0} aria-label="Lines that were pasted">
            {unmatched.map((match) => (
              <li key={match.line}>
                <strong>Line {countText(match.line)}:</strong> not matched, {WHY[match.why]}
              </li>
            ))}
            {matched.map((match) => (
              <li key={match.line}>
                <strong>Line {countText(match.line)}:</strong> <bdi>{nameOf(match.key)}</bdi>
              </li>
            ))}
          </ul>
          <div className={styles.buttons}>
            <Button onClick={clear}>Clear</Button>
            <Button
              kind="primary"
              icon="key"
              disabled={matched.length === 0 || busy}
              onClick={() => void store()}
            >
              Store {counted(matched.length, 'secret')}
            </Button>
          </div>
        </>
      )}
    </details>
  )
}

const WHY: Readonly<Record<Unmatched, string>> = {
  unknown: 'it names no connection whose secret is missing here.',
  ambiguous: 'it can mean several connections. Add the client id to the line.',
  twice: 'another line is for the same connection.',
  shape: 'it is not names and then one secret, with a tab or a comma between them.',
}
