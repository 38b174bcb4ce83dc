import { expect, it } from 'vitest'
import type { BlastRadius } from '../../../src/core/inventory/blast-radius'
import { blastRadiusMarkdown } from '../../../src/core/inventory/blast-radius-text'

const radius = (over: Partial<BlastRadius> = {}): BlastRadius => ({
  applications: [
    { tenant: 'Contoso', id: '1', name: 'Sync', login: 'API', sharing: ['Billing'], inactive: false },
  ],
  reads: [
    {
      tenant: 'Contoso',
      resource: 'tickets',
      records: 12,
      unknown: 3,
      open: false,
      clients: [
        { name: 'Fabrikam', records: 8 },
        { name: 'Litware', records: 4 },
      ],
    },
    {
      tenant: 'Contoso',
      resource: 'sites',
      records: 9,
      unknown: 0,
      open: true,
      clients: [{ name: 'Litware', records: 9 }],
    },
    { tenant: 'Contoso', resource: 'articles', records: 1, unknown: 0, open: false, clients: [] },
  ],
  changes: [
    { tenant: 'Contoso', feature: 'Tickets', verb: 'update', state: 'could', by: ['Sync'] },
    { tenant: 'Contoso', feature: 'Tickets', verb: 'delete', state: 'unknown', by: ['Sync'] },
  ],
  steps: [{ tenant: 'Contoso', text: 'Make Sync inactive.', path: 'Configuration > X' }],
  limits: ['The past is not known.'],
  ...over,
})

it('puts a blast radius into headings, steps and tables', () => {
  expect(blastRadiusMarkdown(radius())).toBe(`# What these applications could read and change (predicted)

## Contoso

### Cut them off, in this order

1. Make Sync inactive.  
   Configuration \\> X

### Applications

| Application | Logs in as | Also log in as that agent | Inactive |
| --- | --- | --- | --- |
| Sync | API | Billing | no |

### Could read

| Resource | Records | Unknown besides |
| --- | --- | --- |
| Tickets | 12 | 3 |
| Sites | 9 or more | 0, and it was not worked out for all |
| Articles | 1 | 0 |

| Client | Tickets | Sites |
| --- | --- | --- |
| Litware | 4 | 9 |
| Fabrikam | 8 | 0 |

### Could change

| Feature | Could | By |
| --- | --- | --- |
| Tickets | update | Sync |

Not known of 1 further right:

- delete Tickets: Sync

## What this cannot know

- The past is not known.
`)
})

it('says that nothing is known where nothing is', () => {
  const text = blastRadiusMarkdown(radius({ reads: [], changes: [] }))
  expect(text.match(/Nothing that is known\./g)).toHaveLength(2)
})

it('lets no name become markup, a link, a cell, a line or a heading', () => {
  const evil = '# a | <b>x</b> [l](https://e.example) www.e.example\n\n## y `c` ![i](//e)\u202egnp'
  const [given] = radius().applications
  const text = blastRadiusMarkdown(
    radius({
      applications: [{ ...given!, tenant: evil, name: evil, login: evil, sharing: [evil] }],
      reads: [],
      changes: [{ tenant: evil, feature: 'Tickets', verb: 'update', state: 'could', by: [evil] }],
      steps: [{ tenant: evil, text: evil, path: evil }],
      limits: [evil],
    }),
  )
  for (const line of text.split('\n').filter((each) => each.includes('e.example'))) {
    expect(line).toContain('\\# a \\| \\<b\\>x\\</b\\> \\[l\\](https\\://e.example) www\\.e.example \\#\\# y')
    expect(line).toContain('\\\\u\\{202e\\}')
  }
  expect(text).not.toMatch(/[\u202a-\u202e]/)
  expect(text.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(7)
})
