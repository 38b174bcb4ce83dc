import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { loadRecipes } from '../../../../src/main/services/analysis/recipes'
import { temporaryFolder } from '../../../support/profiles'

const NAMES = ['halo-tickets', 'perimeters', '365sentri', 'connectsecure']

it('all recipes that come with Crossview are there, without a folder of one’s own', async () => {
  const { recipes, problems } = await loadRecipes(path.join(temporaryFolder(), 'recipes'))
  expect([recipes.map(({ name }) => name), problems]).toEqual([NAMES, []])
})

it('says which file of one’s own cannot be used, and that none can be read', async () => {
  const folder = temporaryFolder()
  await mkdir(path.join(folder, 'a folder.json'))
  await writeFile(path.join(folder, 'broken.json'), '{\n"name": }')
  const { recipes, problems } = await loadRecipes(folder)
  expect(recipes.map(({ name }) => name)).toEqual(NAMES)
  expect(problems).toEqual([
    'The recipe a folder.json could not be read.',
    expect.stringContaining('is not valid JSON (line 2)'),
  ])
  const unreadable = path.join(folder, 'broken.json')
  expect((await loadRecipes(unreadable)).problems).toEqual([
    `The recipes in ${unreadable} could not be read (ENOTDIR).`,
  ])
})
