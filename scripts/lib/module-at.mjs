/** Loads TypeScript of this repository into a script. */
import path from 'node:path'
import { ROOT } from '../setup.mjs'

/**
 * As Vite's own `runnerImport`, whose modules can import nothing more once it has answered: the product
 * loads what it needs when it needs it.
 * @param {string} file from the top of the repository, as `bench/listing.ts`
 * @returns {Promise<Record<string, any>>} what the module exports. Vite is imported only now: in a
 *   fresh clone it is not there before `setup()`.
 */
export const moduleAt = async (file) => {
  const { createRunnableDevEnvironment, resolveConfig } = await import('vite')
  const config = await resolveConfig(
    {
      root: ROOT,
      configFile: false,
      envDir: false,
      cacheDir: ROOT,
      environments: {
        inline: {
          consumer: 'server',
          dev: { moduleRunnerTransform: true },
          resolve: { external: true, mainFields: [], conditions: ['node', 'module-sync'] },
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
  return environment.runner.import(path.join(ROOT, file))
}
