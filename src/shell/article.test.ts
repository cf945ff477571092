// The article, block by block, in one shell.
import { expect, it } from 'vitest';
import { minikubeWorld } from '../engine/base-worlds/minikube.ts';
import { createWorld } from '../engine/create-world.ts';
import { ARTICLE, DIFFERING } from './article.data.ts';
import { createShell } from './shell.ts';

const loadBash = () => Promise.reject(new Error('none of this needs bash'));
const shell = createShell({ world: await createWorld(minikubeWorld()), machine: 'laptop', loadBash });

// One after the other: each block goes on from those before it.
it.each(ARTICLE)('$claim', async ({ paste, exitCode, prints, lastLine, names }) => {
  const result = await shell.run(paste);
  const text = DIFFERING.reduce((whole, [pattern, instead]) => whole.replace(pattern, instead), result.output.map((part) => part.text).join(''));
  expect({
    exitCode: result.exitCode,
    ...(prints === undefined ? {} : { prints: text }),
    ...(lastLine === undefined ? {} : { lastLine: text.trimEnd().split('\n').at(-1) }),
    ...(names === undefined ? {} : { names: (JSON.parse(text) as { items: { metadata: { name: string } }[] }).items.map((item) => item.metadata.name) }),
  }).toEqual({
    exitCode,
    ...(prints === undefined ? {} : { prints }),
    ...(lastLine === undefined ? {} : { lastLine }),
    ...(names === undefined ? {} : { names }),
  });
});
