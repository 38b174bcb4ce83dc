/** Takes live secrets out of text that leaves the process: the net below the logger's own rules. */
export interface Scrubber {
  /** From now on, this value is replaced in all of its usual spellings. */
  add(secret: string): void
  scrub(text: string): string
}

/** A shorter value would be found in ordinary words. */
const SHORTEST = 6

/** Knows a secret plain, URL-encoded, JSON-escaped and in base64, also inside `id:secret`. */
export const createScrubber = (replacement = '[secret]'): Scrubber => {
  const spellings = new Set<string>()
  return {
    add(secret) {
      if (secret.length < SHORTEST) return
      const formEncoded = new URLSearchParams({ s: secret }).toString().slice(2)
      const spelled = [secret, encodeURIComponent(secret), formEncoded, JSON.stringify(secret).slice(1, -1)]
      for (const spelling of [...spelled, ...base64Cores(secret)]) spellings.add(spelling)
    },
    scrub(text) {
      // Longest first, so that no spelling is cut up by a shorter one.
      const ordered = [...spellings].sort((a, b) => b.length - a.length)
      return ordered.reduce((scrubbed, spelling) => scrubbed.replaceAll(spelling, replacement), text)
    },
  }
}

/**
 * The characters that depend on the secret alone, whatever stands before and after it: base64
 * takes three bytes at a time, so there are three alignments.
 */
const base64Cores = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, 'utf8')
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const start = offset === 0 ? 0 : offset + 1
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    const core = encoded.slice(start, whole)
    return core.length < SHORTEST ? [] : [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
