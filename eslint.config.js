import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'
import { config as crossview } from './eslint/plugin.mjs'

/** Packages with one owner; dependency-cruiser checks the same over the whole graph. */
const owned = (names) => ({
  paths: names.map((name) => ({ name, message: 'It has one owner: see ARCHITECTURE.md.' })),
})

/** What the product may never do for security’s sake is in eslint/, with a control for each rule in test/eslint. */
const banned = [
  {
    selector: "MemberExpression[property.name='findCredentials']",
    message: 'It crashes on a locked keyring (security-measurements.md finding 2).',
  },
  {
    selector: "MemberExpression[property.name='findPassword']",
    message: 'It may crash on a locked keyring.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  {
    selector:
      'CallExpression[callee.object.name=/^(?:test|it|describe)$/][callee.property.name=/^(?:skip|skipIf|fixme|todo|only)$/]',
    message:
      '`npm test` counts what is skipped as failed: tag the system (test/support/systems.ts), or name the file after its host (test/e2e/playwright.config.ts).',
  },
]

/** In the product: a race leaves a timer or a listener behind. */
const bannedInSource = [
  ...banned,
  {
    selector: "CallExpression[callee.object.name='Promise'][callee.property.name='race']",
    message: 'Use unlessAborted (src/main/unless-aborted.ts), which leaves no listener and no timer.',
  },
]

/**
 * SECURITY: what takes more than linear time on some text stops everything that main does. Texts are
 * bounded before (src/shared/bounds.ts); test/main/security/regular-expressions.test.ts times each.
 */
const linear = {
  plugins: { regexp },
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
  },
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'docs/', '.crossview/'] },
  {
    // No comment silences a rule: an exception stands here or in eslint/allowed.mjs, with its reason.
    linterOptions: { noInlineConfig: true },
    rules: { 'max-lines': ['error', 400] },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    rules: {
      // TypeScript knows better which names exist.
      'no-undef': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-imports': ['error', owned(['axios', 'keytar', 'electron'])],
      'no-restricted-syntax': ['error', ...banned],
      complexity: ['error', 16],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: [
      'src/main/adapters/http/http.ts',
      'src/main/adapters/keychain/keytar-queue.ts',
      'src/main/entry.ts',
      'src/main/index.ts',
      'src/main/window.ts',
      'src/main/window-closing.ts',
      'src/main/window-recovery.ts',
      'src/main/window-shell.ts',
      'src/main/security/*.ts',
      'src/main/ipc/register.ts',
      'src/main/adapters/pdf/pdf-window.ts',
      'src/main/adapters/system/electron-dialogs.ts',
      'src/main/adapters/system-proxy/electron-proxies.ts',
      'src/preload/*.ts',
      'test/**',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // What a module is that there is no file of: nothing can be imported around it.
    files: ['src/renderer/src/features/help/window-texts.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/unless-aborted.ts'],
    rules: { 'no-restricted-syntax': ['error', ...bannedInSource] },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // It warns of what the React Compiler would skip, which is not used here.
      'react-hooks/incompatible-library': 'off',
      // Conditions in markup are read one at a time.
      complexity: ['error', 20],
    },
  },
  { files: ['src/**/*.{ts,tsx}', '{scripts,eslint}/**/*.mjs', 'eslint.config.js'], ...linear },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      // Nor does a comment silence the compiler.
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
    },
  },
  ...crossview,
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // vitest's matchers (expect.stringMatching …) are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'no-console': 'off',
    },
  },
  {
    // One pass over a text, a record's fields, a date's parts: a call for each would take longer than the work itself.
    files: [
      'src/shared/files/json-bounds.ts',
      'src/shared/files/quickly.ts',
      'src/core/comparison/halo-date.ts',
      'test/shared/files/json-bounds.test.ts',
    ],
    rules: { complexity: ['error', 24] },
  },
)
