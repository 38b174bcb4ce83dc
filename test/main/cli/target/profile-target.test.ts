import { expect, it } from 'vitest'
import { runProgram } from '../../../../src/main/cli/commands/program'
import { commandLine, loaded } from '../../../support/command-line'
import { add, listed } from '../../../support/profile-service'

it('what a run of the command line learns of a secret, the list of tenants says at once', async () => {
  const all = commandLine()
  const id = await add(all, { name: 'Contoso' })
  expect(await listed(all)).toMatchObject([{ secrets: { app: 'stored', agent: 'stored' } }])
  // Another program deleted it.
  all.secrets.kept.delete(`${id}/app`)
  expect(await runProgram(['check', '--profile', 'Contoso'], '0', loaded(all.deps))).toBe(2)
  expect(all.messages.join('\n')).toContain('is not in the keychain')
  expect(all.secrets.reads).toContain(`${id}/app`)
  expect(await listed(all)).toMatchObject([{ secrets: { app: 'missing', agent: 'stored' } }])
})
