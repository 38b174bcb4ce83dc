/** What is measured inside the page: each function is sent there as its source text, so it uses nothing from outside itself. */

/** Milliseconds from the choice of a file to what it comes to, and to rows on screen; the longest the page stood still. */
export interface Opening {
  readonly overview: number
  readonly rows: number
  readonly stall: number
}

/** Opens the offered snapshot and goes to its tickets as soon as it can. */
export const openRows = async (): Promise<Opening> => {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const find = (selector: string, text: RegExp) =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((element) => text.test(element.textContent))
  let stall = 0
  let last = performance.now()
  const shown = async <T>(look: () => T | null | undefined): Promise<T> => {
    for (;;) {
      const now = await frame()
      stall = Math.max(stall, now - last)
      last = now
      const found = look()
      if (found != null) return found
    }
  }
  const open = find('button', /^Open snapshot…$/)
  if (open === undefined) throw new Error('There is no way to open a snapshot')
  const started = performance.now()
  open.click()
  const records = await shown(() => find('[role=tab]', /^Records/))
  const overview = performance.now() - started
  records.click()
  const tickets = await shown(() => find('[role=option]', /^Tickets/))
  tickets.click()
  await shown(() => {
    const grid = document.querySelector('[role=grid]')
    const isWhole = Number(grid?.getAttribute('aria-rowcount')) > 50_000
    return isWhole ? grid?.querySelector('[role=row][data-index="5"]') : null
  })
  return { overview, rows: performance.now() - started, stall }
}

/** Milliseconds until what the grid shows has changed and was painted. */
export const untilChanged = async (what: {
  readonly kind: 'filter' | 'search' | 'grouping' | 'collapse'
  readonly value: string
}): Promise<number> => {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const count = () => document.querySelector('[role=grid], [role=treegrid]')?.getAttribute('aria-rowcount')
  const type = (input: HTMLInputElement | HTMLSelectElement, value: string, event: string) => {
    const kind = input instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(input, value)
    input.dispatchEvent(new Event(event, { bubbles: true }))
  }
  const need = <T>(found: T | null | undefined): T => {
    if (found == null) throw new Error(`There is no ${what.kind}`)
    return found
  }
  const before = count()
  const started = performance.now()
  if (what.kind === 'filter') {
    const labels = [...document.querySelectorAll<HTMLElement>('fieldset label')]
    need(labels.find((label) => label.textContent.startsWith(what.value))).click()
  } else if (what.kind === 'search') {
    type(
      need(document.querySelector<HTMLInputElement>('[role=group] input[type=search]')),
      what.value,
      'input',
    )
  } else if (what.kind === 'grouping') {
    type(need(document.querySelector('[role=group] select')), what.value, 'change')
  } else {
    const row = need(document.querySelector<HTMLElement>('[role=row][aria-expanded]'))
    row.focus()
    row.dispatchEvent(new KeyboardEvent('keydown', { key: what.value, bubbles: true }))
  }
  while (count() === before && performance.now() - started < 20_000) await frame()
  await frame()
  return performance.now() - started
}

/** Milliseconds between frames, in order of size, while the rows are scrolled by so many pixels a frame. */
export const scrollFrames = async (frames: number): Promise<readonly number[]> => {
  const grid = document.querySelector('[role=grid], [role=treegrid]')
  const taken: number[] = []
  let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
  for (let index = 0; index < frames; index++) {
    // Now a few rows, now a page, now far away: as somebody who scrolls, and somebody who drags.
    if (grid !== null) grid.scrollTop += index % 40 === 39 ? 100_000 : index % 8 === 7 ? 700 : 120
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    taken.push(now - last)
    last = now
  }
  return taken.sort((a, b) => a - b)
}
