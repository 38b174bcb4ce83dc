import { getCurrentFuseWire } from '@electron/fuses'
import { executableOf, FUSES, setFuses } from '../../scripts/lib/pack-hooks.mjs'

/** The product's own fuses, as far as the Electron that is here has them: new ones are added at the end. */
export const afterPack = async (context) => {
  const executable = executableOf(context)
  const { version: _version, ...wire } = await getCurrentFuseWire(executable)
  await setFuses(executable, Object.fromEntries(Object.entries(FUSES).slice(0, Object.keys(wire).length)))
}
