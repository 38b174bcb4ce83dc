import type { ComparisonFacts } from '../access/side-facts'
import { isolated } from '../comparison/name-text'
import { shownNames, type NameOf } from '../comparison/names'
import type { NameKind } from '../halo/resource'

/** What things are called in the sentences about a comparison. */
export const sentenceNames = (input: ComparisonFacts): NameOf => {
  const shown = shownNames(input)
  return keptNames((kind, id) => isolated(shown(kind, id)))
}

/** Each name is worked out once: a hundred thousand records have few. */
const keptNames = (nameOf: NameOf): NameOf => {
  const kept = new Map<NameKind, Map<string, string>>()
  return (kind, id) => {
    const ofKind = kept.get(kind) ?? new Map<string, string>()
    kept.set(kind, ofKind)
    const known = ofKind.get(id)
    if (known !== undefined) return known
    const name = nameOf(kind, id)
    ofKind.set(id, name)
    return name
  }
}
