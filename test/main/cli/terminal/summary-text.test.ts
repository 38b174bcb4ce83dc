import { describe, expect, it } from 'vitest'
import { findingsWithoutCause } from '../../../../src/core/comparison/cause'
import { comparisonText } from '../../../../src/main/cli/terminal/summary-text'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

describe('a comparison at a terminal', () => {
  const comparison = comparisonOf(restrictedTenant())
  const lines = comparisonText(comparison)

  it('tells each cause once, with its fix, and no finding that belongs to one', () => {
    const told = lines.filter((line) => /^(Error|Warning|Information) /.test(line))
    const others = findingsWithoutCause(comparison)
    expect(told).toHaveLength(comparison.causes.length + others.length)
    expect(comparison.findings.length).toBeGreaterThan(told.length)
    for (const { message, fix } of comparison.causes) {
      const at = lines.findIndex((line) => line.endsWith(message))
      const fixAt = lines.findIndex((line, place) => place > at && line.startsWith('  fix: '))
      expect(lines[fixAt]).toBe(`  fix: ${fix?.text ?? ''} [${fix?.path ?? ''}]`)
      expect(fixAt - at).toBeLessThanOrEqual(2)
    }
  })

  it('tells what to change in order, with what each step shows', () => {
    const from = lines.findIndex((line) => line.startsWith('In order, for '))
    const steps = lines.slice(from + 1, lines.indexOf('', from))
    expect(steps.filter((line) => /^ {2}\d+\. /.test(line)).length).toBeGreaterThan(2)
    expect(steps.filter((line) => /^ {5,6}(\+[\d,]+ [a-z ]+(, |$))+$/.test(line)).length).toBeGreaterThan(2)
    expect(lines[lines.indexOf('', from) + 1]).toMatch(/^Coverage: /)
  })

  it('says of a redacted snapshot that it was changed', () => {
    const said = (intact: boolean) =>
      comparisonText({ ...comparison, redaction: { rules: '2', sha256: 'aa', intact } }).join('\n')
    expect(said(false)).toContain('was changed after it was redacted')
    expect(said(true)).toBe(lines.join('\n'))
  })
})
