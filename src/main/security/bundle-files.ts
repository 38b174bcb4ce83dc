import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface BundleFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

/**
 * A file of the window's bundle; null for anything else: another type, a path out of the folder in
 * any spelling, a link that leads out of it.
 */
export const readBundleFile = async (root: string, pathname: string): Promise<BundleFile | null> => {
  let name: string
  try {
    name = decodeURIComponent(pathname === '/' ? '/index.html' : pathname)
  } catch {
    return null
  }
  const contentType = TYPES[path.extname(name)]
  if (contentType === undefined || /[\\\0]|(^|\/)\.\.?(\/|$)|\/\//.test(name)) return null
  try {
    const folder = await realpath(root)
    const file = await realpath(path.join(folder, name))
    if (!file.startsWith(`${folder}${path.sep}`)) return null
    return { body: new Uint8Array(await readFile(file)), contentType }
  } catch {
    return null
  }
}
