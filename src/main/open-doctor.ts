import { createBrandingSettings } from './adapters/files/branding-settings'
import { readUpdatePolicy } from './adapters/files/machine-policy'
import { createPreferencesFile } from './adapters/files/preferences-file'
import { createUpdateSettings } from './adapters/files/update-settings'
import { createComputerFacts } from './adapters/system/computer-facts'
import { Doctor, type DoctorDeps } from './services/doctor/doctor'
import type { VersionFacts } from './doctor-port'

interface DoctorParts extends Pick<DoctorDeps, 'clock' | 'secrets' | 'store' | 'network'> {
  readonly userData: string
  readonly version: string
  readonly host: VersionFacts['host']
}

/** What looks at this computer, for the window and the command line alike. */
export const openDoctor = ({ userData, version, host, ...parts }: DoctorParts): Doctor =>
  new Doctor({
    ...parts,
    facts: createComputerFacts({ userData, version, host }),
    policy: () => readUpdatePolicy(),
    notices: async () => {
      const loaded = await Promise.all([
        createPreferencesFile(userData).load(),
        createUpdateSettings(userData).load(),
        createBrandingSettings(userData).load(),
      ])
      return loaded.flatMap(({ notice }) => (notice === null ? [] : [notice]))
    },
  })
