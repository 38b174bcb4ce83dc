import { useContext, type ReactNode } from 'react'
import type { AppError } from '../../../shared/app-error'
import { AdviceActions } from './advice-actions'
import { Button, IconButton } from './button'
import { Icon } from './icon'
import styles from './notice.module.css'

interface NoticeProps {
  readonly tone: 'error' | 'warning' | 'info' | 'good'
  readonly title?: string
  readonly children?: ReactNode
  readonly advice?: readonly string[]
  readonly actions?: ReactNode
  readonly onDismiss?: (() => void) | undefined
}

const ICONS = { error: 'error', warning: 'warning', info: 'info', good: 'check' } as const
const WORDS = { error: 'Error', warning: 'Warning', info: 'Note', good: 'Done' } as const

/** A message on the page with what to do next. Errors are announced at once. */
export const Notice = ({ tone, title, children, advice = [], actions, onDismiss }: NoticeProps) => (
  <div
    className={`${styles.notice ?? ''} ${styles[tone] ?? ''}`}
    role={tone === 'error' ? 'alert' : 'status'}
  >
    <Icon name={ICONS[tone]} className={styles.icon} />
    <div className={styles.body}>
      <span className="visually-hidden">{WORDS[tone]}: </span>
      {title !== undefined && <strong>{title}</strong>}
      {children !== undefined && <div>{children}</div>}
      <Advice advice={advice} />
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
    {onDismiss !== undefined && <IconButton icon="close" label="Dismiss" onClick={onDismiss} />}
  </div>
)

/** What to do next, in the order to try it. */
export const Advice = ({ advice }: { advice: readonly string[] }) => {
  if (advice.length === 0) return null
  const [only = ''] = advice
  if (advice.length === 1)
    return (
      <p className={styles.advice}>
        <Step text={only} />
      </p>
    )
  return (
    <ol className={styles.advice}>
      {advice.map((step) => (
        <li key={step}>
          <Step text={step} />
        </li>
      ))}
    </ol>
  )
}

/** With a button where this window can do what it says. */
const Step = ({ text }: { text: string }) => {
  const action = useContext(AdviceActions).get(text)
  return action === undefined ? (
    text
  ) : (
    <>
      {text} <Button onClick={action.onClick}>{action.label}</Button>
    </>
  )
}

/** An error from main, with its advice. */
export const ErrorNotice = ({ error, onDismiss }: { error: AppError; onDismiss?: () => void }) => (
  <Notice tone="error" title={error.message} advice={error.advice} onDismiss={onDismiss} />
)
