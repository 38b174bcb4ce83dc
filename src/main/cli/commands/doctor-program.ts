import type { Command } from 'commander'
import type { DoctorOptions } from './doctor-command'
import { outputFile } from './output-name'
import type { RunCommand } from './run-command'

/** `crossview doctor` and its options. */
export const addDoctorCommand = (program: Command, run: RunCommand): void => {
  program
    .command('doctor')
    .description('look at this computer, and say as text without secrets what was found; no server is asked')
    .option('--addresses', 'with the names and hosts of the tenants; without, they are numbered')
    .option('--json <file>', 'the result as JSON (crossview.computer/1)', outputFile)
    .action((options: DoctorOptions) =>
      run(null, async (deps) => (await import('./doctor-command')).doctor(options, deps)),
    )
}
