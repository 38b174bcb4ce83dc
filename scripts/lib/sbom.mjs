/**
 * The list of everything that the app is made of and made with (SBOM, CycloneDX), from the lock
 * file alone. electron-builder calls it when the installers are there (electron-builder.yml).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../setup.mjs'
import { runNpm } from './npm.mjs'

/** @returns the bill of materials as an object */
export const billOfMaterials = () => {
  const done = runNpm(
    ROOT,
    ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'],
    { encoding: 'utf8', maxBuffer: 64e6 },
  )
  if (done.status !== 0) throw new Error(`npm sbom failed: ${done.stderr ?? 'npm could not be started'}`)
  const bill = JSON.parse(String(done.stdout))
  // npm takes the name of the folder.
  bill.metadata.component.name = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).name
  return bill
}

/**
 * Writes it beside the installers.
 * @param {{ outDir: string }} built
 * @returns {string[]} files to publish: nothing is
 */
export const afterAllArtifactBuild = ({ outDir }) => {
  const bill = billOfMaterials()
  const { name, version } = bill.metadata.component
  writeFileSync(path.join(outDir, `${name}-${version}.cdx.json`), `${JSON.stringify(bill, null, 2)}\n`)
  return []
}
