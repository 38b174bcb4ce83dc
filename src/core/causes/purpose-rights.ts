import type { SideFacts } from '../access/side-facts'
import type { Finding } from '../comparison/finding'
import { isolated } from '../comparison/name-text'
import type { ReasonCode } from '../comparison/reason-code'
import type { Recipe } from '../comparison/recipe'
import { agentOf, agentPath, sentence } from '../explain/words'
import { rankOf } from '../halo/claim'
import { levelName, type Feature, type Verb } from '../halo/feature'
import { resourceDefinition } from '../halo/resource'
import { listed, ofPurpose, titleOf, type Lacks } from './purpose-words'

/** Levels, and settings that no reason code of their own stands for. */
export const missingRights = (
  app: SideFacts,
  recipe: Recipe,
  { rights, settings }: Lacks,
  errors: readonly Finding[],
): Finding | null => {
  const closed = new Set(
    errors.flatMap(({ code, resource }) =>
      code === 'agent.feature-level' && resource !== null ? [resourceDefinition(resource).levelCode] : [],
    ),
  )
  const levels = [...rights].filter(
    ([{ code }, verbs]) => !(closed.has(code) && verbs.every((verb) => verb === 'read')),
  )
  const others = settings.filter(({ setting }) => SETTING_CODES[setting.code] === undefined)
  if (levels.length + others.length === 0) return null
  const wanted = [
    ...levels.map(([{ name }, verbs]) => `${listed(verbs)} ${name}`),
    ...others.map(({ setting }) => settingName(setting)),
  ]
  const steps = [
    ...levels.flatMap(([feature, verbs]) => stepsFor(feature, verbs, app)),
    ...others.map(({ setting }) => `${settingName(setting)} to ${setting.value}`),
  ]
  return ofPurpose('agent.feature-level', recipe, {
    severity: 'error',
    message: `${sentence(agentOf(app))} lacks rights that ${titleOf(recipe)} needs: ${wanted.join('; ')}.`,
    evidence: [
      ...levels.map(([feature, verbs]) => ({
        what: `${feature.name} (${feature.code})`,
        value: `${levelText(feature, app)}, needed to ${listed(verbs)}`,
      })),
      ...others.map(({ setting, why }) => ({ what: settingName(setting), value: why })),
    ],
    fix: {
      text: `Set for ${agentOf(app)}: ${[...new Set(steps)].join('; ')}.`,
      path: agentPath(app, 'Permissions'),
    },
  })
}

const rankIn = ({ permissions }: SideFacts, code: string): number | null =>
  rankOf(permissions?.claims?.[code])

const levelText = (feature: Feature, app: SideFacts): string => {
  const level = rankIn(app, feature.code)
  return level === null ? 'not reported' : levelName(feature, level)
}

/** Halo's rights to add (l6) and to remove (l4) tickets stand beside the level (halo-api.md section 4.3). */
const stepsFor = (feature: Feature, verbs: readonly Verb[], app: SideFacts): readonly string[] =>
  verbs.map((verb) => {
    const { ladder, name, code } = feature
    const needed =
      verb === 'read' ? ladder.read : verb === 'delete' ? (ladder.delete ?? ladder.update) : ladder.update
    const isBeside = code === 'Tx' && (verb === 'create' || verb === 'delete')
    if (isBeside && (rankIn(app, code) ?? 0) >= (ladder.update ?? 0))
      return verb === 'create' ? 'Add tickets (l6) to 1' : 'Remove tickets (l4) to 1'
    return needed === null ? `${name} to what lets it ${verb}` : `${name} to ${levelName(feature, needed)}`
  })

export const missingMembership = (
  app: SideFacts,
  recipe: Recipe,
  isMissing: boolean,
  errors: readonly Finding[],
): Finding | null =>
  !isMissing || errors.some(({ code }) => code === 'agent.no-team')
    ? null
    : ofPurpose('agent.no-team', recipe, {
        severity: 'error',
        message: `${sentence(agentOf(app))} is a member of no team and no department, and ${titleOf(recipe)} needs it to be of one.`,
        evidence: [{ what: "agent's teams and departments", value: 'none' }],
        fix: {
          text: `Make ${agentOf(app)} a member of a team or department whose tickets it is there for.`,
          path: agentPath(app),
        },
      })

/** Settings that a reason code stands for. */
const SETTING_CODES: Readonly<Partial<Record<string, ReasonCode>>> = {
  l9: 'agent.unassigned',
  l8: 'agent.others-tickets',
  Fc: 'agent.client',
  Ft: 'agent.ticket-type',
  Fa: 'agent.asset-type',
}

export const missingSettings = (
  app: SideFacts,
  recipe: Recipe,
  settings: Lacks['settings'],
  errors: readonly Finding[],
): readonly Finding[] =>
  Object.entries(SETTING_CODES).flatMap(([claim, code]) => {
    const missing = settings.find(({ setting }) => setting.code === claim)
    if (missing === undefined || code === undefined || errors.some((error) => error.code === code)) return []
    const { setting, why } = missing
    return [
      ofPurpose(code, recipe, {
        severity: 'error',
        message: `${settingName(setting)} of ${agentOf(app)} ${why}: so ${titleOf(recipe)} asks.`,
        evidence: [{ what: settingName(setting), value: why }],
        fix: {
          text: `Set ${settingName(setting)} of ${agentOf(app)} to ${setting.value}.`,
          path: agentPath(app, 'Permissions'),
        },
      }),
    ]
  })

const settingName = ({ why, code }: Recipe['settings'][number]): string => `“${isolated(why)}” (${code})`
