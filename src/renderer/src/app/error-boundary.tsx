import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button'
import styles from './error-boundary.module.css'

interface Props {
  readonly children: ReactNode
}

/** Shows what to do when a bug breaks the window. Nothing of the error itself is shown or sent. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <main className={styles.page} role="alert">
        <h1>Crossview’s window stopped working</h1>
        <p>
          This is a fault in Crossview, not in your tenants. Stored tenants and secrets are not affected, and
          nothing was changed in Halo. A comparison that was running goes on in the background.
        </p>
        <ol>
          <li>Reload the window and try again.</li>
          <li>If it happens again, report it with the steps that lead to it.</li>
        </ol>
        <Button
          kind="primary"
          onClick={() => {
            window.location.reload()
          }}
        >
          Reload the window
        </Button>
      </main>
    )
  }
}
