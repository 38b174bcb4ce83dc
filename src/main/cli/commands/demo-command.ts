import { appError } from '../../../shared/app-error'
import { codeOf } from '../../held-file'
import { DEFAULT_SCENARIO, scenarios, startDemo } from '../../../demo/index'
import { unknownScenario } from '../target/target-fault'
import type { Console } from '../terminal/console'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { fail } from './usage'

/** `--demo list`: the scenarios, on standard output. */
export const listScenarios = async (console: Console): Promise<ExitStatus> => {
  const width = Math.max(...scenarios.map(({ name }) => name.length))
  const lines = scenarios.map(
    ({ name, title, description }) => `${name.padEnd(width)}  ${title}: ${description}`,
  )
  await console.out(`${lines.join('\n')}\n`, 'lines')
  return EXIT.done
}

/** `crossview demo`: serves the demo tenant until it is ended. */
export const demo = async (
  name: string = DEFAULT_SCENARIO,
  { port = 0 }: { port?: number },
  { console, interrupt }: { readonly console: Console; readonly interrupt: AbortSignal },
): Promise<ExitStatus> => {
  if (name === 'list') return listScenarios(console)
  if (!scenarios.some((scenario) => scenario.name === name)) return fail(console, unknownScenario(name))
  let server
  try {
    server = await startDemo(name, { port })
  } catch (error) {
    const code = codeOf(error)
    const reason =
      code === 'EADDRINUSE'
        ? 'another program uses it'
        : code === 'EACCES'
          ? 'this user may not listen there'
          : 'the system refused it'
    return fail(
      console,
      appError('INVALID_ARGUMENT', `The demo tenant could not listen on port ${port}: ${reason}.`, {
        field: 'port',
        advice: ['Name another port, or none for a free one.'],
      }),
    )
  }
  const { url, tenant, scenario, app, agent, inspector } = server
  await console.out(`${JSON.stringify({ url, tenant, scenario, app, agent, inspector })}\n`, 'json')
  console.message(`The demo tenant “${scenario}” answers at ${url}. End it with Ctrl-C.`)
  if (!interrupt.aborted) {
    await new Promise<void>((resolve) => {
      interrupt.addEventListener(
        'abort',
        () => {
          resolve()
        },
        { once: true },
      )
    })
  }
  await server.close()
  return EXIT.done
}
