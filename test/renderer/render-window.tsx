import { cleanup, configure, render, screen } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, vi } from 'vitest'
import '../../src/renderer/src/zod-without-eval'
import { App } from '../../src/renderer/src/app/app'
import { useApp } from '../../src/renderer/src/app/app-store'
import { useAnalysis } from '../../src/renderer/src/features/analysis/analysis-store'
import { useComparison } from '../../src/renderer/src/features/comparison/comparison-store'
import { useFleet } from '../../src/renderer/src/features/fleet/fleet-store'
import { useHistory } from '../../src/renderer/src/features/history/history-store'
import { useInventory } from '../../src/renderer/src/features/inventory/inventory-store'
import { useNoteDrafts } from '../../src/renderer/src/features/inventory/application/note-drafts'
import { useTable } from '../../src/renderer/src/features/inventory/table/table-store'
import { useRecentlyUsed } from '../../src/renderer/src/features/palette/recent-store'
import { useProfiles } from '../../src/renderer/src/features/profiles/profiles-store'
import { usePurpose } from '../../src/renderer/src/features/purpose/purpose-store'
import { useReport } from '../../src/renderer/src/features/report/report-store'
import { useSummary } from '../../src/renderer/src/features/summary/summary-store'
import { useUpdates } from '../../src/renderer/src/features/updates/updates-store'
import { usePreferences } from '../../src/renderer/src/preferences-store'
import { useToasts } from '../../src/renderer/src/ui/toast-store'
import { WAIT } from '../support/patience'
import type { FakeBridge } from './fake-bridge'

// Of itself it gives up after a second.
configure({ asyncUtilTimeout: WAIT })

/** jsdom has no layout: every element is this high, so that lists show about ten rows. */
const HEIGHT = 340

class NoMedia extends EventTarget {
  readonly matches = false
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(HEIGHT)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT)
  // jsdom scrolls nothing; lists read back what they have set.
  HTMLElement.prototype.scrollTo = function scrollTo(options?: ScrollToOptions | number) {
    if (typeof options === 'object') this.scrollTop = options.top ?? 0
    this.dispatchEvent(new Event('scroll'))
  }
  HTMLElement.prototype.scrollIntoView = () => undefined
  HTMLElement.prototype.setPointerCapture = () => undefined
  // Nor does anything in it ever change its size.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {
        // Nothing to tell.
      }
      disconnect(): void {
        // Nothing was watched.
      }
    },
  )
  // It has no media to ask about either: what is light, it stays.
  vi.stubGlobal('matchMedia', () => new NoMedia())
  // jsdom has the dialog element but not its modal methods.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
  }
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  for (const reset of resets) reset()
})

const resets = [
  () => {
    useNoteDrafts.setState(useNoteDrafts.getInitialState(), true)
  },
  () => {
    useRecentlyUsed.setState(useRecentlyUsed.getInitialState(), true)
  },
  () => {
    usePreferences.setState(usePreferences.getInitialState(), true)
  },
  () => {
    useFleet.setState(useFleet.getInitialState(), true)
  },
  () => {
    usePurpose.setState(usePurpose.getInitialState(), true)
  },
  () => {
    useInventory.setState(useInventory.getInitialState(), true)
  },
  () => {
    useHistory.setState(useHistory.getInitialState(), true)
  },
  () => {
    useTable.setState(useTable.getInitialState(), true)
  },
  () => {
    useApp.setState(useApp.getInitialState(), true)
  },
  () => {
    useComparison.setState(useComparison.getInitialState(), true)
  },
  () => {
    useProfiles.setState(useProfiles.getInitialState(), true)
  },
  () => {
    useAnalysis.setState(useAnalysis.getInitialState(), true)
  },
  () => {
    useReport.setState(useReport.getInitialState(), true)
  },
  () => {
    useSummary.setState(useSummary.getInitialState(), true)
  },
  () => {
    useToasts.setState(useToasts.getInitialState(), true)
  },
  () => {
    useUpdates.setState(useUpdates.getInitialState(), true)
  },
]

/** From what a comparison comes to on to its records: their grid. */
export const showRecords = async (user: UserEvent): Promise<HTMLElement> => {
  await user.click(await screen.findByRole('tab', { name: 'Records' }))
  return screen.findByRole('grid')
}

/** The whole window over a fake bridge. */
export const renderWindow = (bridge: FakeBridge): UserEvent => {
  Object.assign(window, { crossview: bridge.api })
  const user = userEvent.setup()
  render(<App />)
  return user
}
