import tseslint from 'typescript-eslint'
import hooks from 'eslint-plugin-react-hooks'
export default tseslint.config(
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.renderer.json', './tsconfig.test.json'],
        tsconfigRootDir: '/work/main',
      },
    },
  },
  hooks.configs.flat.recommended,
  { rules: { 'max-lines': ['error', 400], complexity: ['warn', 10] } },
)
