import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { FILES } from '../../../shared/bounds'
import { faultText, parseJson } from '../../../shared/files/json-text'
import { machinePolicySchema } from '../../../shared/files/updates'
import type { UpdatePolicy } from '../../ports'
import { decodeText } from '../../text-file'
import { readRegularFile, type RegularFileFault } from './regular-file'
import { processEnvironment, type UserDataEnvironment } from './user-data'

/** Where an administrator's file is, in a folder that users may not write to. */
export const machinePolicyFile = ({
  env,
  platform,
}: Pick<UserDataEnvironment, 'env' | 'platform'>): string => {
  switch (platform) {
    case 'win32':
      return path.win32.join(programData(env['PROGRAMDATA']), 'Crossview', 'policy.json')
    case 'darwin':
      return '/Library/Application Support/Crossview/policy.json'
    default:
      return '/etc/crossview/policy.json'
  }
}

/** Empty or relative, it would lead to wherever Crossview was started. */
const programData = (named = ''): string => (/^[a-z]:\\/i.test(named) ? named : String.raw`C:\ProgramData`)

const WRITABLE_BY_EVERYBODY = 0o002

/**
 * Whether an administrator decides about the update check. All that a policy can say is off, so one that
 * is there and cannot be used means off as well: who put it there wanted something.
 * @param file given by tests; else where the system has it
 */
export const readUpdatePolicy = async (
  { env, platform }: Pick<UserDataEnvironment, 'env' | 'platform'> = processEnvironment(),
  file = machinePolicyFile({ env, platform }),
): Promise<UpdatePolicy> => {
  const read = await readRegularFile(file, FILES.policy.characters)
  if (!read.ok) {
    const { error } = read
    if (error.kind !== 'unreadable' || !['ENOENT', 'ENOTDIR'].includes(error.code))
      return unusable(file, whyNot(error))
    return (await leadsNowhere(file))
      ? unusable(file, 'it is a link to a file that is not there')
      : { managed: false }
  }
  const { bytes, mode } = read.value
  // Windows says who may write by lists, which the mode knows nothing of.
  if (platform !== 'win32' && (mode & WRITABLE_BY_EVERYBODY) !== 0)
    return unusable(file, 'everybody may write to it, not only an administrator')
  const text = decodeText(bytes)
  if (!text.ok) return unusable(file, `it ${text.error.what}`)
  const json = parseJson(text.value, FILES.policy)
  if (!json.ok) return unusable(file, `it ${faultText(json.error)}`)
  return machinePolicySchema.safeParse(json.value).success
    ? { managed: true, file, fault: null }
    : unusable(file, 'it does not hold what a policy of this version of Crossview holds')
}

const leadsNowhere = (file: string): Promise<boolean> =>
  lstat(file).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  )

const unusable = (file: string, fault: string): UpdatePolicy => ({ managed: true, file, fault })

const whyNot = (fault: RegularFileFault): string => {
  switch (fault.kind) {
    case 'unreadable':
      return 'it could not be read'
    case 'not-a-file':
      return 'it is not a file'
    case 'empty':
      return 'it is empty'
    case 'too-large':
      return 'it is too large'
  }
}
