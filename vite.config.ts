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

const underTest = Boolean(process.env.VITEST);

export default defineConfig({
  // Relative, so that the built folder works from any path of any static host and inside a frame.
  base: './',
  plugins: underTest ? [react()] : [react(), tailwind(), contentSecurityPolicy()],
  worker: {
    format: 'es',
    // Many small modules that are needed together are one request and compress better.
    rolldownOptions: {
      output: {
        comments: false,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'kubectl', test: /src\/shell\/programs\/kubectl\// },
            // What a fresh world asks for first.
            {
              name: 'fresh',
              test: /src\/engine\/(apiserver\/(authz\/((bootstrap|kubeadm)-policy|rbac\/(objects|rule-match))|resources\/(validation\/(names|object-meta)|same))|http\/(go-(format|json|time)|label-selector)|crypto\/verify-chain|invariant)/,
            },
            { name: 'programs', test: /src\/shell\/(programs\/((small|minikube|oidc-login)\/|jwt)|enter|browser)/ },
            { name: 'openssl', test: /src\/(shell\/programs\/openssl\/|engine\/crypto\/(make-certificate|private-key)\.ts)/ },
            {
              name: 'pods',
              test: /src\/(engine\/(nodes\/|controllers\/(?!made-|aggregated-|certificate)|apiserver\/resources\/kinds\/workloads\.ts)|app\/backend\/pod-volumes\.ts)/,
            },
            {
              name: 'signing',
              test: /src\/engine\/(crypto\/(certificate-request|issue-certificate)\.ts|controllers\/certificate|apiserver\/resources\/certificate-signing-)/,
            },
            {
              name: 'configured',
              test: /src\/engine\/apiserver\/(audit\/(policy-file|start|events|policy)|webhooks\/(kubeconfig|answer-cache|client|match-conditions)|authz\/(configuration|webhook-configuration|reload|build-webhook|modes\/(webhook|abac))|authn\/token\/webhook(-start)?|impersonation-modes|resources\/admission\/mutating-webhooks)\.ts/,
            },
            {
              name: 'writes',
              test: /src\/engine\/apiserver\/resources\/(admission\/(certificate-subject-restriction|mutating-admission-webhook|namespace-lifecycle|node-|pod-and-node-defaults|service-account\.ts|plugins)|schema\/json-keys|rest\/(decode|delete|request-body|connect|create|create-by-update|delete-collection|patch\/(merge-patch|json-patch)|update|patch|subresources|write|admit-write)\.ts|managed-fields-text|review-selectors|(access|rules|token|self-subject)-reviews|token-requests|virtual-resources)/,
            },
            { name: 'why', test: /src\/(engine\/apiserver\/authz\/(near-miss-judgement|near-miss-fixes|near-misses|who-can)\.ts|app\/backend\/who-can\.ts)/ },
            {
              name: 'outside',
              test: /src\/engine\/(parties\/(oidc|front-proxy|token-webhook|access-webhook)|apiserver\/(authn\/jwt|authentication-config)|cel|base-worlds\/outside)/,
            },
            { name: 'aws', test: /src\/(engine\/(parties|base-worlds)\/aws|shell\/programs\/aws)/ },
          ],
        },
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
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'lessons', test: /src\/lessons\/(\d|in-a-pod|[a-z-]+\.data)/ },
            {
              name: 'panels',
              test: /src\/(view\/workbench\/(flag|tokens|rbac|log|who-can|part|objects|findings|server-banner|volume|certificate|use-echo)|view\/words\/flag-help|trace\/klog)/,
            },
            {
              name: 'editor',
              test: /src\/view\/editor\/(mount-editor|editor-theme|stream-tokens|languages|finding-marks|annotations|type-over)|@codemirror|@lezer|style-mod|w3c-keyname|find-cluster-break/,
            },
            {
              name: 'late-icons',
              test: /lucide-react\/dist\/esm\/icons\/(file-|hard-drive|cloud|fingerprint|server|webhook|folder|key-round|settings|ticket|pen-line|send|download|wrench|check\.)/,
            },
            { name: 'icons', test: /lucide-react\/dist\/esm\/icons\// },
            { name: 'inspector', test: /src\/view\/inspector\/(?!inspector|decisive-tab|stage-facts|use-picture|role-card)/ },
            { name: 'drawings', test: /src\/(view\/(sequence|waterfall)\/|player\/(messages|waterfall))/ },
            { name: 'narrow', test: /src\/view\/(focus|phone)\// },
            { name: 'lesson', test: /src\/view\/lesson\// },
            { name: 'dialogs', test: /src\/view\/(controls\/(help-dialog|clock-menu)|login\/|ui\/dialog|words\/how-long)/ },
            {
              name: 'lab',
              test: /src\/view\/((lab|lab-grid|layout|docks|drawing)\.tsx?|controls\/(?!help-dialog|clock-menu)|stage\/(?!outside|server-notice|desk-titles|sealed-envelope|moving)|terminal\/|workbench\/(workbench|panel-boundary)\.tsx|ui\/(keep-focus|splitter|tabs|disclosure|run-row))/,
            },
          ],
        },
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
