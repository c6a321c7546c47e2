import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = (path: string) => resolve(import.meta.dirname, path);

/** Beside each script and style sheet the same one compressed, which the center's host sends to browsers (center/http.ts). */
function gzipped(): Plugin {
  return {
    name: 'gzipped',
    // Of the files as they lie on disk: other plugins still change the bundle until then.
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (dir === undefined || !/\.(js|css)$/.test(name)) continue;
        const file = resolve(dir, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Its calendar is a JSON module: left outside, the import would lose the attribute that Node asks for.
      externalizeDeps: { exclude: ['chinese-days'] },
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: here('electron/main/index.ts'),
          center: here('center/main.ts'),
          'backup-worker': here('center/backups/backup-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload may load nothing from disk, and must be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    plugins: [react(), gzipped()],
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      // A phone on the road waits for every byte; electron-vite leaves this off for windows, which wait for none.
      minify: true,
      // Inlined files would need data: in the policy of scripts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        // The desk, and the mediator's phone (docs/phone.md): the second takes nothing of the first's heavy parts along.
        input: { index: here('renderer/index.html'), phone: here('renderer/phone.html') },
        output: {
          codeSplitting: {
            groups: [
              // A group takes along what its modules need: antd must not take React, which the phone needs without it.
              { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 1 },
              { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/ },
              { name: 'grid', test: /node_modules[\\/]ag-grid/ },
            ],
          },
        },
      },
    },
  },
});
