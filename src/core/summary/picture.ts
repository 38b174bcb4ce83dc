import { countText } from '../comparison/count-text'
import { countWords } from '../words/words'
import type { BarSegment, ResourceBar } from './summary'

/**
 * How a comparison is drawn, the same in the window and on paper: the order of the parts, what they are called,
 * what they look like without colour, and how long they are.
 */

export type SegmentKind = BarSegment['kind']

/** In the order of drawing and of the legend. */
export const SEGMENT_KINDS: readonly SegmentKind[] = ['both', 'only-agent', 'only-app', 'refused', 'unknown']

export const SEGMENT_WORDS: Readonly<Record<SegmentKind, string>> = {
  both: 'Both',
  'only-agent': 'Only agent',
  'only-app': 'Only app',
  refused: 'Refused',
  unknown: 'Unknown',
}

/** Of an app side that is predicted: nothing of it was seen. */
export const PREDICTED_SEGMENT_WORDS: Readonly<Record<SegmentKind, string>> = {
  both: 'Would see',
  'only-agent': 'Would not see',
  'only-app': 'Would see alone',
  refused: 'Would be refused',
  unknown: 'Unknown',
}

/** What a part is filled with, so that it is told from its neighbours without colour. */
export const SEGMENT_PATTERNS: Readonly<Record<SegmentKind, SegmentPattern>> = {
  both: 'solid',
  'only-agent': 'stripes',
  'only-app': 'dots',
  refused: 'crosses',
  unknown: 'outline',
}

/** `stripes` rise to the right, `crosses` are stripes both ways, `outline` is a dashed line around nothing. */
type SegmentPattern = 'solid' | 'stripes' | 'dots' | 'crosses' | 'outline'

/** On white: at least 3:1 to it. The window's tokens `--part-*` are the same in its light theme. */
export const SEGMENT_COLOURS: Readonly<Record<SegmentKind, string>> = {
  both: '#7b8495',
  'only-agent': '#4a49b8',
  'only-app': '#0b6b7a',
  refused: '#b3261e',
  unknown: '#565e6f',
}

/**
 * How long a bar is, from 0 to 1 of the longest: by the square root, so that ten records can be seen beside ten
 * thousand, and more still is longer. The parts within a bar are in proportion; none is thinner than can be seen.
 * @param most records of the largest bar
 */
export const barLength = (records: number, most: number): number =>
  most === 0 ? 0 : Math.sqrt(records / most)

/** To stand beside every picture of bars. */
export const BAR_SCALE_WORDS =
  'The more records, the longer the bar: its length grows with the square root, so that ten can be seen beside ten ' +
  'thousand. Within a bar the parts are in proportion; the smallest are drawn a little wider.'

/** "1,500", "200+", "–": what is known to be there. */
export const barTotalWords = ({ records, exact }: ResourceBar): string =>
  countWords({ least: records, exact })

/** "102 both, 1,398 only agent": the numbers of a bar in words. */
export const barWords = (
  { segments, exact }: ResourceBar,
  words: Readonly<Record<SegmentKind, string>> = SEGMENT_WORDS,
): string => {
  if (segments.length === 0) return exact ? 'no records' : 'nothing known'
  return segments.map(({ kind, records }) => `${countText(records)} ${words[kind].toLowerCase()}`).join(', ')
}
