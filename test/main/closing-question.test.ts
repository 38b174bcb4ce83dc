import { describe, expect, it } from 'vitest'
import { closingQuestion } from '../../src/main/closing-question'

describe('before the window is closed', () => {
  it('nobody is asked where nothing is lost', () => {
    expect(closingQuestion({ typed: false, running: false }, true)).toBeNull()
    // On macOS main goes on without a window.
    expect(closingQuestion({ typed: false, running: true }, false)).toBeNull()
  })

  it.each([
    [
      { typed: true, running: false },
      true,
      'What was typed is not stored',
      'Quit anyway',
      /^What was typed into a form is dropped\.$/,
    ],
    [
      { typed: true, running: true },
      false,
      'What was typed is not stored',
      'Close anyway',
      /^What was typed/,
    ],
    [
      { typed: false, running: true },
      true,
      'A run is under way',
      'Quit anyway',
      /^What is being read from Halo is cancelled/,
    ],
    [
      { typed: true, running: true },
      true,
      'A run is under way, and what was typed is not stored',
      'Quit anyway',
      /cancelled.* dropped/,
    ],
  ] as const)(
    'says what is lost of %j, where the program ends with it: %s',
    (unfinished, ends, message, goesOn, detail) => {
      expect(closingQuestion(unfinished, ends)).toEqual({
        message,
        detail: expect.stringMatching(detail) as string,
        buttons: [goesOn, 'Go on'],
      })
    },
  )
})
