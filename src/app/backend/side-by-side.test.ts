import { expect, it } from 'vitest';
import { minikubeWorld } from '../../engine/base-worlds/minikube.ts';
import { lesson } from '../../lessons/21-simpler-at-home.ts';
import { sideBySide } from '../../view/lesson/side-by-side.ts';
import { createWorldBackend } from './world-backend.ts';

it('tells two ways to AWS apart by what their requests say, and leaves the learner’s world alone', async () => {
  const backend = createWorldBackend({ base: async () => minikubeWorld() });
  const before = await backend.start(lesson.start ?? {});
  const ways = await backend.play(lesson.start ?? {}, lesson.compare?.map(({ command }) => command) ?? []);
  expect(Object.fromEntries(sideBySide(ways, (party) => party).map(({ title, values }) => [title, values]))).toEqual({
    'The token is meant for': ['sts.amazonaws.com', 'pods.eks.amazonaws.com'],
    'The Pod shows it to': ['sts', 'pod-identity-agent'],
    'The Pod asks for a role': ['arn:aws:iam::111122223333:role/my-role', 'no: somebody else knows which'],
    'Who is asked on the way': ['issuer', 'eks-auth'],
    'The public keys are read': ['by sts, at issuer', 'by nobody'],
    'Credentials are handed out by': ['sts', 'eks-auth, pod-identity-agent'],
    'AWS calls the Pod': [
      expect.stringMatching(/^arn:aws:sts::111122223333:assumed-role\/my-role\//),
      expect.stringMatching(/assumed-role\/pod-role\/eks-minikube-/),
    ],
    Messages: ['8', '6'],
  });
  expect(await backend.lay({})).toEqual(before);
});
