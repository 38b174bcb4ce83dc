import type { ResourceView, SideFacts } from '../access/side-facts'
import type { Comparison } from '../comparison/comparison'
import { isBlank, isolated } from '../comparison/name-text'
import { reasonSentence, reasonsFor } from '../comparison/reasons'
import type { RecordSummary } from '../comparison/record'
import { agentOf, applicationOf, asObserved, labelOf, sentence, subjectOf } from '../explain/words'
import { resourceDefinition, type Resource } from '../halo/resource'
import type { RecordExplanation, RecordLine } from './record-explanation'

/**
 * “Ticket 10007 “Printer on fire” of Fabrikam Ltd”.
 * @param shown the record with the names that it is shown with
 * @param label as it was read: a blank one is left out
 */
export const recordName = (resource: Resource, shown: RecordSummary, label: string): string => {
  const { one, kind } = resourceDefinition(resource)
  const client = kind === 'client' ? null : shown.clientName
  // Its client tells it apart from others of its name.
  const quoted = isBlank(label) ? ' (no name)' : ` “${isolated(client === null ? shown.label : label)}”`
  return `${sentence(one)} ${shown.id}${quoted}${client === null ? '' : ` of ${isolated(client)}`}`
}

interface Told extends Pick<RecordExplanation, 'name' | 'state' | 'lines'> {
  readonly facts: SideFacts
  readonly view: ResourceView
  readonly comparison: Comparison
}

/** What a record's lines come to. */
export const recordMessage = (told: Told): string => {
  switch (told.state) {
    case 'seen':
      return `${told.name} ${asObserved(told.facts, 'is seen by both sides', 'would be seen by the application as well (predicted)')}: there is nothing to explain.`
    case 'changed':
      return `${told.name} appeared, changed or vanished while the two sides were read, so it is in no number. Compare again to see who sees it.`
    case 'hidden':
      return hiddenMessage(told)
    case 'open':
      return openMessage(told)
  }
}

const hiddenMessage = ({ name, lines, facts }: Told): string => {
  const who = subjectOf(facts).toLowerCase()
  const hidden = asObserved(facts, `is hidden from ${who}`, `would be hidden from ${who} (predicted)`)
  const hiding = lines.filter(({ decided }) => decided === 'hides')
  const open = lines.filter(({ decided }) => decided === 'open')
  const [only] = hiding
  if (only === undefined) {
    return open.length === 0
      ? `${name} ${hidden}, and no cause is known: nothing that was read hides it.`
      : `${name} ${hidden}, and what was read does not decide why. Left open: ${lineNames(open)}.`
  }
  const more =
    open.length === 0
      ? ''
      : ` What was read leaves open whether something else hides it too: ${lineNames(open)}.`
  if (hiding.length === 1) return `${name} ${hidden} because ${clauseOf(only, facts)}.${more}`
  return `${name} ${hidden} by ${hiding.length} things at once: ${joined(hiding.map((line) => causeNoun(line, facts)))}. ${hiding.length === 2 ? 'Both' : 'All of them'} must change before it appears.${more}`
}

const openMessage = ({ name, lines, facts, view, comparison }: Told): string => {
  const who = subjectOf(facts).toLowerCase()
  const open = lines.filter(({ decided }) => decided === 'open')
  if (facts.predicted !== null) {
    const left = open.length === 0 ? '' : ` Left open: ${lineNames(open)}.`
    return `Nothing that was read decides whether ${who} would see ${inside(name)} (predicted).${left}`
  }
  const compared = comparison.resources.find(({ resource }) => resource === view.resource)
  const reasons = compared === undefined ? [] : reasonsFor(comparison, compared).map(reasonSentence)
  const why =
    facts.result.state === 'failed'
      ? `it could not connect`
      : `it has no whole list of ${labelOf(view.resource)}`
  const hiding = lines.filter(({ decided }) => decided === 'hides')
  const byRules =
    hiding.length === 0
      ? ''
      : ` By the settings that were read it would be hidden by ${joined(hiding.map((line) => causeNoun(line, facts)))}.`
  return [`It is not known whether ${who} sees ${inside(name)}: ${why}.${byRules}`, ...reasons].join(' ')
}

/** The name after the beginning of a sentence. */
const inside = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`

const lineNames = (lines: readonly RecordLine[]): string =>
  joined(lines.map(({ what, value }) => `${what} (${value})`))

/** "a, b and c": none is left out, since each must change. */
const joined = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`

/** The half of the sentence after "because". */
const clauseOf = (line: RecordLine, facts: SideFacts): string => {
  const who = agentOf(facts)
  const { code, value, allowed, basis } = line
  // No setting says so: the data fits it.
  if (basis === 'observed' && code.startsWith('agent.'))
    return `of its ${line.what} (${value}), as far as the data shows: the settings of ${who} leave it open`
  switch (code) {
    case 'scope.missing':
      return `the token of ${applicationOf(facts)} has no scope for it (${value})`
    case 'connection.no-scope':
      return asObserved(
        facts,
        `the token of ${applicationOf(facts)} holds no scope at all`,
        `no scope is ticked for ${applicationOf(facts)}`,
      )
    case 'agent.feature-level':
      return `the level of ${who} for ${value} is No Access`
    case 'agent.client':
      return `${who} may see the records of certain clients only, and ${value} is not one of them`
    case 'agent.ticket-type':
    case 'agent.asset-type':
      return `${who} may view certain ${line.what}s only, and ${value} is not one of them`
    case 'agent.no-team':
      return `${who} is a member of no team and no department`
    case 'agent.team':
      return `${who} is in neither its team nor its department (${value})`
    case 'agent.unassigned':
      return `it is unassigned, and ${who} may not view unassigned tickets`
    case 'agent.others-tickets':
      return `it is assigned to ${value}, and ${who} may not view tickets of other agents`
    case 'agent.disabled':
      return `${who} is disabled`
    default:
      return `${applicationOf(facts)} gets nothing: ${allowed}`
  }
}

/** What hides it, as one of several things. */
const causeNoun = (line: RecordLine, facts: SideFacts): string => {
  const { code, value } = line
  switch (code) {
    case 'scope.missing':
      return `the missing scope ${value}`
    case 'connection.no-scope':
      return 'a token without scopes'
    case 'agent.feature-level':
      return `the level of ${agentOf(facts)} for ${value}`
    case 'agent.no-team':
      return `the teams of ${agentOf(facts)}, which has none`
    case 'agent.disabled':
      return `${agentOf(facts)} being disabled`
    case 'agent.unassigned':
      return 'that it is unassigned'
    case 'agent.others-tickets':
      return `that it is assigned to ${value}`
    case 'application.inactive':
    case 'application.no-login':
    case 'connection.not-an-agent':
      return `the login of ${applicationOf(facts)}`
    default:
      return `its ${line.what} ${value}`
  }
}
