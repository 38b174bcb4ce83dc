import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** Says why there is nothing here, and what to do about it. */
export const EmptyState = ({ title, children, actions }: EmptyStateProps) => (
  <div className={styles.empty}>
    <h3>{title}</h3>
    <p>{children}</p>
    {actions !== undefined && <div className={styles.actions}>{actions}</div>}
  </div>
)
