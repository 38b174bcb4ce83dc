import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** Of the title among the headings around it: one below what it stands in, so that no level is skipped. */
  readonly level?: 1 | 2 | 3
}

/** Says why there is nothing here, and what to do about it. */
export const EmptyState = ({ title, children, actions, level = 3 }: EmptyStateProps) => {
  const Title = `h${level}` as const
  return (
    <div className={styles.empty}>
      <Title>{title}</Title>
      <p>{children}</p>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
