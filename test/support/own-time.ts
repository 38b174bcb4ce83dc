/** Milliseconds of a processor that this process has taken since it began. */
export const ownTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
