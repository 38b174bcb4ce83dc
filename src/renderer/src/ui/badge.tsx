import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { Icon, type IconName } from './icon'

export type Tone = 'good' | 'warning' | 'bad' | 'neutral' | 'agent' | 'app'

/** A short state in words, with an icon so that colour never carries the meaning alone. */
export const Badge = ({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) => (
  <span className={`${styles.badge ?? ''} ${styles[tone] ?? ''}`}>
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </span>
)
