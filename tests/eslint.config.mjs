// What eslint holds web/src, web/tests and tests to. Layout is nobody's business here; mistakes are.
import js from '@eslint/js';
import globals from 'globals';

const rules = {
  ...js.configs.recommended.rules,
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
};

// Words are text, never markup.
const noMarkup = ['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({ property, message: 'Use textContent.' }));

export default [
  { ignores: ['**/node_modules/**', '**/dist/**', 'web/tests/gallery/**'] },
  { files: ['**/*.js', '**/*.mjs'], linterOptions: { reportUnusedDisableDirectives: 'error' }, languageOptions: { ecmaVersion: 'latest', sourceType: 'module' }, rules },
  { files: ['web/src/**'], languageOptions: { globals: globals.browser }, rules: { 'no-restricted-properties': ['error', ...noMarkup] } },
  { files: ['web/tests/**', 'tests/**', 'bench/**'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
