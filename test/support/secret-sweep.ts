import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { DEMO_SECRET_MARK } from '../../src/demo/index'

/** Looks for secrets wherever they could have leaked to, in every form in which they could have. */

/** A secret as it looks after each encoding that the app, a browser or a log may apply. */
const formsOf = (secret: string): readonly Buffer[] => {
  const raw = Buffer.from(secret)
  const texts = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ x: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'),
    raw.toString('hex'),
    raw.toString('hex').toUpperCase(),
  ]
  return [
    ...texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]),
    ...base64FormsOf(raw),
    ...base64FormsOf(Buffer.from(secret, 'utf16le')),
  ]
}

/** Base64 depends on what stands before, modulo three; only what does not change is looked for. */
const base64FormsOf = (bytes: Buffer): readonly Buffer[] =>
  [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const sure = text.slice(before === 0 ? 0 : before + 1, -1)
    return [sure, sure.replace(/\+/g, '-').replace(/\//g, '_')].map((form) => Buffer.from(form))
  })

/** Where something was found, by the names of the places. */
export const sweep = (
  places: Readonly<Record<string, Buffer | string>>,
  secrets: readonly string[],
): readonly string[] => {
  const forms = secrets.map(formsOf)
  return Object.entries(places).flatMap(([name, content]) => {
    const bytes = Buffer.from(content)
    const whole = `${name}\n`
    const found = forms.some((each) =>
      each.some((form) => bytes.includes(form) || whole.includes(form.toString('latin1'))),
    )
    return found ? [name] : []
  })
}

/** A secret of a test's own, with the mark of all: found wherever it leaks to. */
export const canarySecret = (): string => `${DEMO_SECRET_MARK}${randomUUID()}`

/**
 * Where any secret or token of a demo tenant is found, or any canary: all begin with one mark.
 * Notes how much was looked through when CROSSVIEW_SWEPT names a file, for docs/security-results.md.
 * @param surface what kind of place this is, such as `files of tests`
 */
export const findMarked = (
  surface: string,
  places: Readonly<Record<string, Buffer | string>>,
): readonly string[] => {
  const { CROSSVIEW_SWEPT: notes } = process.env
  if (notes !== undefined) {
    const bytes = Object.values(places).reduce((sum, content) => sum + Buffer.byteLength(content), 0)
    appendFileSync(notes, `${JSON.stringify({ surface, places: Object.keys(places).length, bytes })}\n`)
  }
  return sweep(places, [DEMO_SECRET_MARK])
}

/** Every file below some folders, by path. */
export const filesIn = async (...folders: readonly string[]): Promise<Record<string, Buffer>> => {
  const found: Record<string, Buffer> = {}
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const file = path.join(entry.parentPath, entry.name)
      // A socket or a file that went meanwhile holds nothing.
      if (entry.isFile()) found[file] = await readFile(file).catch(() => Buffer.alloc(0))
    }
  }
  return found
}

/** Arguments and environment of every process that this user may look at. Linux. */
export const processes = async (): Promise<Record<string, Buffer>> => {
  const found: Record<string, Buffer> = {}
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const part of ['cmdline', 'environ']) {
      found[`/proc/${pid}/${part}`] = await readFile(`/proc/${pid}/${part}`).catch(() => Buffer.alloc(0))
    }
  }
  return found
}
