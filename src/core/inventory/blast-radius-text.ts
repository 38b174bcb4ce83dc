import { countText, counted } from '../comparison/count-text'
import { escapeMarkdown } from '../comparison/markdown-text'
import { resourceDefinition } from '../halo/resource'
import type { BlastRadius } from './blast-radius'

/** A blast radius as Markdown for a ticket: what to do first, then what could be read and changed. */
export const blastRadiusMarkdown = (radius: BlastRadius): string => {
  const tenants = [...new Set(radius.applications.map(({ tenant }) => tenant))]
  return [
    '# What these applications could read and change (predicted)',
    ...tenants.flatMap((tenant) => tenantBlocks(tenant, radius)),
    ...(radius.limits.length === 0
      ? []
      : ['## What this cannot know', radius.limits.map((limit) => `- ${escapeMarkdown(limit)}`).join('\n')]),
  ]
    .join('\n\n')
    .concat('\n')
}

const tenantBlocks = (tenant: string, radius: BlastRadius): readonly string[] => {
  const of = <T extends { readonly tenant: string }>(list: readonly T[]): readonly T[] =>
    list.filter((each) => each.tenant === tenant)
  return [
    `## ${escapeMarkdown(tenant)}`,
    '### Cut them off, in this order',
    of(radius.steps).map(step).join('\n'),
    '### Applications',
    table(
      ['Application', 'Logs in as', 'Also log in as that agent', 'Inactive'],
      of(radius.applications).map(application),
    ),
    '### Could read',
    ...reads(of(radius.reads)),
    '### Could change',
    ...changes(of(radius.changes)),
  ]
}

const step = ({ text, path }: BlastRadius['steps'][number]): string =>
  `1. ${escapeMarkdown(text)}${path === null ? '' : `  \n   ${escapeMarkdown(path)}`}`

const application = ({
  name,
  login,
  sharing,
  inactive,
}: BlastRadius['applications'][number]): readonly string[] => [
  name,
  login ?? 'nobody known',
  sharing.length === 0 ? 'none known' : sharing.join(', '),
  inactive === null ? 'unknown' : inactive ? 'yes' : 'no',
]

type Read = BlastRadius['reads'][number]

const reads = (all: readonly Read[]): readonly string[] => {
  if (all.length === 0) return ['Nothing that is known.']
  const resources = table(
    ['Resource', 'Records', 'Unknown besides'],
    all.map(({ resource, records, unknown, open }) => [
      resourceDefinition(resource).label,
      open ? `${countText(records)} or more` : countText(records),
      open ? `${countText(unknown)}, and it was not worked out for all` : countText(unknown),
    ]),
  )
  const ofClients = all.filter(({ clients }) => clients.length > 0)
  return ofClients.length === 0 ? [resources] : [resources, clientTable(ofClients)]
}

/** A row for each client, a column for each resource; those of most records first. */
const clientTable = (all: readonly Read[]): string => {
  const counts = all.map(({ clients }) => new Map(clients.map(({ name, records }) => [name, records])))
  const totals = new Map<string, number>()
  for (const of of counts)
    for (const [name, records] of of) totals.set(name, (totals.get(name) ?? 0) + records)
  const names = [...totals].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  return table(
    ['Client', ...all.map(({ resource }) => resourceDefinition(resource).label)],
    names.map(([name]) => [name, ...counts.map((of) => countText(of.get(name) ?? 0))]),
  )
}

const changes = (all: BlastRadius['changes']): readonly string[] => {
  const could = all.filter(({ state }) => state === 'could')
  const unknown = all.filter(({ state }) => state === 'unknown')
  return [
    could.length === 0
      ? 'Nothing that is known.'
      : table(
          ['Feature', 'Could', 'By'],
          could.map(({ feature, verb, by }) => [feature, verb, by.join(', ')]),
        ),
    ...(unknown.length === 0
      ? []
      : [
          `Not known of ${counted(unknown.length, 'further right')}:`,
          unknown
            .map(({ feature, verb, by }) => `- ${escapeMarkdown(`${verb} ${feature}: ${by.join(', ')}`)}`)
            .join('\n'),
        ]),
  ]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
