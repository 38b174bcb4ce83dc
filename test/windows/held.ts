import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** What another program still lets others do with a file that it has opened: flags of `CreateFile`. */
export const SHARES = { nothing: 0, reading: 1, 'reading and writing': 3 } as const

export interface Holder {
  /** Ends it, as one that is closed. */
  release(): Promise<void>
}

/**
 * Another program that keeps a file open, as Excel or a scanner does: `hold.exe` of the Windows that the tests have
 * here, and PowerShell where there is none (a real Windows; nobody has run that yet).
 */
export const hold = async (file: string, share: keyof typeof SHARES): Promise<Holder> => {
  const program =
    (await started(spawn('hold.exe', [file, '3600', String(SHARES[share])]))) ?? powershell(file, share)
  const [line] = (await once(createInterface({ input: program.stdout! }), 'line')) as [string]
  if (!line.startsWith('held 1')) throw new Error(`Not held: ${line}`)
  return {
    release: async () => {
      const ended = once(program, 'exit')
      program.kill()
      await ended
    },
  }
}

const started = async (program: ChildProcess): Promise<ChildProcess | null> =>
  once(program, 'spawn').then(
    () => program,
    () => null,
  )

const powershell = (file: string, share: keyof typeof SHARES): ChildProcess => {
  const script = `$held = [IO.File]::Open($env:HELD, 'Open', 'Read', ${String(SHARES[share])}); 'held 1'; Start-Sleep 3600; $held.Close()`
  return spawn('powershell.exe', ['-NoProfile', '-Command', script], { env: { ...process.env, HELD: file } })
}
