import { countText } from '../comparison/count-text'
/** How an MSP has its reports look: its name, a logo, a colour. Kept on this computer, sent nowhere. */
export interface Branding {
  /** Empty: none. */
  readonly name: string
  /** `#rrggbb`; null: Crossview's own. */
  readonly colour: string | null
  readonly logo: Logo | null
}

export interface Logo {
  readonly type: 'image/png' | 'image/jpeg'
  readonly base64: string
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** WCAG 2.2, success criterion 1.4.3: of text on white. */
const TEXT_CONTRAST = 4.5

/** Whether a colour may be that of text on white paper, or of lines alone. @param colour `#rrggbb` */
export const colourUse = (colour: string): { readonly contrast: number; readonly text: boolean } => {
  const contrast = 1.05 / (luminance(colour) + 0.05)
  return { contrast, text: contrast >= TEXT_CONTRAST }
}

/** What was found about a colour, and what it is used for. */
export const colourUseText = (colour: string): string => {
  const { contrast, text } = colourUse(colour)
  const is = `${colour} stands out ${(Math.floor(contrast * 10) / 10).toFixed(1)} to 1 on white`
  return text
    ? `${is}: it is used for lines and headings.`
    : `${is}, and text needs ${countText(TEXT_CONTRAST)} to 1: it is used for lines only, not for text.`
}

/** Relative luminance after WCAG 2.2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The style sheet that goes after the report's own; empty: nothing is different. */
export const brandingStyle = ({ colour }: Branding): string => {
  if (colour === null) return ''
  const text = colourUse(colour).text ? `--accent-text:${colour};` : ''
  return `:root{--accent:${colour};${text}}`
}
