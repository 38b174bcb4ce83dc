import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { appError, type AppError } from '../../shared/app-error'
import { profileInputSchema, type ConnectionRole, type ProfileInput } from '../../shared/files/profile'
import { normaliseAddress } from '../../shared/halo-address'
import { err, ok, type Result } from '../../shared/result'
import type { Console } from './console'

/**
 * Asks for a profile on the terminal. Secrets are typed without echo and come neither by argument
 * nor through a pipe.
 */
export const askForProfile = async (
  console: Console,
): Promise<Result<{ profile: ProfileInput; secrets: Partial<Record<ConnectionRole, string>> }, AppError>> => {
  if (!process.stdin.isTTY) {
    return err(
      appError('INVALID_ARGUMENT', 'There is no terminal to ask on.', {
        field: 'config',
        advice: ['Use: crossview profiles add --config FILE, with the secrets in environment variables.'],
      }),
    )
  }
  const output = new QuietOutput()
  const terminal = createInterface({ input: process.stdin, output, terminal: true })
  const ask = async (question: string): Promise<string> => (await terminal.question(`${question}: `)).trim()
  const askSecret = async (question: string): Promise<string> => {
    process.stderr.write(`${question} (not shown): `)
    output.quiet = true
    const secret = await terminal.question('')
    output.quiet = false
    process.stderr.write('\n')
    return secret.trim()
  }
  try {
    const name = await ask('Name of the tenant')
    const address = normaliseAddress(await ask('Web address'))
    if (!address.ok) return address
    const tenant = await ask('Tenant id (empty when Halo shows none)')
    const app = {
      kind: 'application' as const,
      clientId: await ask('Client id of the application'),
      scope: 'all',
    }
    const secrets: Partial<Record<ConnectionRole, string>> = { app: await askSecret('Its secret') }
    const agentId = await ask(
      'Client id of the reference application for the agent side (empty: add it later)',
    )
    if (agentId !== '') secrets.agent = await askSecret('Its secret')
    const parsed = profileInputSchema.safeParse({
      name,
      url: address.value.url,
      tenant: tenant === '' ? null : tenant,
      app,
      agent: agentId === '' ? null : { kind: 'application', clientId: agentId, scope: 'all' },
    })
    if (parsed.success) return ok({ profile: parsed.data, secrets })
    const [issue] = parsed.error.issues
    return err(
      appError('INVALID_ARGUMENT', issue?.message ?? 'The profile is not valid.', {
        field: issue?.path.join('.') ?? null,
      }),
    )
  } finally {
    terminal.close()
    console.message('')
  }
}

/** Standard error, which can be silenced while a secret is typed. */
class QuietOutput extends Writable {
  quiet = false

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.quiet) process.stderr.write(chunk)
    done()
  }
}
