/** The steps of *Zoom in* and *Zoom out*, as browsers have them. */
const STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5] as const

export type ZoomStep = 'in' | 'out' | 'reset'

/** The next size of the page; 1 is its usual one. */
export const zoomAfter = (zoom: number, step: ZoomStep): number => {
  if (step === 'reset') return 1
  // One that lies between two steps goes to the nearer one of its direction.
  return step === 'in'
    ? (STEPS.find((each) => each > zoom + 0.001) ?? STEPS[STEPS.length - 1] ?? zoom)
    : ([...STEPS].reverse().find((each) => each < zoom - 0.001) ?? STEPS[0])
}
