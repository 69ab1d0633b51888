import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { catalogueParts } from './catalogues.ts';
import { firstScreen } from './first_screen.ts';

// The strict policy of the server forbids data: addresses and inline code, so nothing is inlined
// and the polyfill for modulepreload (an inline-style script) stays out.
export default defineConfig({
  plugins: [catalogueParts(), react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: 'index.html', login: 'login.html', setup: 'setup.html', offline: 'offline.html', join: 'join.html', reset: 'reset.html', confirm: 'confirm.html', register: 'register.html', security: 'security.html', security_report: 'security/report.html', security_case: 'security/case.html' },
      output: {
        advancedChunks: { includeDependenciesRecursively: false, groups: [{ name: firstScreen }] },
        chunkFileNames: ({ facadeModuleId }) => `assets/[name]${facadeModuleId?.endsWith('.json?rest') ? '.rest' : ''}-[hash].js`,
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:4180' } },
});
