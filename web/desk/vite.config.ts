import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Chromium 109 is the last that Windows 7 runs, and what 360 and WeChat embed. The target lowers syntax only; the few
 * missing functions are in `src/baseline.ts`.
 */
const TARGET = 'chrome109'

export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react()],
  build: {
    target: TARGET,
    cssTarget: TARGET,
    outDir: 'dist',
    emptyOutDir: true,
    // Read by measure.ts, to know what the first screen loads.
    manifest: true,
    // Pages are small and many; the warning is replaced by the budget in measure.ts.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      treeshake: {
        // Contracts and kernel only define things: what the desk does not use of them stays out, stores and commands too.
        moduleSideEffects: (id) => !/\/(functions|shared)\//.test(id),
      },
    },
  },
  server: {
    // `npm run dev:desk` beside `npm start`: the local server answers the API.
    proxy: { '/api': 'http://localhost:3000' },
  },
})
