import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Splitter } from '../../src/renderer/src/ui/splitter'

const USUAL = 300

const Panels = ({
  panel = 'left',
  onRest,
}: {
  panel?: 'left' | 'right' | 'below'
  onRest: (size: number | null) => void
}) => {
  const [size, setSize] = useState(USUAL)
  return (
    <Splitter
      label="Width of the list"
      controls="list"
      panel={panel}
      size={size}
      least={200}
      most={330}
      onSize={setSize}
      onRest={(rested) => {
        setSize(rested ?? USUAL)
        onRest(rested)
      }}
    />
  )
}

const edge = () => screen.getByRole('separator', { name: 'Width of the list' })

afterEach(cleanup)

describe('a splitter', () => {
  it('says what it sets, how large that is and how large it can be', () => {
    render(<Panels onRest={vi.fn()} />)
    for (const [name, value] of [
      ['aria-controls', 'list'],
      ['aria-orientation', 'vertical'],
      ['aria-valuenow', '300'],
      ['aria-valuemin', '200'],
      ['aria-valuemax', '330'],
    ] as const)
      expect(edge().getAttribute(name)).toBe(value)
  })

  it.each([
    ['left', '{ArrowRight}', 316],
    ['left', '{ArrowLeft}', 284],
    ['right', '{ArrowLeft}', 316],
    ['right', '{ArrowRight}', 284],
    ['below', '{ArrowUp}', 316],
    ['below', '{ArrowDown}', 284],
    ['left', '{Home}', 200],
    ['left', '{End}', 330],
    // Not beyond its bounds.
    ['left', '{ArrowRight}{ArrowRight}{ArrowRight}', 330],
  ] as const)('with the panel %s of it, %s makes it %i', async (panel, keys, size) => {
    const onRest = vi.fn()
    render(<Panels panel={panel} onRest={onRest} />)
    await userEvent.tab()
    expect(document.activeElement).toBe(edge())
    await userEvent.keyboard(keys)
    expect(edge().getAttribute('aria-valuenow')).toBe(String(size))
    expect(onRest).toHaveBeenLastCalledWith(size)
  })

  it('has no use for keys of the other direction, which do what they do elsewhere', async () => {
    const onRest = vi.fn()
    render(<Panels onRest={onRest} />)
    await userEvent.tab()
    expect(fireEvent.keyDown(edge(), { key: 'ArrowUp' })).toBe(true)
    fireEvent.keyUp(edge(), { key: 'ArrowUp' })
    expect(onRest).not.toHaveBeenCalled()
  })

  it('is at rest once a key that was held is let go, and not with each step', () => {
    const onRest = vi.fn()
    render(<Panels onRest={onRest} />)
    for (let step = 0; step < 5; step += 1) fireEvent.keyDown(edge(), { key: 'ArrowLeft' })
    expect(edge().getAttribute('aria-valuenow')).toBe('220')
    expect(onRest).not.toHaveBeenCalled()
    fireEvent.keyUp(edge(), { key: 'ArrowLeft' })
    expect(onRest.mock.calls).toEqual([[220]])
  })

  it.each([
    ['Enter', () => fireEvent.keyDown(edge(), { key: 'Enter' })],
    ['a double click', () => fireEvent.doubleClick(edge())],
  ])('has its usual size again after %s', (_way, again) => {
    const onRest = vi.fn()
    render(<Panels onRest={onRest} />)
    fireEvent.keyDown(edge(), { key: 'Home' })
    fireEvent.keyUp(edge(), { key: 'Home' })
    again()
    fireEvent.keyUp(edge(), { key: 'Enter' })
    expect(onRest.mock.calls).toEqual([[200], [null]])
    expect(edge().getAttribute('aria-valuenow')).toBe('300')
  })
})
