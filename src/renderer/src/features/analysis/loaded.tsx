import type { ReactNode } from 'react'
import { ErrorNotice } from '../../ui/notice'
import type { Loaded } from './analysis-store'
import styles from './analysis.module.css'

/** Shows something asked of main once it is there, and says so while it is not. */
export const WhenLoaded = <T,>({
  loaded,
  children,
}: {
  loaded: Loaded<T> | null
  children: (value: T) => ReactNode
}) => {
  if (loaded === null || loaded.state === 'loading') {
    return (
      <p className={styles.muted} role="status">
        Working it out …
      </p>
    )
  }
  return loaded.state === 'failed' ? <ErrorNotice error={loaded.error} /> : children(loaded.value)
}
