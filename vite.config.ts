import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { notices } from './e2e/build/notices.ts';

// `frame-ancestors` is left out on purpose: anybody may embed the page. Nothing inline runs, nothing foreign is asked for.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the policy into the built page; the preview servers read it from there or from here. Development needs inline styles and has none. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'gatehouse:content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY }, injectTo: 'head-prepend' }],
    },
  };
}

// Chunks follow import(). One group stays: without it the worker's first 92 KiB arrive as 14 files, because what a later chunk needs too is cut out of them.
const CHUNKS = { groups: [{ name: 'start', tags: ['$initial' as const] }] };

const licences = notices(import.meta.dirname);
const underTest = Boolean(process.env.VITEST);

export default defineConfig({
  // Relative, so that the built folder works from any path of any static host and inside a frame.
  base: './',
  plugins: underTest ? [react()] : [react(), tailwind(), contentSecurityPolicy(), licences.page],
  worker: {
    format: 'es',
    plugins: () => [licences.worker],
    rolldownOptions: {
      output: {
        comments: false,
        codeSplitting: CHUNKS,
      },
    },
  },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined),
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        comments: false,
        codeSplitting: CHUNKS,
      },
    },
  },
  preview: { headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
  test: {
    // How fast a machine is decides no test.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
          exclude: ['src/**/*.fuzz.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'fuzz', environment: 'node', include: ['src/**/*.fuzz.test.ts'], testTimeout: 3_600_000 },
      },
    ],
  },
});
