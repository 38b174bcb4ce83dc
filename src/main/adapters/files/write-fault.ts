const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  EROFS: 'the disk is read-only',
  EBUSY: 'another program holds the file open',
  EMFILE: 'too many files are open',
}

/** Why a file could not be written, as a clause. @param code the system's, such as `ENOSPC` */
export const writeFault = (code: string): string =>
  REASONS[code] ?? `the system answered ${code === '' ? 'with an error' : code}`
