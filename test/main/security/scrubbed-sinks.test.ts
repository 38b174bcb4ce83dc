import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { ok } from '../../../src/shared/result'
import { startHaloProxy } from '../../support/halo-proxy'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'
import { filesIn, sweep } from '../../support/secret-sweep'
import { openWindowServices } from '../../support/window-services'

/** Bytes stay bytes. */
const PDF = new Uint8Array([37, 80, 68, 70, 0, 255, 128, 1])

/** A demo tenant in whose names somebody wrote the secret of the application itself. */
const tenantThatTells = async () => {
  const demo = await startDemo('mixed')
  onTestFinished(() => demo.close())
  const proxy = await startHaloProxy(demo.url, (text) => `${text} key=${demo.app.secret}`)
  onTestFinished(() => proxy.close())
  return { demo, proxy, secret: demo.app.secret }
}

describe('a secret that Halo itself sends back', () => {
  it('is in nothing that the command line says or writes', async () => {
    const { demo, proxy, secret } = await tenantThatTells()
    const folder = temporaryFolder()
    const side = (clientId: string, secretEnv: string) => ({
      kind: 'application',
      clientId,
      secretEnv,
      scope: 'all',
    })
    const config = {
      name: 'Contoso',
      url: proxy.url,
      app: side(demo.app.clientId, 'X_APP_SECRET'),
      agent: side(demo.agent.clientId, 'X_AGENT_SECRET'),
      inspector: side(demo.inspector.clientId, 'X_ADMIN_SECRET'),
    }
    await writeFile(path.join(folder, 'contoso.json'), JSON.stringify(config))
    const env = {
      X_APP_SECRET: secret,
      X_AGENT_SECRET: demo.agent.secret,
      X_ADMIN_SECRET: demo.inspector.secret,
    }
    const files = [
      '--json',
      'r.json',
      '--html',
      'r.html',
      '--csv',
      'csv',
      '--snapshot',
      's.json',
      '--record',
      'run',
    ]
    const written = await runCli(folder, ['compare', '--config', 'contoso.json', ...files], env)
    const printed = await runCli(folder, ['compare', '--config', 'contoso.json', '--html', '-'], env)
    const offline = await runCli(
      folder,
      ['fix', '--snapshot', 's.json', '--resource', 'tickets', '--json', '-'],
      env,
    )
    const said = Object.fromEntries(
      [written, printed, offline].flatMap(({ out, messages }, run) => [
        [`out ${String(run)}`, out],
        [`messages ${String(run)}`, messages],
      ]),
    )
    const places = { ...said, ...(await filesIn(folder)) }
    expect((await readdir(path.join(folder, 'csv'))).length).toBeGreaterThan(3)
    expect(await readFile(path.join(folder, 'r.html'), 'utf8')).toContain('key=[secret]')
    expect(printed.out).toContain('key=[secret]')
    const secrets = [...proxy.secrets]
    expect(secrets.length).toBeGreaterThan(5)
    expect(sweep(places, secrets)).toEqual([])
  })

  it('is in nothing that the window is told, shown or saves; and a tenant is told as it is stored', async () => {
    const { demo, proxy, secret } = await tenantThatTells()
    const userData = temporaryFolder()
    const exports = temporaryFolder()
    let printed = ''
    const services = openWindowServices(userData, {
      host: 'electron',
      dialogs: {
        chooseSave: ({ suggestedName, extension }) =>
          Promise.resolve(
            path.join(exports, extension === '' ? suggestedName : `${suggestedName}.${extension}`),
          ),
        chooseBytes: () => Promise.resolve(ok(null)),
        chooseOpen: () => Promise.resolve(ok(null)),
      },
      printer: {
        print: (html, { title, date, signal }) => {
          printed = html + title
          expect([date instanceof Date, signal instanceof AbortSignal]).toEqual([true, true])
          return Promise.resolve(ok(PDF))
        },
      },
    })
    onTestFinished(() => services.close())
    const { handlers } = services
    const told: unknown[] = []
    const finished = new Promise<void>((resolve) => {
      services.onEvent((_channel, progress) => {
        told.push(progress)
        if (!('phase' in progress)) return
        if (progress.phase === 'done' || progress.phase === 'failed') resolve()
      })
    })
    const application = ({ clientId }: { clientId: string }) => ({
      kind: 'application' as const,
      clientId,
      scope: 'all',
    })
    const profile = {
      name: 'Contoso',
      url: proxy.url,
      tenant: null,
      ca: null,
      proxy: null,
      tags: [],
      app: application(demo.app),
      agent: application(demo.agent),
      inspector: null,
    }
    const saved = await handlers['profiles:save']({
      id: null,
      profile,
      secrets: { app: secret, agent: demo.agent.secret },
    })
    expect(saved).toMatchObject({ ok: true, value: { profile } })
    if (!saved.ok) throw new Error(saved.error.message)
    const { id } = saved.value.profile
    const target = { kind: 'profile' as const, profileId: id }
    told.push(await handlers['comparison:check']({ target }))
    const started = await handlers['comparison:start']({
      target,
      title: 'Contoso',
      resources: ['tickets', 'clients'],
    })
    if (!started.ok) throw new Error(started.error.message)
    const { runId } = started.value
    await finished
    told.push(await handlers['comparison:summary']({ runId }))
    told.push(await handlers['comparison:rows']({ runId, resource: 'tickets', offset: 0, limit: 5000 }))
    told.push(await handlers['analysis:choices']({ runId }))
    told.push(await handlers['analysis:fixes']({ runId, resource: 'tickets', records: null }))
    for (const format of ['pdf', 'csv', 'json', 'html', 'snapshot'] as const)
      expect(
        await handlers['reports:export']({
          runId,
          format,
          redact: false,
          redactKey: null,
          report: 'full',
          recipe: null,
          madeBy: null,
          madeFor: null,
          review: false,
          branding: false,
        }),
      ).toMatchObject({ ok: true })
    const text = JSON.stringify(told)
    expect(text).toContain('key=[secret]')
    expect(printed).toContain('key=[secret]')
    const places = { text, printed, ...(await filesIn(userData, exports)) }
    expect(Object.keys(places).length).toBeGreaterThan(8)
    const pdf = (await readdir(exports)).find((name) => name.endsWith('.pdf')) ?? ''
    expect(new Uint8Array(await readFile(path.join(exports, pdf)))).toEqual(PDF)
    expect(sweep(places, [...proxy.secrets])).toEqual([])
  })
})
