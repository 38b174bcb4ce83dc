import type { AgentPermissions } from '../halo/permission'
import { claims } from './agent-claims'
import {
  bearing,
  difference,
  NOTHING,
  openEntries,
  unread,
  type AgentDifferences,
  type AgentSubject,
  type Told,
} from './agent-difference'
import { clients, types } from './agent-limits'
import { departments, teams } from './agent-teams'
import { listDifference } from './list-settings'
import { idKey } from './setting-difference'
import * as text from './setting-text'

/**
 * One agent's settings at two ends, by Halo's ids and by what they mean to the visibility rules: a claim that is
 * absent where the rules take that for “no” is “no”, `true` is 1, a type that may not be viewed is one that is not listed.
 */
export const agentDifferences = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): AgentDifferences => {
  const parts = [
    ...flags(was, is, subject),
    ...claims(was, is, subject),
    ...roles(was, is, subject),
    clients(was, is, subject),
    types('ticket-type', was, is, subject),
    types('asset-type', was, is, subject),
    ...teams(was, is, subject),
    ...departments(was, is, subject),
  ]
  return {
    differences: parts.flatMap(({ differences }) => differences),
    unread: parts.flatMap(({ unread }) => unread),
  }
}

const FLAGS = [
  ['disabled', 'agent.disabled', 'whether it is disabled', 'disabled', 'enabled'],
  [
    'administrator',
    'agent.administrator',
    'whether it is a Halo administrator',
    'administrator',
    'no administrator',
  ],
  ['apiOnly', 'application.person', 'whether it is API-only', 'API-only', 'not API-only'],
] as const

const flags = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): readonly AgentDifferences[] =>
  FLAGS.map(([field, what, label, yes, no], place) => {
    const [before, after] = [was[field], is[field]]
    if (before === null || after === null) return unread(label, before !== null, after !== null)
    if (before === after) return NOTHING
    const told: Told = {
      what,
      change: 'changed',
      value: after ? yes : no,
      before: before ? yes : no,
      message: text.flagMessage(field, after, subject.of),
      order: [text.ORDER.flag + place, ''],
      bearing:
        field === 'disabled'
          ? bearing(['disabled'], (agent, toward) => ({ ...agent, disabled: toward.disabled }))
          : null,
    }
    return difference(field, told, is, subject)
  })

/** What a role gives is in the agent's own levels, which are told by themselves. */
const roles = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): readonly AgentDifferences[] => {
  if (was.roles === null || is.roles === null)
    return [unread('its roles', was.roles !== null, is.roles !== null)]
  const found = listDifference(was.roles, is.roles, ({ id }) => id)
  const told = (op: 'added' | 'removed') =>
    found[op].map(({ id, name }) => {
      const value = subject.called('role', id, name)
      const message = text.roleMessage(op, value, subject.of)
      const entry: Told = {
        what: 'agent.feature-level',
        change: op,
        value,
        message,
        order: [text.ORDER.role, idKey(id)],
        bearing: null,
      }
      return difference(`role ${idKey(id)}`, entry, is, subject)
    })
  return [
    ...told('added'),
    ...told('removed'),
    ...openEntries(found.open, 'roles that are named without an id'),
  ]
}
