// Commands worth offering: before anything was sent, the step's own or the first ones; later, how to check what the selected run shows.
import { currentRun } from '../../player/player.ts';
import type { Session } from '../../ports/ports.ts';
import { fold } from '../../trace/fold.ts';
import type { Context } from './context.ts';

type Suggestion = Session['suggestions'][number];

const CURL = 'curl -sS --cacert ~/.minikube/ca.crt';
const NAMESPACES = 'https://192.168.49.2:8443/api/v1/namespaces';

const REVIEWS = 'https://192.168.49.2:8443/apis/authentication.k8s.io/v1/selfsubjectreviews';
const REVIEW = '{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}';

const FIRST: Suggestion[] = [
  { label: 'Send token1', command: `${CURL} -H "Authorization: Bearer token1" ${NAMESPACES}` },
  { label: 'Send nothing', command: `${CURL} ${NAMESPACES}` },
  { label: 'Forget the CA', command: `curl -sS ${NAMESPACES}` },
];

export function createSuggestions({ state, player }: Context): () => void {
  let shown: unknown;
  return () => {
    const run = currentRun(player.store.getState());
    const { lesson } = state.getState();
    const about = run ?? lesson?.lesson.steps[lesson.step] ?? FIRST;
    if (about === shown) return;
    shown = about;
    if (!run) {
      state.setState({ suggestions: lesson ? (lesson.lesson.steps[lesson.step]?.runs ?? []) : FIRST });
      return;
    }
    const { user, attributes, envelope } = fold(run.trace, run.trace.events.length);
    const token = /^Authorization: Bearer (\S+)$/i.exec(envelope.credential.text)?.[1];
    const suggestions: Suggestion[] = [];
    // kubectl would show its client certificate beside the token, and the certificate is asked first.
    if (token)
      suggestions.push({
        label: 'Who am I?',
        command: `${CURL} -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '${REVIEW}' ${REVIEWS}`,
      });
    else if (user?.name === 'minikube-user') suggestions.push({ label: 'Who am I?', command: 'kubectl auth whoami' });
    if (user && attributes?.isResourceRequest) {
      const { verb, resource, apiGroup, namespace } = attributes;
      const what = apiGroup ? `${resource}.${apiGroup}` : resource;
      const groups = user.groups.map((group) => ` --as-group=${group}`).join('');
      suggestions.push({ label: 'May I?', command: `kubectl auth can-i ${verb} ${what}${namespace ? ` -n ${namespace}` : ''} --as=${user.name}${groups}` });
    }
    state.setState({ suggestions });
  };
}
