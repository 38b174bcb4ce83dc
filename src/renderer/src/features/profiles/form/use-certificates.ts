import { useEffect, useState } from 'react'
import { ask } from '../../../bridge'
import { NOTHING_READ, type CertificatesRead } from './draft-trust'

/** As long as somebody may pause between two keys. */
const PAUSE_MS = 250

/** More is refused with the rest of the form, without asking. */
const MAX_CERTIFICATE_TEXT = 200_000

const read = async (ca: string): Promise<CertificatesRead> => ({
  ca,
  answer: await ask(({ profiles }) => profiles.readCertificates({ ca })),
})

/**
 * Has main read the extra certificates while they are typed, once per pause. What was read last
 * stays until there is something newer, so that nothing flickers.
 */
export const useCertificates = (
  ca: string,
): { readonly last: CertificatesRead; readonly readNow: () => Promise<CertificatesRead> } => {
  const text = ca.trim()
  const isReadable = text !== '' && text.length <= MAX_CERTIFICATE_TEXT
  const [last, setLast] = useState(NOTHING_READ)
  useEffect(() => {
    if (!isReadable) return undefined
    let current = true
    const timer = setTimeout(() => {
      void read(text).then((found) => {
        if (current) setLast(found)
      })
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, isReadable])
  return {
    last: isReadable ? last : NOTHING_READ,
    readNow: async () => {
      if (!isReadable) return NOTHING_READ
      if (last.ca === text && last.answer.ok) return last
      const found = await read(text)
      setLast(found)
      return found
    },
  }
}
