import { countText, counted, plural } from '../../../core/comparison/count-text'
import type { PermissionCell, PermissionRow } from '../../../core/access/effective'
import type { ExpectationResult } from '../../../core/policy/expectation'
import type { RecipeCheck } from '../../../core/policy/recipe-check'
import { resourceDefinition } from '../../../core/halo/resource'
import { answerWord, RECIPE_ITEM_WORDS, RECIPE_RESULT_WORDS } from '../../../core/words/words'
import type { WhatIf } from '../../../core/remedy/what-if'
import { openedWords } from '../../../core/remedy/fix-ways'
import { decisionWords } from '../../../core/remedy/record-text'
import type { FixAnswer, RecordAnswer } from '../../../shared/ipc/analysis'
import { FATES, fateWords, outlookHeadline, outlookSentence } from '../../../core/remedy/what-if-text'

/** What the analysing commands say to a person at a terminal: a line each. */

const SHOWN_IDS = 12

const ids = (records: readonly string[]): string =>
  records.length <= SHOWN_IDS
    ? records.join(', ')
    : `${records.slice(0, SHOWN_IDS).join(', ')} and ${countText(records.length - SHOWN_IDS)} more`

const yesNo = ({ allowed }: PermissionCell): string => answerWord(allowed)

export const whatIfText = (answer: WhatIf): readonly string[] => [
  outlookHeadline(answer),
  '',
  ...answer.resources.flatMap((outlook) => [
    `${resourceDefinition(outlook.resource).label}: ${outlookSentence(outlook)}`,
    ...FATES.flatMap((fate) =>
      outlook[fate].length === 0
        ? []
        : [`  ${fateWords(fate, outlook[fate].length, outlook.resource)}: ${ids(outlook[fate])}`],
    ),
  ]),
  ...answer.permissions.map(
    ({ before, after }) =>
      `Permission ${after.verb} ${after.feature}: ${yesNo(before.effective)} -> ${yesNo(after.effective)}`,
  ),
  '',
  ...answer.limits.map((limit) => `Note: ${limit}`),
]

export const fixesText = ({ ways, reasons }: FixAnswer): readonly string[] => [
  ...ways.flatMap(({ name, changes, opens, opened }, index) => [
    `Way ${index + 1}: ${name}`,
    ...(opens === 0 ? [] : [`  also shown: ${openedWords(opened)}`]),
    ...changes.flatMap(({ text, path, change }) => [`  - ${text} [${path}]`, `    ${change}`]),
  ]),
  ...(ways.length === 0 ? ['No way is known.'] : []),
  ...reasons.map(({ message, records }) => (records.length > 0 ? `${message} (${ids(records)})` : message)),
]

/** One record: what it comes to, each rule, and the ways to show it. */
export const recordText = ({ message, lines, wouldHide, fixes }: RecordAnswer): readonly string[] => [
  message,
  ...lines.map((line) => `  ${line.what}: ${line.value}; allowed: ${line.allowed}; ${decisionWords(line)}`),
  ...wouldHide.map(({ text }) => `  would hide it: ${text}`),
  ...(fixes === null ? [] : ['', ...fixesText(fixes)]),
]

export const permissionsText = (rows: readonly PermissionRow[]): readonly string[] => {
  const line = (feature: string, verb: string, app: string, agent: string, effective: string) =>
    `${feature.padEnd(26)} ${verb.padEnd(8)} ${app.padEnd(12)} ${agent.padEnd(9)} ${effective}`
  return [
    line('Feature', 'Verb', 'Application', 'Agent', 'Effective'),
    ...rows.map(({ feature, verb, application, agent, effective }) =>
      line(feature, verb, yesNo(application), yesNo(agent), yesNo(effective)),
    ),
  ]
}

export const recipeText = ({ recipe, result, items, excess }: RecipeCheck): readonly string[] => [
  `${recipe.title}: ${RECIPE_RESULT_WORDS[result]}`,
  `  source: ${recipe.source.title}${recipe.source.url === null ? '' : ` (${recipe.source.url})`} ${recipe.source.date}`,
  ...items.map(({ what, state, why }) => `  ${RECIPE_ITEM_WORDS[state].padEnd(8)} ${what}: ${why}`),
  ...excess.map(({ what, risk, why }) => `  Excess   ${what} (risk ${risk}): ${why}`),
  ...recipe.unchecked.map((text) => `  Not checked: ${text}`),
]

export const expectationsText = (results: readonly ExpectationResult[]): readonly string[] => [
  ...results.map(({ name, state, message }) => `${state.padEnd(8)} ${name}: ${message}`),
  '',
  `${countText(results.filter(({ state }) => state === 'passed').length)} of ${counted(results.length, 'expectation')} ${plural(results.length, 'holds', 'hold')}.`,
]
