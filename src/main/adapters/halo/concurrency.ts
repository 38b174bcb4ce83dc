/**
 * Requests that are out at once. It begins with two for each side, goes no lower than one for each, and no higher
 * than eight: 700 requests in 300 s (halo-api.md section 7) are used up by fewer.
 */
const AT_ONCE = { first: 4, least: 2, most: 8 }
/** An answer is slow that took more than so many times what the quickest of its kind took. */
const SLOW = 2
/** Milliseconds of an answer that tell nothing: it may as well have waited for this machine. */
const NOISE_MS = 25
/** The quickest answer is forgotten after so long: a tenant is slower at some hours of the day. */
const FORGOTTEN_AFTER_MS = 300_000

/**
 * How many requests a tenant takes well at once, found out by its answers (slow start, then additive
 * increase, multiplicative decrease). As many answers as may be out at once are a round: after one in which they were
 * used and three of four answers were about as quick as the quickest, twice as many may be out, or one more once
 * a round was slow; after one in which most were slow, one less, or as few as before it doubled. A refusal (429), a fault of the server and a request without an answer halve it, once for all
 * that were out together.
 */
export class Concurrency {
  private now: number = AT_ONCE.first
  /** Nothing has been slow, nor gone wrong yet. */
  private isStarting = true
  private answers = 0
  private slow = 0
  private wasFull = false
  private troubledThrough = 0
  private readonly quickest = new Map<string, { readonly took: number; readonly at: number }>()

  /** How many may be out. */
  get allowed(): number {
    return this.now
  }

  /** So many are out now. */
  out(count: number): void {
    this.wasFull ||= count >= this.now
  }

  /**
   * A good answer.
   * @param kind answers of one kind take about as long where nobody waits
   * @param took milliseconds
   * @param at of the monotonic clock
   */
  answered(kind: string, took: number, at: number): void {
    const known = this.quickest.get(kind)
    if (known === undefined || took <= known.took || at - known.at > FORGOTTEN_AFTER_MS)
      this.quickest.set(kind, { took, at })
    else if (took > SLOW * Math.max(known.took, NOISE_MS)) this.slow += 1
    this.answers += 1
    if (this.answers < this.now) return
    this.adapt()
    this.beginRound()
  }

  /**
   * Something that a tenant does which has too much to do.
   * @param request the request's number
   * @param latest that of the last one that was sent
   */
  troubled(request: number, latest: number): void {
    if (request <= this.troubledThrough) return
    this.troubledThrough = latest
    this.isStarting = false
    this.now = Math.max(AT_ONCE.least, Math.floor(this.now / 2))
    this.beginRound()
  }

  private adapt(): void {
    const { answers, slow, isStarting, now } = this
    if (2 * slow > answers) {
      this.now = Math.max(AT_ONCE.least, isStarting ? now / 2 : now - 1)
      this.isStarting = false
    } else if (4 * slow <= answers && this.wasFull)
      this.now = Math.min(AT_ONCE.most, isStarting ? 2 * now : now + 1)
  }

  private beginRound(): void {
    this.answers = 0
    this.slow = 0
    this.wasFull = false
  }
}
