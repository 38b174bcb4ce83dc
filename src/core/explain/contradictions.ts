import type { AccessCause } from '../access/access'
import type { Judge } from '../access/judge'
import { countText } from '../comparison/count-text'
import { agentOf, countOf, nameSome, subjectOf } from './words'
import type { ResourceView, SideFacts } from '../access/side-facts'
import type { Finding } from '../comparison/finding'
import { compareIds } from '../comparison/record'
import { BASIS_WORDS } from '../words/words'

/**
 * Records that a side sees although a rule says that it may not: Halo is different from what is
 * known of it, or the rule is wrong. What was observed stands, and the rule is not used there.
 */
export const contradictions = (
  facts: SideFacts,
  { resource, seen }: ResourceView,
  { rules }: Judge,
): readonly Finding[] => {
  // What is predicted was not seen.
  if (facts.predicted !== null) return []
  const byCode = new Map<AccessCause['code'], { cause: AccessCause; count: number }>()
  const ids = new Set<string>()
  for (const record of seen) {
    for (const cause of rules(resource, record).causes) {
      ids.add(record.id)
      const known = byCode.get(cause.code)
      if (known === undefined) byCode.set(cause.code, { cause, count: 1 })
      else known.count += 1
    }
  }
  if (ids.size === 0) return []
  const contradicted = [...byCode.values()].sort((a, b) => (a.cause.code < b.cause.code ? -1 : 1))
  const names = contradicted.map(({ cause }) => cause.code)
  return [
    {
      code: 'data.contradicts-rule',
      severity: 'warning',
      side: facts.side,
      resource,
      records: [...ids].sort(compareIds),
      confidence: 'observed',
      message: `${subjectOf(facts)} ${facts.isInspector ? 'gets' : 'sees'} ${countOf(ids.size, resource)} that ${nameSome(names)} would hide: Halo does not follow ${names.length === 1 ? 'this rule' : 'these rules'} here, or the settings of ${agentOf(facts)} changed meanwhile.`,
      evidence: contradicted.map(({ cause, count }) => ({
        what: cause.code,
        value: `${cause.rule} (${BASIS_WORDS[cause.basis]}; ${countText(count)} ${facts.isInspector ? 'listed' : 'seen'} all the same)`,
      })),
      fix: null,
    },
  ]
}
