import { counted } from '../core/comparison/count-text'
import { visibleLine } from './visible-text'

/** What was found of this computer, for a person and for whoever helps them. Holds no secret. */

/** What is looked at, in this order. */
export const COMPUTER_PROBES = [
  { id: 'versions', label: 'Versions' },
  { id: 'folder', label: 'Data folder' },
  { id: 'keychain', label: 'Keychain' },
  { id: 'files', label: 'What is stored' },
  { id: 'network', label: 'The way to the tenants' },
  { id: 'certificates', label: 'Certificates' },
  { id: 'browser', label: 'Browsers' },
  { id: 'desktop', label: 'Desktop session' },
  { id: 'policy', label: 'Policy of the organisation' },
  { id: 'log', label: 'Log' },
] as const

export type ComputerProbe = (typeof COMPUTER_PROBES)[number]['id']

/** `look`: something to look at, which may be meant so. `unknown`: could not be found out. */
export type LineState = 'fine' | 'look' | 'broken' | 'unknown'

export interface ComputerLine {
  readonly state: LineState
  /** What was found, in a sentence or a short phrase. */
  readonly found: string
  /** What to do about it; null for nothing. */
  readonly advice: string | null
}

export interface ComputerSection {
  readonly probe: ComputerProbe
  readonly lines: readonly ComputerLine[]
}

export const STATE_WORDS: Readonly<Record<LineState, string>> = {
  fine: 'fine',
  look: 'look at this',
  broken: 'broken',
  unknown: 'not known',
}

/** How many lines of each state there are, in words; of those that are worth a look. */
export const outcomeText = (sections: readonly ComputerSection[]): string => {
  const lines = sections.flatMap((section) => section.lines)
  const of = (state: LineState) => lines.filter((line) => line.state === state).length
  const parts = [
    of('broken') > 0 ? `${counted(of('broken'), 'thing')} broken` : null,
    of('look') > 0 ? `${counted(of('look'), 'thing')} to look at` : null,
    of('unknown') > 0 ? `${counted(of('unknown'), 'thing')} not known` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'All that was looked at is fine.' : `Found: ${parts.join(', ')}.`
}

/**
 * The whole report as text, one line each, to be sent to somebody.
 * @param sections in any order
 * @param madeAt ISO moment, UTC
 */
export const computerText = (sections: readonly ComputerSection[], madeAt: string): string =>
  [
    `Crossview: this computer, checked ${madeAt}. No secret is in this text.`,
    outcomeText(sections),
    ...COMPUTER_PROBES.flatMap(({ id, label }) =>
      sections
        .filter(({ probe }) => probe === id)
        .flatMap(({ lines }) => [
          '',
          label,
          ...lines.flatMap(({ state, found, advice }) => [
            `  [${STATE_WORDS[state]}] ${visibleLine(found)}`,
            ...(advice === null ? [] : [`      ${visibleLine(advice)}`]),
          ]),
        ]),
    ),
    '',
  ].join('\n')
