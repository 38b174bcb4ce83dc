import type { AccessCause } from '../access/access'
import { facetIndex } from '../access/facets'
import type { ListJudge } from '../access/judge'
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
  judge: ListJudge,
): readonly Finding[] => {
  // What is predicted was not seen.
  if (facts.predicted !== null) return []
  const { groups, of } = judge.allByRules(facetIndex(resource, seen))
  const byCode = new Map<AccessCause['code'], { cause: AccessCause; count: number }>()
  for (const { causes, count, first } of groups) {
    if (causes.size === 0) continue
    for (const cause of judge.rules(resource, first).causes) {
      const known = byCode.get(cause.code)
      if (known === undefined) byCode.set(cause.code, { cause, count })
      else known.count += count
    }
  }
  if (byCode.size === 0) return []
  const ids = new Set(
    seen.flatMap(({ id }, place) => ((groups[of[place] ?? -1]?.causes.size ?? 0) > 0 ? [id] : [])),
  )
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
