import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  // No data: addresses and no inline script, so that the pages work under a strict content security policy.
  build: {
    outDir: 'target/classes/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licences.md' },
    chunkSizeWarningLimit: 450,
  },
  // For `npm run dev` beside a running `./shidao serve` or `./shidao demo`.
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': { target: 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
})
