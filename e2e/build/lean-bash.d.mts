import type { Plugin } from 'vite';

export function leanBash(): Plugin;
