/**
 * A screen without a monitor, to put before a command. Without -noreset an X server starts afresh
 * whenever its last window is closed, and drops a program that connects just then.
 */
export const XVFB = ['xvfb-run', '-a', '-s', '-screen 0 1400x1000x24 -noreset']
