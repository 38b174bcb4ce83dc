import { describe, expect, it } from 'vitest'
import type { ChoiceGroup } from '../../../src/core/remedy/change-choices'
import { findChoices } from '../../../src/core/remedy/find-choice'

const group = (title: string, ...labels: readonly string[]): ChoiceGroup => ({
  title,
  choices: labels.map((label) => ({ kind: 'switch', label, isOn: false, change: `${title}+=${label}`, note: null })),
  empty: null,
})
const found = (groups: readonly ChoiceGroup[], typed: string) =>
  findChoices(groups, typed).map(({ group: title, choice }) => `${title}: ${choice.label}`)

describe('looking for a setting', () => {
  it('finds the one of that name first, wherever it stands', () => {
    const groups = [
      group('Scopes', 'read:items'),
      group('Departments', 'Audit', 'IT services', 'Old IT', 'IT'),
      group('Clients', 'Fit Ltd', 'IT', 'Big-IT GmbH'),
    ]
    expect(found(groups, 'it')).toEqual([
      'Departments: IT',
      'Clients: IT',
      'Departments: IT services',
      'Scopes: read:items',
      'Departments: Old IT',
      'Clients: Big-IT GmbH',
      'Departments: Audit',
      'Clients: Fit Ltd',
    ])
  })

  it.each([
    ['cafe', 'Café Zürich'],
    ['CAFÉ', 'Cafe Zurich'],
    ['zurich', 'Café Zürich'],
    ['  straße ', 'STRASSE'],
    ['ｆｕｌｌ', 'Full width'],
    ['a b', 'a\u200bb  a  b'],
  ])('%s is how somebody types %s', (typed, label) => {
    expect(found([group('Clients', 'Another', label)], typed)).toEqual([`Clients: ${label}`])
  })

  it('takes each word of what was typed, with the name of the group', () => {
    const groups = [group('Teams', 'Service Desk'), group('Departments', 'Service Desk')]
    expect(found(groups, 'desk service')).toHaveLength(2)
    expect(found(groups, 'team desk')).toEqual(['Teams: Service Desk'])
  })

  it('finds nothing by nothing, and no blank name', () => {
    const groups = [group('Clients', 'One', '#12 (no name)')]
    expect(found(groups, ' \u200b ')).toEqual([])
    expect(found(groups, '12')).toEqual(['Clients: #12 (no name)'])
    expect(found(groups, 'two')).toEqual([])
  })
})
