import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../../src/core/access/change'
import { accessFactsOf, changeContextOf } from '../../../src/core/access/access'
import { changeChoices, changesOf } from '../../../src/core/remedy/change-choices'
import { changeSyntax, parseChange, settingOf } from '../../../src/core/remedy/change-syntax'
import { aComparison, anAgent, API_AGENT, connected } from '../support/builders'

/** Names that were one another's, ids, signs of the syntax, or nothing to see. */
const aName = fc.oneof(
  fc.constantFrom('IT', 'it', '12', '#12', '12 (no name)', '=', '+=5', 'agent.team+=12', 'a=b', '-=', ' IT '),
  fc.constantFrom(
    '',
    ' ',
    '\u200b',
    '"quoted"',
    '“IT”',
    'all',
    'yes',
    'Contoso (#12)',
    'Contoso',
    'مطاعم',
    '\u2068x',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const anId = fc.oneof(fc.integer({ min: 1, max: 30 }).map(String), fc.uuid())
const named = fc.uniqueArray(fc.record({ id: anId, name: aName }), { maxLength: 8, selector: ({ id }) => id })
const someIds = fc.array(fc.nat(), { maxLength: 3 })

const aScene = fc
  .record({ teams: named, departments: named, clients: named, tickets: named, assets: named, picks: someIds })
  .map(({ teams, departments, clients, tickets, assets, picks }) => {
    const held = <T>(list: readonly T[]) => list.filter((_, at) => picks.includes(at))
    const asTeam = ({ id, name }: { id: string; name: string }) => ({
      teamId: id,
      name,
      departmentId: null,
      unassignedAccess: false,
      otherAgentAccess: true,
    })
    const agentOf = (part: <T>(list: readonly T[]) => readonly T[]) => ({
      claims: { Tx: '2', Dx: '0', Hx: '9', l9: '1', l8: '0', Fc: '0', Ft: 'true', Fa: 'false' },
      teams: part(teams).map(asTeam),
      departments: part(departments).map(({ id, name }) => ({ departmentId: id, name })),
      clients: part(clients).map(({ id, name }) => ({ clientId: id, name })),
      ticketTypes: part(tickets).map(({ id, name }) => ({ typeId: id, name, canView: true })),
      assetTypes: part(assets).map(({ id, name }) => ({ typeId: id, name, canView: true })),
    })
    return {
      ...aComparison({
        app: connected({ ...API_AGENT, scopes: ['read:tickets', 'read:x=y', 'edit:sales'] }),
        configuration: {
          agentSide: anAgent({ agentId: '7', name: '12', ...agentOf((list) => list) }),
          appSide: anAgent(agentOf(held)),
        },
      }),
      findings: [],
      causes: [],
    }
  })

describe('choices of a tenant with any names', () => {
  it('read back as just what they are, and none is of another’s setting', () => {
    fc.assert(
      fc.property(aScene, (comparison) => {
        const choices = changeChoices(comparison).flatMap((group) => group.choices)
        for (const change of choices.flatMap(changesOf)) {
          const parsed = parseChange(change, comparison)
          if (!parsed.ok) throw new Error(`${change}: ${parsed.message}`)
          expect(changeSyntax(parsed.change)).toBe(change)
          const again = parseChange(changeSyntax(parsed.change), comparison)
          expect(again).toEqual(parsed)
        }
        for (const choice of choices) {
          const parsed = parseChange(changesOf(choice)[0] ?? '', comparison)
          if (parsed.ok && 'name' in parsed.change && !parsed.change.kind.startsWith('team-'))
            expect(parsed.change.name).toBe(choice.label)
        }
        const settings = choices.map((choice) => settingOf(changesOf(choice)[0] ?? ''))
        expect(new Set(settings).size).toBe(settings.length)
        for (const choice of choices) expect(new Set(changesOf(choice).map(settingOf)).size).toBe(1)
      }),
      { numRuns: 150, seed: 20261126 },
    )
  })

  it('leave every other choice as it stands, whichever is tried', () => {
    fc.assert(
      fc.property(aScene, fc.nat(), (comparison, pick) => {
        const choices = changeChoices(comparison).flatMap((group) => group.choices)
        const tried = choices[pick % choices.length]
        if (tried === undefined) throw new Error('There are choices')
        const change = changesOf(tried)[0] ?? ''
        const parsed = parseChange(change, comparison)
        if (!parsed.ok) throw new Error(parsed.message)
        // Another agent has settings of its own, and a team's rights come and go with the team.
        if (parsed.change.kind === 'agent') return
        const facts = accessFactsOf(comparison)
        const after = applyChanges(facts, [parsed.change], changeContextOf(comparison))
        const later = {
          ...comparison,
          app: connected({ ...API_AGENT, scopes: after.scopes ?? [] }),
          configuration: { ...comparison.configuration, appSide: after.permissions },
        }
        const stands = (of: typeof comparison) =>
          new Map(
            changeChoices(of)
              .flatMap((group) => group.choices)
              .map((choice) => [
                settingOf(changesOf(choice)[0] ?? ''),
                choice.kind === 'switch' ? choice.isOn : choice.levels.findIndex(({ isNow }) => isNow),
              ]),
          )
        const before = stands(comparison)
        const setting = settingOf(change)
        for (const [each, stood] of stands(later)) {
          const isOwn = each === setting || (parsed.change.kind === 'team' && each.startsWith('agent.team-'))
          if (!isOwn && before.has(each)) expect([each, before.get(each)]).toEqual([each, stood])
        }
      }),
      { numRuns: 150, seed: 20261127 },
    )
  })
})
