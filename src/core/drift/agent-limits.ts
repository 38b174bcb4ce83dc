import { clientOf, typeOf } from '../access/visibility'
import { switchOf } from '../halo/claim'
import type { AgentPermissions, AllowedType } from '../halo/permission'
import {
  bearing,
  difference,
  joined,
  openEntries,
  unread,
  type AgentDifferences,
  type AgentSubject,
  type Told,
} from './agent-difference'
import { listDifference, withEntryOf } from './list-settings'
import type { Bearing } from './setting-difference'
import * as text from './setting-text'

/** The clients that an agent is limited to. */
export const clients = (
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): AgentDifferences => {
  if (was.clients === null || is.clients === null)
    return unread('its clients', was.clients !== null, is.clients !== null)
  const found = listDifference(was.clients, is.clients, ({ clientId }) => clientId)
  const called = ({ clientId, name }: { readonly clientId: string; readonly name: string }) =>
    subject.called('client', clientId, name)
  if (found.whole) {
    const bear = bearing(['client'], (agent, toward) => ({ ...agent, clients: toward.clients }))
    const lists = [was.clients.map(called), is.clients.map(called)] as const
    return limit('client', lists, switchOf(is.claims, 'Fc') === true, bear, is, subject)
  }
  const told = (op: 'added' | 'removed') =>
    found[op].map((client) => {
      const { clientId } = client
      const entry: Told = {
        what: 'agent.client',
        change: op,
        value: called(client),
        message: text.clientMessage(op, called(client), subject.of),
        order: [text.ORDER.client, clientId],
        bearing: bearing(
          ['client'],
          (agent, toward) => ({
            ...agent,
            clients: withEntryOf(agent.clients, toward.clients, (each) => each.clientId, clientId),
          }),
          (resource, record) => clientOf(resource, record) === clientId,
        ),
      }
      return difference(`client ${clientId}`, entry, is, subject)
    })
  return joined([
    ...told('added'),
    ...told('removed'),
    ...openEntries(found.open, 'clients that are named without an id'),
  ])
}

type Limited = 'client' | 'ticket-type' | 'asset-type'

/** A list that was empty, or is: which means all, so that its entries are one change and not as many. */
const limit = (
  kind: Limited,
  [before, after]: readonly [readonly string[], readonly string[]],
  isMoot: boolean,
  bear: Bearing,
  agent: AgentPermissions,
  subject: AgentSubject,
): AgentDifferences =>
  difference(
    `${kind} list`,
    {
      what: `agent.${kind}`,
      change: 'changed',
      value: text.listValue(kind, after),
      before: text.listValue(kind, before),
      message: text.limitMessage(kind, before, after, isMoot, subject.of),
      order: [text.ORDER[kind], ''],
      bearing: bear,
    },
    agent,
    subject,
  )

const TYPES = {
  'ticket-type': { list: 'ticketTypes', all: 'Ft', kind: 'ticket type' },
  'asset-type': { list: 'assetTypes', all: 'Fa', kind: 'asset type' },
} as const

/** The types that an agent may view. */
export const types = (
  limited: keyof typeof TYPES,
  was: AgentPermissions,
  is: AgentPermissions,
  subject: AgentSubject,
): AgentDifferences => {
  const { list, all, kind } = TYPES[limited]
  const [before, after] = [was[list], is[list]]
  if (before === null || after === null) return unread(`its ${kind}s`, before !== null, after !== null)
  const called = ({ typeId, name }: AllowedType) => subject.called(kind, typeId, name)
  if ((before.length === 0) !== (after.length === 0)) {
    const bear = bearing([limited], (agent, toward) => ({ ...agent, [list]: toward[list] }))
    const lists = [viewed(before).map(called), viewed(after).map(called)] as const
    const [empty, isMoot] = [after.length === 0, switchOf(is.claims, all) === true]
    return limit(
      limited,
      empty ? [text.orNone(lists[0]), []] : [[], text.orNone(lists[1])],
      isMoot,
      bear,
      is,
      subject,
    )
  }
  const found = viewDifference(before, after)
  const told = (op: 'added' | 'removed') =>
    found[op].map((type) => {
      const entry: Told = {
        what: `agent.${limited}`,
        change: op,
        value: called(type),
        message: text.typeMessage(op, kind, called(type), subject.of),
        order: [text.ORDER[limited], type.typeId],
        bearing: bearing(
          [limited],
          (agent, toward) => ({
            ...agent,
            [list]: withEntryOf(agent[list], toward[list], ({ typeId }) => typeId, type.typeId),
          }),
          (resource, record) => typeOf(resource, record) === type.typeId,
        ),
      }
      return difference(`${limited} ${type.typeId}`, entry, is, subject)
    })
  return joined([
    ...told('added'),
    ...told('removed'),
    ...found.unread.map((type) => unread(`whether it may view the ${kind} ${called(type)}`, false, false)),
    ...openEntries(found.open, `${kind}s that are named without an id`),
  ])
}

const viewed = (list: readonly AllowedType[]): readonly AllowedType[] =>
  list.filter(({ canView }) => canView !== false)

/** By whether each may be viewed: one that is listed and may not is as one that is not listed. */
const viewDifference = (before: readonly AllowedType[], after: readonly AllowedType[]) => {
  const { added, removed, kept, open } = listDifference(before, after, ({ typeId }) => typeId)
  const turned = kept.filter(([was, is]) => was.canView !== is.canView)
  const isOpen = ({ canView }: AllowedType) => canView === null
  return {
    added: [
      ...added.filter(({ canView }) => canView === true),
      ...turned.flatMap(([was, is]) => (was.canView === false && is.canView === true ? [is] : [])),
    ],
    removed: [
      ...removed.filter(({ canView }) => canView === true),
      ...turned.flatMap(([was, is]) => (was.canView === true && is.canView === false ? [is] : [])),
    ],
    unread: [
      ...[...added, ...removed].filter(isOpen),
      ...turned.flatMap(([was, is]) => (isOpen(was) || isOpen(is) ? [is] : [])),
    ],
    open,
  }
}
