import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { Button } from '../../src/renderer/src/ui/button'
import { circleMove, typedMove } from '../../src/renderer/src/ui/grid-keys'
import { Name } from '../../src/renderer/src/ui/name'
import { Sentence } from '../../src/renderer/src/ui/sentence'
import { useRowStops } from '../../src/renderer/src/ui/use-row-stops'

const plain = { ctrlKey: false, metaKey: false, altKey: false }

describe('keys of a row and of a list', () => {
  it('go around at the ends, and are nobody’s with a modifier', () => {
    const move = (key: string, at: number) => circleMove({ ...plain, key }, at, 3)
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'ArrowDown'].map((key) => move(key, 2))).toEqual([
      0,
      1,
      0,
      2,
      null,
    ])
    expect(move('ArrowLeft', 0)).toBe(2)
    expect(circleMove({ ...plain, altKey: true, key: 'ArrowLeft' }, 1, 3)).toBeNull()
    expect(circleMove({ ...plain, key: 'End' }, 0, 0)).toBeNull()
  })

  it('find the next name by its first letter', () => {
    const names = ['Tickets', 'Clients', 'Contracts', 'Élan']
    const move = (key: string, at: number) => typedMove({ ...plain, key }, at, names)
    expect([move('c', 0), move('C', 1), move('c', 2), move('t', 0), move('é', 0)]).toEqual([1, 2, 1, 0, 3])
    expect([move('x', 0), move('Enter', 0), move(' ', 0)]).toEqual([null, null, null])
    expect(typedMove({ ...plain, metaKey: true, key: 'c' }, 0, names)).toBeNull()
  })
})

const Rows = ({ count }: { count: number }) => {
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLUListElement>(count)
  return (
    <ul ref={list} onKeyDown={onKeyDown} onFocus={onFocus}>
      {Array.from({ length: count }, (_, at) =>
        row(
          String(at),
          at,
          <li>
            <Button>Open {at}</Button>
            <Button>Edit {at}</Button>
          </li>,
        ),
      )}
    </ul>
  )
}

describe('a list with controls in its rows', () => {
  it('has those of one row as tab stops, and keys lead to the same control of another', async () => {
    const user = userEvent.setup()
    const { rerender } = render(<Rows count={30} />)
    const focus = () => document.activeElement?.textContent
    const visited: (string | null | undefined)[] = []
    for (const keys of [
      '{Tab}',
      '{Tab}',
      '{ArrowDown}',
      '{End}',
      '{ArrowLeft}',
      '{ArrowUp}',
      '{Home}',
      '{PageDown}',
    ]) {
      await user.keyboard(keys)
      visited.push(focus())
    }
    expect(visited).toEqual([
      'Open 0',
      'Edit 0',
      'Edit 1',
      'Edit 29',
      'Open 29',
      'Open 28',
      'Open 0',
      'Open 10',
    ])
    expect(screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(2)
    // The row that had the stop is gone: the last has it.
    rerender(<Rows count={3} />)
    expect(screen.getByRole('button', { name: 'Open 2' }).tabIndex).toBe(0)
  })
})

describe('a name on the screen', () => {
  it('has the language of its script, and none where its letters tell none', () => {
    const { container } = render(
      <>
        <Name>서울</Name>
        <Name>Contoso 株式会社</Name>
        <Name>Łódź</Name>
        <Sentence text={'Add \u2068חברה\u2069 to Москва.'} />
      </>,
    )
    expect(
      [...container.querySelectorAll('[lang]')].map((each) => [each.textContent, each.getAttribute('lang')]),
    ).toEqual([
      ['서울', 'ko'],
      ['株式会社', 'und-Hani'],
      ['חברה', 'he'],
      ['Москва.', 'und-Cyrl'],
    ])
    expect(container.querySelectorAll('bdi')).toHaveLength(4)
    expect(container.textContent).toBe('서울Contoso 株式会社ŁódźAdd חברה to Москва.')
  })
})
