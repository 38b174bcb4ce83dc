import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { FEATURES } from '../../../../src/core/halo/feature'
import { KNOWN_SCOPES } from '../../../../src/core/halo/scope'
import { findRecipe, loadRecipes } from '../../../../src/main/services/recipes/recipes'
import { temporaryFolder } from '../../../support/profiles'

const FOLDER = 'resources/recipes'
const files = readdirSync(FOLDER)

it('come with Crossview, every one in its folder, each under the name of its file', async () => {
  const { recipes, problems } = await loadRecipes(null)
  expect(problems).toEqual([])
  expect(recipes.map(({ name }) => `${name}.json`).sort()).toEqual([...files].sort())
})

it('name features and scopes that there are', async () => {
  const { recipes } = await loadRecipes(null)
  const features = new Set(FEATURES.map(({ name }) => name))
  const asked = recipes.flatMap(({ permissions }) => permissions.map(({ feature }) => feature))
  expect(asked.filter((feature) => !features.has(feature))).toEqual([])
  expect(recipes.flatMap(({ scopes }) => scopes).filter((scope) => !KNOWN_SCOPES.has(scope))).toEqual([])
})

it('are missed aloud where one that comes with Crossview cannot be read', async () => {
  const { recipes, problems } = await loadRecipes(null, { 'broken.json': { schema: 'crossview.recipe/1' } })
  expect(recipes).toEqual([])
  expect(problems).toEqual([expect.stringContaining('broken.json')])
})

it('are found by name, and asked for by a name that there is', async () => {
  const [first = ''] = files
  const name = first.replace(/\.json$/, '')
  expect(await findRecipe(name, null, '.')).toMatchObject({ ok: true, value: { name } })
  expect(await findRecipe('none-such', null, '.')).toMatchObject({ ok: false, error: { field: 'recipe' } })
})

it('says which file of one’s own cannot be used, and that none can be read', async () => {
  const folder = temporaryFolder()
  await mkdir(path.join(folder, 'a folder.json'))
  await writeFile(path.join(folder, 'broken.json'), '{\n"name": }')
  const { recipes, problems } = await loadRecipes(folder)
  expect(recipes).toHaveLength(files.length)
  expect(problems).toEqual([
    'The recipe a folder.json could not be read: it is a folder. Check the path, and that you may read the file.',
    expect.stringContaining('is not valid JSON (line 2)'),
  ])
  const unreadable = path.join(folder, 'broken.json')
  expect((await loadRecipes(unreadable)).problems).toEqual([
    `The recipes in ${unreadable} could not be read: on its path a file stands in the place of a folder.`,
  ])
})
