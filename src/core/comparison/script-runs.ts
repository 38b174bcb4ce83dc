/**
 * Names of a tenant by the scripts that they are written in, for `lang`: a screen reader chooses its voice by it and a browser
 * its font. Only what a script says for sure is said: of letters that several languages share, the script and no language.
 */

/** A piece of a text in one script. */
export interface ScriptRun {
  readonly text: string
  /** BCP 47; null: Latin letters, or nothing but digits and marks, of which nothing is known. */
  readonly lang: string | null
}

/** Scripts as Unicode names them, and what is sure of who writes them. */
const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Han}/u, 'und-Hani'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Cyrillic}/u, 'und-Cyrl'],
  [/\p{Script=Arabic}/u, 'und-Arab'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Devanagari}/u, 'und-Deva'],
  [/\p{Script=Bengali}/u, 'und-Beng'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Myanmar}/u, 'und-Mymr'],
  [/\p{Script=Ethiopic}/u, 'und-Ethi'],
]

/** Most names, told without looking at each letter. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u
/** What belongs to the letters around it. */
const SHARED = /[\p{Script=Common}\p{Script=Inherited}]/u
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const HANGUL = /\p{Script=Hangul}/u

/** Of Han letters beside a syllabary: who writes both is known. */
const languageOfHan = (text: string): string => {
  const [isJapanese, isKorean] = [KANA.test(text), HANGUL.test(text)]
  if (isJapanese === isKorean) return 'und-Hani'
  return isJapanese ? 'ja' : 'ko'
}

/**
 * The text in its runs, in order and whole: joined they are the text. Digits, spaces and marks go with the letters before them,
 * at the beginning with those after. @returns one run for most; none for an empty text
 */
export const scriptRuns = (text: string): readonly ScriptRun[] => {
  if (text === '') return []
  if (PLAIN.test(text)) return [{ text, lang: null }]
  const han = languageOfHan(text)
  const runs: { text: string; lang: string | null }[] = []
  let lead = ''
  for (const letter of text) {
    const last = runs.at(-1)
    if (SHARED.test(letter)) {
      if (last === undefined) lead += letter
      else last.text += letter
      continue
    }
    const found = LANGUAGES.find(([script]) => script.test(letter))?.[1] ?? null
    const lang = found === 'und-Hani' ? han : found
    if (last?.lang === lang) last.text += letter
    else {
      runs.push({ text: lead + letter, lang })
      lead = ''
    }
  }
  return runs
}
