/** One set-up or build at a time in a checkout: two would delete what the other writes. Built-ins only. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** No set-up takes as long: who is named in an older file has ended, and another has its number. */
const LONGEST_MS = 1_800_000
const LOOK_EVERY_MS = 200

/**
 * Waits until no other process works on this checkout. A process that ended without a word stops nobody.
 * @param {{ root: string, say: (text: string) => void }} at
 * @param {() => Result} work
 * @returns {Result} what it returns
 * @throws what it throws
 * @template Result
 */
export const inTurn = ({ root, say }, work) => {
  const file = path.join(root, '.crossview', 'at-work')
  mkdirSync(path.dirname(file), { recursive: true })
  for (let isSaid = false; !isTaken(file); pause()) {
    const other = holderOf(file)
    if (other === null) rmSync(file, { force: true })
    else if (!isSaid) say(`Waiting for another Crossview (process ${other}), which sets up this checkout`)
    isSaid ||= other !== null
  }
  try {
    return work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
const isTaken = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/**
 * @param {string} file
 * @returns {number | null} the process that works; null when there is none any more
 */
const holderOf = (file) => {
  try {
    const age = Date.now() - statSync(file).mtimeMs
    const holder = Number(readFileSync(file, 'utf8'))
    // It is empty for the moment in which it is written.
    const isOver = age > (holder === 0 ? LOOK_EVERY_MS * 10 : LONGEST_MS)
    return isOver || !isRunning(holder) ? null : holder
  } catch {
    return null
  }
}

const isRunning = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's may not be told anything, and is there.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** Everything here waits for what it starts, and so does this. */
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS)
