import { useEffect, useState, type ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import type { IconName } from './icon'
import { holdTyped } from './typed'

type Go = () => void

/** Asks on behalf of the form that is on screen, where it holds something; null: it holds nothing. */
let guard: ((go: Go) => void) | null = null

/** Goes elsewhere: at once, or once it was asked whether what was typed on this screen may be lost. */
export const leaveThen = (go: Go): void => {
  if (guard === null) go()
  else guard(go)
}

interface LeavingOptions {
  readonly title: string
  /** What would be lost, in words and never the thing itself; null: nothing, and nothing is asked. */
  readonly lost: ReactNode
  readonly discard: string
  /** How it is kept, where more can be done than to go on. */
  readonly keep?: { readonly label: string; readonly icon: IconName; readonly run: () => void }
  /** It is a screen, which is left by whatever leads elsewhere, and no dialog that covers all of that. */
  readonly isScreen?: boolean
  readonly onLeave: Go
}

interface Leaving {
  /** For Escape, the cross, *Cancel* and *Done* alike: leaves, or asks first. */
  readonly leave: () => void
  /** Leaves what was stored: nothing is asked, whatever was typed until then. */
  readonly leaveStored: (go: Go) => void
  /** The question while it is asked; belongs behind the form. */
  readonly question: ReactNode
}

/** Nothing that was typed is dropped without a word: asks before a form is closed that holds something. */
export const useLeaving = (options: LeavingOptions): Leaving => {
  const { title, lost, discard, keep, isScreen = false, onLeave } = options
  const [asking, setAsking] = useState<{ readonly go: Go } | null>(null)
  const holds = lost !== null
  useEffect(() => (holds ? holdTyped() : undefined), [holds])
  const guards = isScreen && lost !== null
  useEffect(() => {
    if (!guards) return undefined
    guard = (go) => {
      setAsking({ go })
    }
    return () => {
      guard = null
    }
  }, [guards])
  const stay = () => {
    setAsking(null)
  }
  return {
    leave: () => {
      if (lost === null) onLeave()
      else setAsking({ go: onLeave })
    },
    leaveStored: (go) => {
      if (isScreen) guard = null
      go()
    },
    // What it asks about may be stored meanwhile.
    question: asking !== null && lost !== null && (
      <Dialog
        title={title}
        onClose={stay}
        footer={
          <>
            <Button
              kind="danger"
              onClick={() => {
                if (isScreen) guard = null
                asking.go()
              }}
            >
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
