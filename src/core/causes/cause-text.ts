import type { SettingCode } from './setting'
import { statement, type ToldSetting } from './setting-text'
import type { SideFacts } from '../access/side-facts'
import type { AgentReason } from '../access/visibility'
import { counted, countText, plural } from '../comparison/count-text'
import { PATTERNS } from '../explain/restriction-finding'
import { agentOf, asObserved, countOf, labelOf, nameSome, sentence, subjectOf } from '../explain/words'
import type { Resource } from '../halo/resource'

/** One sentence: what is set, what that hides of each resource, and how much of it nothing else hides. */
export const causeMessage = (told: ToldSetting, facts: SideFacts): string => {
  const { records, sure } = told
  if (records > 0 && isPattern(told.code) && [...sure].every((each) => each === 'observed'))
    return patternMessage(told, told.code, facts)
  return `${sentence(statement(told, facts))}${effect(told, facts)}.`
}

/** What of it the purpose needs; empty without a purpose, and where it needs it all. */
export const purposeWords = (
  { resources, records }: ToldSetting,
  needed: ReadonlySet<Resource> | null,
): string => {
  if (needed === null || resources.every(({ resource }) => needed.has(resource))) return ''
  const some = resources.filter(({ resource }) => needed.has(resource))
  if (some.length === 0) return ' As intended: its purpose needs none of this.'
  const count = some.reduce((sum, each) => sum + each.records, 0)
  return ` Its purpose needs ${countText(count)} of ${plural(records, 'it', 'them')}.`
}

const isPattern = (code: SettingCode): code is SettingCode & AgentReason => code.startsWith('agent.')

/** Of a limit that nobody read: it was seen in the data alone. */
const patternMessage = (told: ToldSetting, code: AgentReason, facts: SideFacts): string => {
  const settings = facts.permissions === null ? 'are not known' : 'leave it open'
  return `${amount(told)} that ${subjectOf(facts).toLowerCase()} does not see ${plural(told.records, 'fits', 'fit')} ${PATTERNS[code]}; the settings of ${agentOf(facts)} ${settings}${othersToo(told, facts)}.`
}

const effect = (told: ToldSetting, facts: SideFacts): string => {
  const { resources, records } = told
  const subject = subjectOf(facts).toLowerCase()
  const none = resources.filter((each) => each.records === 0).map(({ resource }) => labelOf(resource))
  const shutOut =
    none.length === 0
      ? []
      : [
          `${asObserved(facts, 'keeps', 'would keep')} ${subject} from ${nameSome(none)}, of which no record is known${asObserved(facts, '', ' (predicted)')}`,
        ]
  // Halo documents none of it: that it hides them is inferred or assumed.
  const likely = told.confidence !== 'documented' && !told.sure.has('documented')
  const hiding = likely
    ? asObserved(facts, 'likely hides', 'would likely hide')
    : asObserved(facts, 'hides', 'would hide')
  const hides = records === 0 ? [] : [`${hiding} ${hiddenWords(told, subject, facts)}`]
  const does = [...hides, ...shutOut]
  if (does.length === 0) return ''
  return `: this ${does.join(', and ')}${othersToo(told, facts)}`
}

/** "1,142 records from the app (1,085 tickets, 57 sites)". */
const hiddenWords = (told: ToldSetting, subject: string, facts: SideFacts): string => {
  const { resources, records } = told
  const parts = partsOf(resources)
  const [only] = parts
  const predicted = asObserved(facts, [], ['predicted'])
  if (parts.length === 1 && only !== undefined) {
    const aside = predicted.length === 0 ? '' : ` (${predicted.join('')})`
    return `${only} from ${subject}${aside}`
  }
  return `${counted(records, 'record')} from ${subject} (${[...predicted, parts.join(', ')].join(': ')})`
}

const amount = ({ resources, records }: ToldSetting): string => {
  const parts = partsOf(resources)
  return parts.length === 1 ? parts.join('') : `${counted(records, 'record')} (${parts.join(', ')})`
}

/** At most this many kinds of records stand in a sentence. */
export const KINDS_IN_A_MESSAGE = 5

const partsOf = (resources: ToldSetting['resources']): readonly string[] => {
  const some = resources.filter(({ records }) => records > 0)
  const left = some.slice(KINDS_IN_A_MESSAGE)
  const parts = some.slice(0, KINDS_IN_A_MESSAGE).map(({ resource, records }) => countOf(records, resource))
  return left.length === 0
    ? parts
    : [
        ...parts,
        `${counted(
          left.reduce((sum, { records }) => sum + records, 0),
          'record',
        )} of ${counted(left.length, 'other kind')}`,
      ]
}

/** How much of it nothing else hides. */
const othersToo = ({ records, alone, undecided }: ToldSetting, facts: SideFacts): string => {
  if (records === 0) return ''
  const hides = asObserved(facts, 'hides', 'would hide')
  const them = plural(records, 'it', 'them')
  const open =
    undecided === 0
      ? ''
      : undecided === records
        ? `; whether something else ${hides} ${them} too is not known`
        : `; of ${countText(undecided)} it is not known whether something else ${hides} ${plural(undecided, 'it', 'them')} too`
  if (alone === records) return `; nothing else ${hides} ${them}`
  if (alone > 0) return `; nothing else ${hides} ${countText(alone)} of ${them}${open}`
  return undecided === 0 ? `; something else ${hides} ${records === 1 ? 'it' : 'each of them'} too` : open
}
