// The six situations every plugin is held against, in the order of the table the learner fills.
import type { Situation } from '../../lessons/lesson.ts';

export const situations: readonly Situation[] = [
  { id: 'lab', title: 'Two people and a lab', text: 'Two people share one cluster for a few weeks and want to begin today.' },
  { id: 'company', title: '500 employees', text: 'A company with an identity provider. People join, change teams and leave every week.' },
  { id: 'night', title: 'Provider down at night', text: 'Whoever is on call must get in although the identity provider does not answer.' },
  { id: 'ci', title: 'CI system outside', text: 'A build system elsewhere deploys into the cluster. It has an identity of its own there.' },
  { id: 'legacy', title: 'Legacy token service', text: 'An old service issues tokens that only it can read. It answers a question about one.' },
  { id: 'proxy', title: 'Corporate proxy', text: 'All traffic goes through a gateway that has signed people in already.' },
];
