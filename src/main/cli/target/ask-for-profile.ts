import { appError, type AppError } from '../../../shared/app-error'
import { credentialFault, credentialHints, pairFault } from '../../../shared/credential-look'
import { profileInputSchema, type ConnectionRole, type ProfileInput } from '../../../shared/files/profile'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { normaliseAddress, unusualText, type HaloAddress } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import { visibleLine } from '../../../shared/visible-text'
import type { Console } from '../terminal/console'

/** How a person is asked, one question at a time. */
export interface Prompter {
  readonly ask: (question: string) => Promise<string>
  /** Nothing of the answer is shown. */
  readonly askSecret: (question: string) => Promise<string>
  readonly tell: (text: string) => void
}

type Asked = Readonly<{ profile: ProfileInput; secrets: Partial<Record<ConnectionRole, string>> }>

/**
 * Asks for a profile on the terminal. Secrets are typed without echo and come neither by argument
 * nor through a pipe.
 */
export const askForProfile = async (
  console: Console,
  interrupt: AbortSignal,
): Promise<Result<Asked, AppError>> => {
  const { ask, askSecret } = console
  if (ask === undefined || askSecret === undefined) {
    return err(
      appError('INVALID_ARGUMENT', 'There is no terminal to ask on.', {
        field: 'config',
        advice: ['Use: crossview profiles add --config FILE, with the secrets in environment variables.'],
      }),
    )
  }
  try {
    return await profileFromAnswers({
      ask: async (question) => answered(await ask(`${visibleLine(question)}: `, interrupt)),
      askSecret: async (question) =>
        answered(await askSecret(`${visibleLine(question)} (not shown): `, interrupt)),
      tell: console.message,
    })
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return err(
      interrupt.aborted
        ? appError('CANCELLED', 'Stopped, so nothing was stored.')
        : appError('INVALID_ARGUMENT', 'The input ended before the last question, so nothing was stored.', {
            advice: ['Run it again and answer each question; an empty line is an answer too.'],
          }),
    )
  }
}

class NoAnswer extends Error {}

const answered = (answer: string | null): string => {
  if (answer === null) throw new NoAnswer()
  return answer
}

/** The questions, in their order. What cannot be right is refused at once, before a secret is typed. */
export const profileFromAnswers = async (prompter: Prompter): Promise<Result<Asked, AppError>> => {
  const ask = async (question: string): Promise<string> => (await prompter.ask(question)).trim()
  const name = await ask('Name of the tenant')
  const address = normaliseAddress(await ask('Web address'))
  if (!address.ok) return address
  const confirmed = await confirmHost(address.value, prompter)
  if (!confirmed.ok) return confirmed
  const tenant = await ask('Tenant id (empty when Halo shows none)')
  const connections: Partial<Record<ConnectionRole, unknown>> = {}
  const secrets: Partial<Record<ConnectionRole, string>> = {}
  const askFor = async (role: ConnectionRole, question: string): Promise<Result<null, AppError>> => {
    const asked = await askConnection(role, question, prompter)
    if (!asked.ok) return asked
    const { clientId, secret } = asked.value
    if (clientId === '') return ok(null)
    connections[role] = { kind: 'application', clientId, scope: 'all' }
    secrets[role] = secret
    return ok(null)
  }
  const app = await askFor(
    'app',
    'Client id of the application (empty: only look at all through an inspector)',
  )
  if (!app.ok) return app
  const other =
    'app' in connections
      ? await askFor(
          'agent',
          'Client id of the reference application for the agent side (empty: add it later)',
        )
      : await askFor('inspector', 'Client id of the inspector')
  if (!other.ok) return other
  const profile = {
    name,
    url: address.value.url,
    ...confirmed.value,
    tenant: tenant === '' ? null : tenant,
    ...connections,
  }
  const parsed = profileInputSchema.safeParse(profile)
  if (parsed.success) return ok({ profile: parsed.data, secrets })
  const issue = firstIssue(parsed.error, profile)
  return err(appError('INVALID_ARGUMENT', `${issueText(issue)}.`, { field: issue.field || null }))
}

/** An id and its secret, looked at as each is typed. Without an id no secret is asked for. */
const askConnection = async (
  role: ConnectionRole,
  question: string,
  { ask, askSecret, tell }: Prompter,
): Promise<Result<{ readonly clientId: string; readonly secret: string }, AppError>> => {
  const clientId = (await ask(question)).trim()
  const wrongId = credentialFault('id', clientId, `${role}.clientId`)
  if (wrongId !== null) return err(wrongId)
  if (clientId === '') return ok({ clientId, secret: '' })
  const secret = await askSecret('Its secret')
  const field = `secrets.${role}`
  const wrong = credentialFault('secret', secret, field) ?? pairFault(clientId, secret, field)
  if (wrong !== null) return err(wrong)
  for (const hint of credentialHints(clientId, secret, 'unsure')) tell(`hint: ${hint}`)
  return ok({ clientId, secret })
}

/** An ordinary host needs nothing; an unusual one has to be confirmed in so many letters. */
const confirmHost = async (
  address: HaloAddress,
  { ask, tell }: Prompter,
): Promise<Result<{ confirmedHost?: string }, AppError>> => {
  if (address.unusual.length === 0) return ok({})
  tell(unusualText(address))
  const answer = await ask(
    `Is ${address.host} your own Halo server, to which secrets may be sent? (yes or no)`,
  )
  if (answer.trim().toLowerCase() === 'yes') return ok({ confirmedHost: address.host })
  return err(
    appError('HOST_NOT_CONFIRMED', 'The host was not confirmed, so nothing was stored.', {
      field: 'confirmedHost',
      advice: ['Check the web address and add the tenant again.'],
    }),
  )
}
