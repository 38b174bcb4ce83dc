import { appError } from '../../src/shared/app-error'
import type { ProfileView } from '../../src/shared/ipc/api'
import { err, ok } from '../../src/shared/result'
import type { Handlers } from '../../src/main/ipc/handlers'
import type { manyTenantsHandlers } from '../../src/main/window-tenants'
import type { FakeState } from './fake-state'

/** Requests about many tenants, and about files of them, over the tenants of the fake bridge. */
export const manyTenants = (
  stateOf: () => Pick<
    FakeState,
    'profiles' | 'readOnly' | 'notice' | 'importPreview' | 'importError' | 'notRemoved' | 'undoError'
  >,
): Pick<Handlers, keyof ReturnType<typeof manyTenantsHandlers>> => {
  const removals = new Map<string, readonly ProfileView[]>()
  const named = (ids: readonly string[]) =>
    stateOf().profiles.filter(({ profile }) => ids.includes(profile.id))
  const nameOf = ({ profile: { id, name } }: ProfileView) => ({ id, name })
  return {
    'profiles:beginRemoval': ({ ids }) => {
      const state = stateOf()
      const failed = state.notRemoved.filter(({ name }) =>
        named(ids).some(({ profile }) => profile.name === name),
      )
      const gone = named(ids).filter(({ profile }) => !failed.some(({ name }) => name === profile.name))
      const removalId = `99999999-9999-4999-8999-${String(removals.size).padStart(12, '0')}`
      removals.set(removalId, state.profiles)
      state.profiles = state.profiles.filter((view) => !gone.includes(view))
      return Promise.resolve(ok({ removalId, removed: gone.map(nameOf), failed }))
    },
    'profiles:undoRemoval': ({ removalId }) => {
      const state = stateOf()
      const before = removals.get(removalId)
      if (state.undoError !== null) return Promise.resolve(err(state.undoError))
      if (before === undefined) return Promise.resolve(err(appError('NOT_FOUND', 'It is gone.')))
      state.profiles = before
      return Promise.resolve(ok({ profiles: before, readOnly: state.readOnly, notice: state.notice }))
    },
    'profiles:finishRemoval': ({ removalId }) => {
      if (removalId !== null) removals.delete(removalId)
      return Promise.resolve(ok(null))
    },
    'profiles:tag': ({ ids, add, remove }) => {
      const state = stateOf()
      const done = named(ids).map(nameOf)
      state.profiles = state.profiles.map((view) =>
        ids.includes(view.profile.id)
          ? {
              ...view,
              profile: {
                ...view.profile,
                tags: [...new Set([...view.profile.tags.filter((tag) => !remove.includes(tag)), ...add])],
              },
            }
          : view,
      )
      return Promise.resolve(ok({ done, failed: [] }))
    },
    'profiles:chooseImport': () => {
      const { importError, importPreview } = stateOf()
      return Promise.resolve(importError === null ? ok(importPreview) : err(importError))
    },
    'profiles:exportAll': () =>
      Promise.resolve(ok({ state: 'saved', path: '/home/me/tenants.json', id: 'e'.repeat(32) } as const)),
    'profiles:saveTemplate': () =>
      Promise.resolve(ok({ state: 'saved', path: '/home/me/template.csv', id: 'f'.repeat(32) } as const)),
  }
}
