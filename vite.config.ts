import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

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

const STUBS: Record<string, string> = {
  'node:zlib': `const absent = () => { throw new Error('gzip is not part of this machine'); };
    export const gunzipSync = absent; export const gzipSync = absent; export const constants = {};`,
  turndown: `export default class Turndown { turndown() { throw new Error('html-to-markdown is not part of this machine'); } }`,
};

/** The bash imports two modules for commands that nobody here types; a browser has no zlib, and the other probes the DOM. */
function bashStubs(): Plugin {
  return {
    name: 'gatehouse:bash-stubs',
    enforce: 'pre',
    resolveId: (id) => (id in STUBS ? `\0stub:${id}` : undefined),
    load: (id) => (id.startsWith('\0stub:') ? STUBS[id.slice('\0stub:'.length)] : undefined),
  };
}

const underTest = Boolean(process.env.VITEST);

export default defineConfig({
  // Relative, so that the built folder works from any path of any static host and inside a frame.
  base: './',
  plugins: underTest ? [react()] : [react(), tailwind(), bashStubs(), contentSecurityPolicy()],
  worker: { format: 'es', plugins: () => [bashStubs()] },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined),
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  preview: { headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
  test: {
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
