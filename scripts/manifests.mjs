/**
 * `npm run manifests -- FOLDER OWNER/NAME`: fills the templates for winget and Homebrew from the files
 * of a release in FOLDER, into dist/manifests. docs/releasing.md says where they go from there.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filled } from './lib/manifests.mjs'
import { messageOf, ROOT, say, WrongUsage } from './setup.mjs'

try {
  const [, , folder, repository, ...more] = process.argv
  if (folder === undefined || repository === undefined || more.length > 0)
    throw new WrongUsage('usage: npm run manifests -- FOLDER OWNER/NAME')
  const about = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const from = path.join(ROOT, 'resources/packaging')
  const to = path.join(ROOT, 'dist/manifests')
  const files = ['winget', 'homebrew'].flatMap((kind) =>
    readdirSync(path.join(from, kind)).map((name) => path.join(kind, name)),
  )
  // All before one is written: there is no set of which a part is missing.
  const manifests = files.map((file) => ({
    file: path.join(to, file),
    text: filled(readFileSync(path.join(from, file), 'utf8'), { folder, repository, about }),
  }))
  for (const { file, text } of manifests) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
    say(`written: ${path.relative(ROOT, file)}`)
  }
} catch (error) {
  say(`No manifest was written: ${messageOf(error)}`)
  process.exitCode = error instanceof WrongUsage ? 2 : 1
}
