import { useLayoutEffect, useRef, useState } from 'react'
import { counted } from '../../../../../core/comparison/count-text'
import { typedSecret } from '../../../../../shared/secret-text'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { useLeaving } from '../../../ui/leaving'
import { useProfiles } from '../profiles-store'
import { isTyped, keyOf, lostWords, missingOf, targetOf, type MissingSecret } from './missing-secret'
import { PasteMany } from './paste-many'
import { Progress, SecretRow } from './secret-row'
import styles from './secrets-dialog.module.css'

/** So many fields are on the page at once, beside those that are stored by now. */
const SHOWN = 200

/** Asks for the secrets of tenants that miss them, as after an import. Any of them may be left out. */
export const SecretsDialog = ({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) => {
  const list = useProfiles((state) => state.list)
  const setSecret = useProfiles((state) => state.setSecret)
  // Fixed at opening: a field must not vanish while its neighbours are still being filled in.
  const [secrets, setSecrets] = useState(() =>
    (list?.profiles ?? []).filter(({ profile }) => ids.includes(profile.id)).flatMap(missingOf),
  )
  // What is typed while others are being stored is seen when they are.
  const now = useRef(secrets)
  const busy = secrets.some(({ state }) => state === 'busy')
  const [pasted, setPasted] = useState(0)
  const [stored, setStored] = useState<MissingSecret | null>(null)
  const rows = useRef<HTMLDivElement>(null)
  const done = useRef<HTMLButtonElement>(null)
  const lost = lostWords(secrets, pasted)

  const change = ({ id, role }: MissingSecret, changed: Partial<MissingSecret>) => {
    now.current = now.current.map((each) =>
      each.id === id && each.role === role ? { ...each, ...changed } : each,
    )
    setSecrets(now.current)
  }
  /** What Halo shows once stays in its field until it is stored. */
  const store = async (missing: MissingSecret): Promise<boolean> => {
    change(missing, { state: 'busy', error: null })
    const { id, role } = missing
    const typed = typedSecret(missing.typed, 'secret')
    const answer = typed.ok ? await setSecret({ id, role, secret: typed.value }) : typed
    if (!answer.ok) change(missing, { state: 'open', error: answer.error })
    else {
      const isForSession = answer.value.secrets[role] === 'session-only'
      change(missing, { state: isForSession ? 'kept-for-session' : 'kept', typed: '' })
    }
    return answer.ok
  }
  /** Stores one by *Enter*, and goes on with the next that is open; with *Done* where none is. */
  const storeAndGoOn = async (missing: MissingSecret) => {
    if (await store(missing)) setStored(missing)
  }
  const goOn = (from: MissingSecret) => {
    const at = now.current.findIndex((each) => keyOf(each) === keyOf(from))
    const order = [...now.current.slice(at + 1), ...now.current.slice(0, at)]
    const next = order.find(({ state }) => state === 'open')
    const fields = rows.current?.querySelectorAll<HTMLElement>('[data-secret]') ?? []
    const field = [...fields].find((each) => next !== undefined && each.dataset['secret'] === keyOf(next))
    ;(field?.querySelector('input') ?? done.current)?.focus()
  }
  // Not before it is drawn: *Done* is not there, or cannot be pressed, while one is being stored.
  useLayoutEffect(() => {
    if (stored !== null) goOn(stored)
  }, [stored])
  const storePasted = async (matched: readonly { readonly key: string; readonly secret: string }[]) => {
    // First all into their fields: what the keychain does not take stays there.
    for (const { key, secret } of matched)
      for (const each of now.current)
        if (keyOf(each) === key && each.state === 'open') change(each, { typed: secret, refused: false })
    const keys = new Set(matched.map(({ key }) => key))
    for (const missing of now.current.filter((each) => keys.has(keyOf(each)) && isTyped(each)))
      await store(missing)
  }
  const finish = async () => {
    for (const missing of now.current.filter(isTyped)) await store(missing)
    if (lostWords(now.current, pasted) === null) onClose()
  }
  const { leave, question } = useLeaving({
    title: 'Close without storing?',
    lost,
    discard: 'Discard',
    onLeave: onClose,
    ...(secrets.some(isTyped) &&
      !busy && { keep: { label: 'Store and close', icon: 'key', run: () => void finish() } }),
  })
  const open = secrets.filter(({ state }) => state === 'open').length
  const shown = secrets.slice(0, SHOWN + secrets.length - open)
  return (
    <>
      <Dialog
        wide
        title="Enter secrets"
        onClose={leave}
        footer={
          secrets.some(isTyped) ? (
            <Button kind="primary" disabled={busy} onClick={() => void finish()}>
              Store and close
            </Button>
          ) : (
            <Button ref={done} kind="primary" onClick={leave}>
              Done
            </Button>
          )
        }
      >
        {secrets.length === 0 ? (
          <p>Every secret is there.</p>
        ) : (
          <p>
            Each goes straight to the keychain; the window can set and delete it, never read it. Enter stores
            one and goes to the next.
          </p>
        )}
        {secrets.length > 1 && (
          <>
            <Progress secrets={secrets} />
            <PasteMany
              targets={secrets.filter(({ state }) => state === 'open').map(targetOf)}
              nameOf={(key) => {
                const named = secrets.find((each) => keyOf(each) === key)
                return named === undefined ? '' : `${named.name}: ${named.connection}`
              }}
              busy={busy}
              onHeld={setPasted}
              onStore={storePasted}
            />
          </>
        )}
        <div ref={rows} className={styles.rows}>
          {shown.map((missing) => (
            <SecretRow
              key={keyOf(missing)}
              id={keyOf(missing)}
              missing={missing}
              canSkip={open > 1}
              onSkip={() => {
                goOn(missing)
              }}
              onType={(typed) => {
                change(missing, { typed })
              }}
              onRefused={(refused) => {
                change(missing, { refused })
              }}
              onStore={() => void storeAndGoOn(missing)}
            />
          ))}
        </div>
        {shown.length < secrets.length && (
          <p>
            {counted(secrets.length - shown.length, 'more connection')} come once these are stored, or can be
            pasted now.
          </p>
        )}
      </Dialog>
      {question}
    </>
  )
}
