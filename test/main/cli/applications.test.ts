import { it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

it('demo', async () => {
  const folder = temporaryFolder()
  const a = await runCli(folder, ['applications', '--demo', '--json', '-', '--snapshot', 's.json', '--html', 'r.html', '--csv', 'c'])
  writeFileSync('/tmp/e/out.json', a.out)
  writeFileSync('/tmp/e/messages.txt', a.messages)
  const b = await runCli(folder, ['applications', '--snapshot', 's.json', '--json', '-'])
  writeFileSync('/tmp/e/messages2.txt', b.messages)
  console.log(a.status, b.status, a.out === b.out)
  const c = await runCli(folder, ['applications', '--snapshot', 's.json', '--json', '-', '--redact'])
  writeFileSync('/tmp/e/messages3.txt', c.messages)
})
