const WINDOW_MS = 300_000

/** So many requests in any 300 s, over all tokens and with token calls (halo-api.md section 7). */
export class RequestLimit {
  private readonly times: number[] = []

  constructor(private readonly most: number) {}

  /** Counts a request; false when it is one too many. */
  take(): boolean {
    const now = Date.now()
    while (this.times[0] !== undefined && this.times[0] <= now - WINDOW_MS) this.times.shift()
    if (this.times.length >= this.most) return false
    this.times.push(now)
    return true
  }
}
