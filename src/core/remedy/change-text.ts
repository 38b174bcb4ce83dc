import { assertNever } from '../assert-never'
import type { Change } from '../access/change'
import type { Comparison } from '../comparison/comparison'
import { counted } from '../comparison/count-text'
import { escapeMarkdown } from '../comparison/markdown-text'
import { isolated, seenName, withoutIsolates } from '../comparison/name-text'
import { shownNames, type NameSources } from '../comparison/names'
import { featureOfCode, levelName } from '../halo/feature'
import { openedWords, type FixWay } from './fix-ways'

/** A change in words a person can follow, with where Halo has it. */
export interface ChangeText {
  /** One imperative sentence. */
  readonly text: string
  /** Halo's click path. */
  readonly path: string
  /** Address of the page in Halo; null where none is known. */
  readonly link: string | null
}

/** Switches by what Halo's agent screen calls them (halo-api.md section 4.3). */
const SWITCHES: Readonly<Record<string, string>> = {
  l6: 'add tickets',
  l9: 'view unassigned tickets',
  l8: 'view tickets assigned to others',
  l4: 'remove tickets',
  Ft: 'all ticket types',
  Fc: 'all clients',
  Fa: 'all asset types',
  SA: 'Is a Halo Administrator',
}

const AGENTS = 'Configuration > Teams & Agents > Agents'
const APPLICATIONS = 'Configuration > Integrations > Halo API > Applications'
/** Observed for hosted tenants (halo-api.md section 1.1); no page of one agent is known. */
const APPLICATIONS_PAGE = '/config/integrations/api/applications'

/** Puts a change into words, with the names of the comparison's agent and application. */
export const changeText = (
  change: Change,
  comparison: NameSources & Pick<Comparison, 'tenant' | 'app'>,
): ChangeText => {
  const { tenant, configuration } = comparison
  const agent = agentOf(comparison)
  const application = isolated(seenName(configuration.application?.name) ?? 'the application')
  const link = `${tenant.url}${APPLICATIONS_PAGE}`
  if (change.kind === 'scope') {
    return {
      text: `${change.op === 'add' ? 'Tick' : 'Untick'} ${change.scope} for ${application}; tokens issued from then on follow it.`,
      path: `${APPLICATIONS} > ${application} > Permissions`,
      link,
    }
  }
  if (change.kind === 'agent') {
    return {
      text: `Let ${application} log in as ${isolated(change.name)} instead of ${agent}.`,
      path: `${APPLICATIONS} > ${application}`,
      link,
    }
  }
  const own = change.kind === 'team' || change.kind === 'department' || change.kind === 'disabled'
  return {
    text: agentChangeText('name' in change ? { ...change, name: isolated(change.name) } : change, agent),
    path: `${AGENTS} > ${agent}${own ? '' : ' > Permissions'}`,
    link: null,
  }
}

/** The agent that the application logs in as, as it is called everywhere. */
const agentOf = (comparison: NameSources & Pick<Comparison, 'app'>): string => {
  const { app, configuration } = comparison
  const identity = app.state === 'connected' ? app.identity : null
  const name = seenName(configuration.appSide?.name) ?? seenName(identity?.name)
  if (name === null) return 'the app’s agent'
  const id = configuration.appSide?.agentId ?? identity?.agentId ?? null
  return isolated(id === null ? name : shownNames(comparison)('agent', id))
}

const agentChangeText = (
  change: Exclude<Change, { readonly kind: 'scope' | 'agent' }>,
  agent: string,
): string => {
  switch (change.kind) {
    case 'team':
    case 'department':
      return change.op === 'add'
        ? `Make ${agent} a member of the ${change.kind} ${change.name}.`
        : `Take ${agent} out of the ${change.kind} ${change.name}.`
    case 'client':
      return change.op === 'add'
        ? `Add ${change.name} to the clients of ${agent}.`
        : `Remove ${change.name} from the clients of ${agent}.`
    case 'ticket-type':
    case 'asset-type': {
      const what = `${change.kind.replace('-', ' ')} ${change.name}`
      return change.op === 'add' ? `Let ${agent} view the ${what}.` : `Take the ${what} from ${agent}.`
    }
    case 'team-unassigned':
    case 'team-others': {
      const what = change.kind === 'team-unassigned' ? 'unassigned tickets' : 'tickets assigned to others'
      return `${change.op === 'add' ? 'Let' : 'No longer let'} ${agent} view ${what} of the team ${change.name}.`
    }
    case 'claim':
      return claimText(change.code, change.value, agent)
    case 'disabled':
      return change.value ? `Disable ${agent}.` : `Enable ${agent}.`
    default:
      return assertNever(change)
  }
}

const claimText = (code: string, value: string, agent: string): string => {
  const feature = featureOfCode(code)
  if (feature !== undefined)
    return `Set the level of ${agent} for ${feature.name} to ${levelName(feature, Number(value))}.`
  const name = SWITCHES[code] ?? `the setting ${code}`
  if (code.startsWith('F')) {
    return value === '0' ? `No longer allow ${agent} ${name}.` : `Allow ${agent} ${name}.`
  }
  if (SWITCHES[code] === undefined || code === 'SA') return `Set ${name} of ${agent} to ${value}.`
  return value === '0' ? `No longer let ${agent} ${name}.` : `Let ${agent} ${name}.`
}

/** One way as Markdown for a ticket: what to do, where, and what else it opens. */
export const fixWayMarkdown = (
  way: Pick<FixWay, 'changes' | 'opens' | 'opened'>,
  comparison: NameSources & Pick<Comparison, 'tenant' | 'app'>,
): string => {
  // Pasted among other people's words: without what turns a line around.
  const marked = (text: string) => escapeMarkdown(withoutIsolates(text)).trim()
  const steps = way.changes.map((change, index) => {
    const { text, path, link } = changeText(change, comparison)
    // A snapshot's address may be anything, and so end the link.
    const page = link === null || /[\s<>\\]/.test(link) ? '' : ` (<${link}>)`
    return `${index + 1}. ${marked(text)}  \n   ${marked(path)}${page}`
  })
  const more =
    way.opens === 0
      ? 'This shows nothing else, as far as the comparison knows.'
      : `This shows ${counted(way.opens, 'other record')} as well${way.opened.length === 0 ? '' : `: ${openedWords(way.opened)}`}.`
  return [`**${marked(comparison.tenant.name)}**`, '', ...steps, '', more, ''].join('\n')
}
