import { describe, expect, it } from 'vitest'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { randomUUID } from 'node:crypto'
import { furtherAppKey } from '../../../../src/shared/files/profile'
import { MemorySecrets } from '../../../support/memory-secrets'
import {
  APP,
  REPORTING,
  fixedClock,
  profileInput,
  storedProfile,
  temporaryFolder,
} from '../../../support/profiles'
import { CONTOSO_CA, fingerprintsOf } from '../../../support/authorities'

const read = (text: string, stored = [storedProfile(1, { name: 'Stored' })]) => {
  const imported = readImport('tenants.txt', text, stored)
  if (!imported.ok) throw new Error(imported.error.message)
  return imported.value
}

const refusal = (text: string) => {
  const imported = readImport('tenants.txt', text, [])
  return imported.ok ? null : imported.error
}

const HEADER = 'name,url,app_client_id'

describe('CSV', () => {
  it('reads every column', () => {
    const text = [
      'name,url,tenant,tags,app_client_id,app_scope,agent_kind,agent_client_id,agent_scope,agent_redirect_port,inspector_client_id,inspector_scope',
      'Contoso,contoso.halopsa.com,contoso,"vip; Berlin",client-a1,read:tickets,application,client-g1,all,,client-i1,admin',
      'Fabrikam,https://fabrikam.halopsa.com/api,,,client-a2,,sign-in,client-g2,,9000,,',
      'Adatum,adatum.halopsa.com,,,client-a3,,,,,,,',
    ].join('\n')
    const { accepted, rejected, warnings } = read(text)
    expect(rejected).toEqual([])
    expect(warnings).toEqual([])
    expect(accepted).toEqual([
      {
        name: 'Contoso',
        url: 'https://contoso.halopsa.com',
        tenant: 'contoso',
        ca: null,
        tags: ['vip', 'Berlin'],
        app: { kind: 'application', clientId: 'client-a1', scope: 'read:tickets' },
        agent: { kind: 'application', clientId: 'client-g1', scope: 'all' },
        inspector: { kind: 'application', clientId: 'client-i1', scope: 'admin' },
      },
      {
        name: 'Fabrikam',
        url: 'https://fabrikam.halopsa.com',
        tenant: null,
        ca: null,
        tags: [],
        app: { kind: 'application', clientId: 'client-a2', scope: 'all' },
        agent: { kind: 'sign-in', clientId: 'client-g2', redirectPort: 9000, scope: 'all offline_access' },
        inspector: null,
      },
      expect.objectContaining({ name: 'Adatum', agent: null }),
    ])
  })

  it.each([
    ['semicolons', 'name;url;app_client_id\r\nA;a.halopsa.com;client-x\r\n'],
    ['a line that names semicolons', 'sep=;\r\nname;url;app_client_id\r\nA;a.halopsa.com;client-x\r\n'],
    [
      'the same quoted, behind a mark and an empty line',
      '\uFEFF\r\n"sep=;"\r\nname;url;app_client_id\r\nA;a.halopsa.com;client-x',
    ],
    ['a line that names tabs', 'sep=\t\nname\turl\tapp_client_id\nA\ta.halopsa.com\tclient-x'],
    [
      'a line of PowerShell',
      '#TYPE System.Management.Automation.PSCustomObject\r\n"name","url","app_client_id"\r\n"A","a.halopsa.com","client-x"\r\n',
    ],
    ['line breaks of an old Mac', 'name;url;app_client_id\rA;a.halopsa.com;client-x\r'],
    ['mixed line breaks', 'name,url,app_client_id\r\nA,a.halopsa.com,client-x\n'],
    ['a mark at its end', 'name,url,app_client_id\nA,a.halopsa.com,client-x\n\uFEFF'],
    ['tabs', 'name\turl\tapp_client_id\nA\ta.halopsa.com\tclient-x'],
    ['a byte order mark', `\uFEFF${HEADER}\nA,a.halopsa.com,client-x`],
    ['quoted and differently written headers', '"Name",URL,"App Client-ID"\nA,a.halopsa.com,client-x'],
    [
      'another order of columns, and empty lines',
      '\n\nurl,app_client_id,name\n\na.halopsa.com,client-x,A\n,,\n',
    ],
  ])('takes %s', (_name, text) => {
    expect(read(text)).toMatchObject({
      accepted: [{ name: 'A', url: 'https://a.halopsa.com', app: { clientId: 'client-x' } }],
      rejected: [],
    })
  })

  it('rejects lines with their number and the reason, and takes the others', () => {
    const text = [
      HEADER,
      'Good,good.halopsa.com,client-x',
      ',nameless.halopsa.com,client-x',
      'No address,,client-x',
      'Clear,http://clear.halopsa.com,client-x',
      'No client,c.halopsa.com,',
      '"Two',
      'lines",two.halopsa.com,client-x,too many',
      'Short,short.halopsa.com',
      'GOOD,again.halopsa.com,client-x',
      'stored,stored.halopsa.com,client-x',
    ].join('\n')
    const { accepted, rejected } = read(text)
    expect(accepted.map(({ name }) => name)).toEqual(['Good'])
    expect(rejected).toEqual([
      { line: 3, reason: expect.stringContaining('name') as string },
      { line: 4, reason: expect.stringContaining('url') as string },
      { line: 5, reason: expect.stringContaining('https:') as string },
      { line: 6, reason: expect.stringContaining('neither an app connection nor') as string },
      { line: 7, reason: 'This line has 4 fields, the first line has 3.' },
      { line: 9, reason: 'This line has 2 fields, the first line has 3.' },
      { line: 10, reason: 'The name “GOOD” is already on line 2.' },
      { line: 11, reason: 'There is already a tenant named “stored”.' },
    ])
  })

  it('ignores secrets, names their columns, and repeats none', () => {
    const text =
      'name,url,app_client_id,App Secret,client_secret,note\nA,a.halopsa.com,client-x,hunter2,hunter3,hi'
    const imported = read(text)
    expect(imported.accepted).toHaveLength(1)
    expect(imported.warnings).toEqual([
      expect.stringContaining('“App Secret”'),
      expect.stringContaining('“client_secret”'),
      'Unknown columns were ignored: note.',
    ])
    expect(JSON.stringify(imported)).not.toContain('hunter')
  })

  it.each([
    ['an empty file', '', 'it is empty'],
    ['missing columns', 'name,address\nA,b', 'no column url, app_client_id'],
    ['a column twice', 'name,url,app_client_id,Name\nA,b,c,d', 'column name twice'],
    ['an open quotation mark', `${HEADER}\n"A,a.halopsa.com,client-x\nB,b.halopsa.com,y`, 'quotation mark'],
  ])('refuses %s', (_name, text, reason) => {
    expect(refusal(text)).toMatchObject({
      code: 'INVALID_FILE',
      message: expect.stringContaining(reason) as string,
    })
  })

  it.each([
    ['agent_kind', 'api', 'agent'],
    ['agent_redirect_port', '80', 'agent.redirectPort'],
    ['agent_redirect_port', 'many', 'agent.redirectPort'],
  ])('rejects %s “%s”', (column, value, field) => {
    const kind = column === 'agent_kind' ? '' : ',agent_kind'
    const text = `${HEADER},agent_client_id,${column}${kind}\nA,a.halopsa.com,client-x,client-g,${value}${kind === '' ? '' : ',sign-in'}`
    expect(read(text)).toMatchObject({
      accepted: [],
      rejected: [{ line: 2, reason: expect.stringContaining(field) as string }],
    })
  })
})

describe('JSON', () => {
  const config = {
    name: 'A',
    url: 'a.halopsa.com',
    app: { kind: 'application', clientId: 'client-x', secretEnv: 'A_SECRET' },
  }

  it.each([
    ['an array of config files', JSON.stringify([config])],
    ['one config file', JSON.stringify(config)],
    ['with a byte order mark', `\uFEFF${JSON.stringify([config])}`],
  ])('takes %s', (_name, text) => {
    expect(read(text)).toMatchObject({
      accepted: [{ name: 'A', url: 'https://a.halopsa.com', app: { clientId: 'client-x' } }],
      rejected: [],
    })
    expect(JSON.stringify(read(text))).not.toContain('A_SECRET')
  })

  it('takes no path of a secret over', () => {
    const { accepted, warnings } = read(
      JSON.stringify([
        { ...config, app: { kind: 'application', clientId: 'client-x', secretFile: '/run/a.secret' } },
      ]),
    )
    expect([accepted.length, warnings, JSON.stringify(accepted).includes('a.secret')]).toEqual([1, [], false])
  })

  it('rejects entries with the line on which they begin', () => {
    const text = `[
  { "name": "A", "url": "a.halopsa.com", "app": { "kind": "application", "clientId": "x" } },
  { "name": "B {\\"", "url": "b.halopsa.com" },
  {
    "name": "C", "url": "c.halopsa.com", "colour": "red",
    "app": { "kind": "application", "clientId": "x" }
  },
  7
]`
    const { accepted, rejected } = read(text)
    expect(accepted.map(({ name }) => name)).toEqual(['A'])
    expect(rejected).toEqual([
      {
        line: 3,
        reason: expect.stringMatching(/^app: .*neither an app connection nor an inspector/) as string,
      },
      { line: 4, reason: 'colour is not a known field.' },
      { line: 8, reason: expect.any(String) as string },
    ])
  })

  it('ignores secrets anywhere, names their fields, and repeats none', () => {
    const entry = {
      ...config,
      app: { ...config.app, client_secret: 'hunter2' },
      password: 'hunter3',
      access_token: 'hunter4',
    }
    const imported = read(JSON.stringify([entry]))
    expect(imported.accepted).toHaveLength(1)
    expect(imported.warnings.map((warning) => /“(.*?)”/.exec(warning)?.[1])).toEqual([
      'app.client_secret',
      'password',
      'access_token',
    ])
    expect(JSON.stringify(imported)).not.toContain('hunter')
  })

  it('says that a path to a certificate is not taken over', () => {
    const { accepted, warnings } = read(JSON.stringify([{ ...config, ca: 'root.pem' }]))
    expect(accepted).toMatchObject([{ ca: null }])
    expect(warnings).toEqual([expect.stringContaining('“ca”')])
  })

  it('is not fooled by __proto__', () => {
    const text =
      '[{"__proto__":{"polluted":true},"name":"A","url":"a.halopsa.com","app":{"kind":"application","clientId":"x"}}]'
    expect(read(text)).toMatchObject({ accepted: [], rejected: [{ line: 1 }] })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it.each([
    ['broken JSON', '[\n{"name": hunter2}\n]', 'not valid JSON (line 2)'],
    ['JSON without a comma', '[\n{"name": "hunter2" "url": "x"}\n]', 'not valid JSON (line 2)'],
    ['another object', '{"a": 1}', 'no list of tenants'],
    [
      'another version of the export',
      '{"schema":"crossview.profiles-export/9","profiles":[]}',
      'no list of tenants',
    ],
  ])('refuses %s without quoting it', (_name, text, reason) => {
    const error = refusal(text)
    expect(error).toMatchObject({ code: 'INVALID_FILE', message: expect.stringContaining(reason) as string })
    expect(JSON.stringify(error)).not.toContain('hunter2')
  })
})

describe('through the service', () => {
  const setUp = () => {
    const secrets = new MemorySecrets()
    const folder = temporaryFolder()
    return {
      secrets,
      service: createProfileService({
        store: createProfileFile(folder, fixedClock),
        secrets,
        journal: createSaveJournal(folder),
        clock: fixedClock,
        newId: randomUUID,
      }),
    }
  }

  it('what one computer exports, another imports: equal but for ids, and without secrets', async () => {
    const one = setUp()
    const full = profileInput({
      tags: ['vip'],
      tenant: 'contoso',
      ca: CONTOSO_CA,
      confirmedAuthorities: fingerprintsOf(CONTOSO_CA),
      agent: { kind: 'sign-in', clientId: 'client-g', redirectPort: 9000, scope: 'all' },
    })
    await one.service.save({ id: null, profile: full, secrets: { app: 'hunter2-hunter2' } })
    await one.service.save({ id: null, profile: profileInput({ name: 'Second' }), secrets: {} })
    const many = profileInput({ name: 'Third', app: null, agent: null, inspector: APP, apps: [REPORTING] })
    const third = await one.service.save({ id: null, profile: many, secrets: {} })
    if (!third.ok) throw new Error(third.error.message)
    const review = { reviewer: 'Tim Bowers', decisions: {} }
    await one.service.keepInventory(third.value.profile.id, (before) => ({ ...before, review }))
    const text = await one.service.exportText()
    if (!text.ok) throw new Error(text.error.message)
    expect(text.value).not.toContain('hunter2')
    expect(text.value).not.toContain(REPORTING.id)
    expect(text.value).not.toContain('Tim Bowers')

    const other = setUp()
    const preview = await other.service.importText('crossview.json', text.value)
    if (!preview.ok) throw new Error(preview.error.message)
    expect(preview.value).toMatchObject({
      accepted: [{ name: 'Contoso' }, { name: 'Second' }, { name: 'Third' }],
      rejected: [],
      warnings: [],
    })
    expect(await other.service.list()).toMatchObject({ value: { profiles: [] } })
    expect(
      await other.service.confirmImport({ importId: preview.value.importId, authorities: [], proxies: [] }),
    ).toMatchObject({
      value: {
        profiles: [
          { secrets: { app: 'missing' } },
          { secrets: { app: 'missing', agent: 'missing' } },
          { profile: { app: null, apps: [{ name: 'Reporting' }] }, secrets: { inspector: 'missing' } },
        ],
      },
    })
    const again = await other.service.exportText()
    expect(again).toEqual(text)
  })

  it('no file says under which id a secret is kept, nor what was decided about applications', async () => {
    const { service, secrets } = setUp()
    const stored = profileInput({ apps: [REPORTING] })
    const given = { [furtherAppKey(REPORTING.id)]: 'of the first' }
    await service.save({ id: null, profile: stored, secrets: given })
    const crafted = { ...stored, name: 'Crafted', inventory: { notes: {} }, apps: [REPORTING] }
    const preview = await service.importText('crafted.json', JSON.stringify([crafted]))
    if (!preview.ok) throw new Error(preview.error.message)
    const { importId } = preview.value
    const added = await service.confirmImport({ importId, authorities: [], proxies: [] })
    const profile = added.ok ? added.value.profiles[1]?.profile : undefined
    expect(profile).toMatchObject({ name: 'Crafted', apps: [{ name: 'Reporting' }] })
    expect(profile?.apps?.[0]?.id).not.toBe(REPORTING.id)
    expect(profile).not.toHaveProperty('inventory')
    await service.remove({ id: profile?.id ?? '' })
    expect([...secrets.kept.values()]).toEqual(['of the first'])
  })

  it('an import is confirmed once, and not with a name that was taken meanwhile', async () => {
    const { service } = setUp()
    const csv = `${HEADER}\nA,a.halopsa.com,client-x\nB,b.halopsa.com,y`
    const preview = async () => {
      const read = await service.importText('t.csv', csv)
      if (!read.ok) throw new Error(read.error.message)
      return { importId: read.value.importId, authorities: [], proxies: [] }
    }
    const first = await preview()
    await service.save({ id: null, profile: profileInput({ name: 'b' }), secrets: {} })
    expect(await service.confirmImport(first)).toMatchObject({ error: { code: 'CONFLICT' } })
    expect(await service.list()).toMatchObject({ value: { profiles: [{ profile: { name: 'b' } }] } })
    const second = await preview()
    expect(await service.confirmImport(first)).toMatchObject({ error: { code: 'NOT_FOUND' } })
    expect(await service.confirmImport(second)).toMatchObject({ ok: true })
    expect(await service.confirmImport(second)).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  it('takes over what the app side of a file is there for, and an export says it again', async () => {
    const one = setUp()
    const added = async (service: typeof one.service, file: string) => {
      const read = await service.importText('t.json', file)
      if (!read.ok) throw new Error(read.error.message)
      const { importId, warnings } = read.value
      const confirmed = await service.confirmImport({ importId, authorities: [], proxies: [] })
      if (!confirmed.ok) throw new Error(confirmed.error.message)
      return { warnings, profiles: confirmed.value.profiles.map(({ profile }) => profile) }
    }
    const app = { kind: 'application', clientId: 'client-x', scope: 'all' }
    const tenant = (name: string, purpose: unknown) => ({
      name,
      url: 'https://a.halopsa.com',
      app: { ...app, purpose },
    })
    const file = [tenant('A', 'halo-tickets'), tenant('B', null), tenant('C', 'tickets.json'), tenant('D', 7)]
    const { profiles, warnings } = await added(one.service, JSON.stringify(file, null, 1))
    expect(profiles[0]?.app).toEqual(app)
    expect(profiles.map(({ inventory }) => inventory?.notes['client-x']?.purpose ?? null)).toEqual([
      'halo-tickets',
      null,
      null,
      null,
    ])
    expect(warnings.filter((warning) => warning.includes('app.purpose')).length).toBe(2)

    const text = await one.service.exportText()
    if (!text.ok) throw new Error(text.error.message)
    const exported = (JSON.parse(text.value) as { profiles: { app: object }[] }).profiles
    expect(exported.map((profile) => profile.app)).toEqual([
      { ...app, purpose: 'halo-tickets' },
      app,
      app,
      app,
    ])
    const again = await added(setUp().service, text.value)
    expect(again.profiles[0]?.inventory?.notes).toEqual(profiles[0]?.inventory?.notes)
  })
})
