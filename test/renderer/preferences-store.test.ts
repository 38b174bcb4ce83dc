import { afterEach, describe, expect, it } from 'vitest'
import { usePreferences } from '../../src/renderer/src/preferences-store'
import { appError } from '../../src/shared/app-error'
import type { ViewPreferences } from '../../src/shared/ipc/preferences'
import { err, ok } from '../../src/shared/result'

afterEach(() => {
  usePreferences.setState(usePreferences.getInitialState(), true)
})

/** Main answers when the test says so, in the order that it says. */
const slowMain = () => {
  const answers: ((answer: ReturnType<typeof ok<ViewPreferences>> | ReturnType<typeof err>) => void)[] = []
  const asked = () =>
    new Promise((resolve) => {
      answers.push(resolve)
    })
  Object.assign(window, {
    crossview: { preferences: { get: asked, change: asked, setPanel: asked, setGrid: asked } },
  })
  return answers
}

const kept = (change: Partial<ViewPreferences>) =>
  ok({ ...usePreferences.getInitialState().preferences, ...change })

describe('what is chosen in the window', () => {
  it('shows at once, and is not taken back by the answer to what was chosen before', async () => {
    const answers = slowMain()
    const { setPanel } = usePreferences.getState()
    const first = setPanel('why', 300)
    const second = setPanel('why', 420)
    expect(usePreferences.getState().preferences.panels).toEqual({ why: 420 })
    answers[0]?.(kept({ panels: { why: 300 } }))
    await first
    expect(usePreferences.getState().preferences.panels).toEqual({ why: 420 })
    answers[1]?.(kept({ panels: { why: 420 } }))
    await second
    expect(usePreferences.getState().preferences.panels).toEqual({ why: 420 })
  })

  it('that is not kept counts all the same, and why is told', async () => {
    const answers = slowMain()
    const change = usePreferences.getState().change({ theme: 'dark' })
    answers[0]?.(err(appError('FILE_WRITE_FAILED', 'The disk is full.')))
    await change
    expect(usePreferences.getState()).toMatchObject({
      preferences: { theme: 'dark' },
      error: { message: 'The disk is full.' },
    })
  })
})
