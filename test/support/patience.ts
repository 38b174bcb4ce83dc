/**
 * How long anything may take before a test gives up on it, in milliseconds. The only such number in the
 * tests: a machine with other work to do is slow, and what is slow is not wrong. What has to be fast is
 * measured by the processor's time, or beside something else that runs at the same time.
 */

/** For a test or a hook. Whole counts (counts.ts) take longer. */
export const PATIENCE = process.env.CROSSVIEW_FULL === '1' ? 1_800_000 : 480_000

/** For one wait in it; shorter, so that what was waited for is named when it fails. */
export const WAIT = 200_000
