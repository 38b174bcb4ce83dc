import { afterAll, describe, expect, it } from 'vitest'
import { trusting } from '../../../../src/main/adapters/http/http-trust'
import { CertificateMaker } from '../../../support/certificates'

const maker = new CertificateMaker()
afterAll(() => {
  maker.remove()
})

describe('what is trusted', () => {
  it('is made once for all that trust the same, and never shared by those that do not', () => {
    const [one, other] = [maker.authority('One').cert, maker.authority('Other').cert]
    const own = trusting([one])
    expect(trusting([one])).toBe(own)
    for (const certificates of [[], [other], [one, other]]) {
      const context = trusting(certificates)
      expect(context).not.toBe(own)
      expect(trusting([...certificates])).toBe(context)
    }
    expect(trusting([one])).not.toBe(trusting([other]))
  })
})
