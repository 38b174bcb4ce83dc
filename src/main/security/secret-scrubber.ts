/** Takes live secrets out of what leaves the process: the net below each sink's own rules. */
export interface Scrubber {
  /** From now on, this value is replaced in all of its usual spellings. */
  add(secret: string): void
  scrub(text: string): string
  /** The same for each text in plain data (arrays, objects, their values); what holds none is returned as it is. */
  scrubData<T>(data: T): T
}

/** A shorter value would be found in ordinary words. */
const SHORTEST = 6

/** Knows a secret plain, URL-encoded, JSON-escaped and in base64, also inside `id:secret`. */
export const createScrubber = (replacement = '[secret]'): Scrubber => {
  const spellings = new SpellingIndex()
  const scrub = (text: string) => spellings.replaceAll(text, replacement)
  return {
    add(secret) {
      if (secret.length < SHORTEST) return
      const formEncoded = new URLSearchParams({ s: secret }).toString().slice(2)
      const spelled = [secret, encodeURIComponent(secret), formEncoded, JSON.stringify(secret).slice(1, -1)]
      for (const spelling of [...spelled, ...base64Cores(secret)]) spellings.add(spelling)
    },
    scrub,
    scrubData: (data) => mapTexts(data, scrub),
  }
}

/**
 * Finds any of many spellings in one pass over a text, however many there are: rows of a whole
 * tenant go through here. What begins a spelling is looked up by its first three characters.
 */
class SpellingIndex {
  private readonly byStart = new Map<string, string[]>()
  /** Whether a spelling may begin with these three characters: most of a text is passed over by this table. */
  private readonly starts = new Uint8Array(65_536)

  add(spelling: string): void {
    const start = spelling.slice(0, START_LENGTH)
    const known = this.byStart.get(start) ?? []
    if (known.includes(spelling)) return
    // Longest first, so that no spelling is cut up by a shorter one.
    this.byStart.set(
      start,
      [...known, spelling].sort((a, b) => b.length - a.length),
    )
    this.starts[startCode(spelling, 0)] = 1
  }

  replaceAll(text: string, replacement: string): string {
    let replaced = ''
    let kept = 0
    for (let at = 0; at + SHORTEST <= text.length; at += 1) {
      const found = this.starts[startCode(text, at)] === 1 ? this.at(text, at) : undefined
      if (found === undefined) continue
      replaced += text.slice(kept, at) + replacement
      kept = at + found.length
      at = kept - 1
    }
    return kept === 0 ? text : replaced + text.slice(kept)
  }

  private at(text: string, position: number): string | undefined {
    return this.byStart
      .get(text.slice(position, position + START_LENGTH))
      ?.find((spelling) => text.startsWith(spelling, position))
  }
}

const START_LENGTH = 3

/** Three characters as a number below 65,536; different ones may share it. */
const startCode = (text: string, at: number): number =>
  ((text.charCodeAt(at) << 10) ^ (text.charCodeAt(at + 1) << 5) ^ text.charCodeAt(at + 2)) & 0xffff

/** The same data when nothing in it changes. Dates, bytes and what else is no plain data stay as they are. */
const mapTexts = <T>(data: T, change: (text: string) => string): T => {
  // The type stays: a text becomes a text, and nothing else is touched.
  if (typeof data === 'string') return change(data) as T
  if (Array.isArray(data)) {
    const items: unknown[] = data
    const changed = items.map((item) => mapTexts(item, change))
    return changed.some((item, index) => item !== items[index]) ? (changed as T) : data
  }
  if (!isPlainObject(data)) return data
  const entries = Object.entries(data)
  const changed = entries.map(([name, value]): [string, unknown] => [name, mapTexts(value, change)])
  return changed.some(([, value], index) => value !== entries[index]?.[1])
    ? (Object.fromEntries(changed) as T)
    : data
}

const isPlainObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null && Object.getPrototypeOf(data) === Object.prototype

/**
 * The characters that depend on the secret alone, whatever stands before and after it: base64
 * takes three bytes at a time, so there are three alignments.
 */
const base64Cores = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, 'utf8')
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/(?<!=)=+$/, '')
    const start = offset === 0 ? 0 : offset + 1
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    const core = encoded.slice(start, whole)
    return core.length < SHORTEST ? [] : [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
