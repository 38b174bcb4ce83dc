import { useState, type ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import type { IconName } from './icon'

interface LeavingOptions {
  readonly title: string
  /** What would be lost, in words and never the thing itself; null: nothing, and nothing is asked. */
  readonly lost: ReactNode
  readonly discard: string
  /** How it is kept, where more can be done than to go on. */
  readonly keep?: { readonly label: string; readonly icon: IconName; readonly run: () => void }
  readonly onLeave: () => void
}

interface Leaving {
  /** For Escape, the cross, *Cancel* and *Done* alike: leaves, or asks first. */
  readonly leave: () => void
  /** The question while it is asked; belongs behind the form. */
  readonly question: ReactNode
}

/** Nothing that was typed is dropped without a word: asks before a form is closed that holds something. */
export const useLeaving = ({ title, lost, discard, keep, onLeave }: LeavingOptions): Leaving => {
  const [asking, setAsking] = useState(false)
  const stay = () => {
    setAsking(false)
  }
  return {
    leave: () => {
      if (lost === null) onLeave()
      else setAsking(true)
    },
    // What it asks about may be stored meanwhile.
    question: asking && lost !== null && (
      <Dialog
        title={title}
        onClose={stay}
        footer={
          <>
            <Button kind="danger" onClick={onLeave}>
              {discard}
            </Button>
            {keep === undefined ? (
              <Button kind="primary" onClick={stay}>
                Go on editing
              </Button>
            ) : (
              <Button
                kind="primary"
                icon={keep.icon}
                onClick={() => {
                  stay()
                  keep.run()
                }}
              >
                {keep.label}
              </Button>
            )}
          </>
        }
      >
        <p>{lost}</p>
      </Dialog>
    ),
  }
}
