/** Loads TypeScript of this repository into a script. */
import path from 'node:path'
import { ROOT } from '../setup.mjs'

/**
 * @param {string} file from the top of the repository, as `bench/listing.ts`
 * @returns {Promise<Record<string, any>>} what the module exports. Vite is imported only now: in a
 *   fresh clone it is not there before `setup()`.
 */
export const moduleAt = async (file) => await (await runner()).import(path.join(ROOT, file))

/**
 * As vite's `runnerImport`, which ends the runner as soon as the module is there: what the module loads when it is
 * needed would not be found any more.
 */
const runner = async () => {
  const { createRunnableDevEnvironment, resolveConfig } = await import('vite')
  const config = await resolveConfig(
    {
      configFile: false,
      envDir: false,
      environments: {
        inline: {
          consumer: 'server',
          dev: { moduleRunnerTransform: true },
          resolve: { external: true, mainFields: [], conditions: ['node'] },
        },
      },
    },
    'serve',
  )
  const environment = createRunnableDevEnvironment('inline', config, {
    runnerOptions: { hmr: { logger: false } },
    hot: false,
  })
  await environment.init()
  return environment.runner
}
