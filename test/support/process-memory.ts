import { readFileSync } from 'node:fs'

/** The most memory that this process ever had, in bytes. */
export const mostMemoryEver = (): number => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  // Not that of resourceUsage, which is inherited from the process before exec.
  const [, kilobytes = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
