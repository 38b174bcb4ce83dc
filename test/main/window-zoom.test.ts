import { expect, it } from 'vitest'
import { zoomAfter } from '../../src/main/window-zoom'

it('goes by the steps of browsers, from half to five times the size, and no further', () => {
  const steps = [0.5]
  for (let zoom = zoomAfter(0.5, 'in'); zoom !== steps.at(-1); zoom = zoomAfter(zoom, 'in')) steps.push(zoom)
  expect(steps).toEqual([0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5])
  expect([...steps].reverse().map((zoom) => zoomAfter(zoom, 'out'))).toEqual([
    ...[...steps].reverse().slice(1),
    0.5,
  ])
})

it('goes from between two steps to the next one, and back to the usual size', () => {
  expect([zoomAfter(1.3, 'in'), zoomAfter(1.3, 'out'), zoomAfter(1.3, 'reset')]).toEqual([1.5, 1.25, 1])
  expect(zoomAfter(0.3, 'out')).toBe(0.5)
})
