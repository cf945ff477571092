// The Objects tab: what the cluster holds, in the server's own columns.
import type { Ports } from '../../view/ports.ts';
import type { Facts } from '../backend/backend.ts';
import type { Context } from './context.ts';
import { report } from './context.ts';

export interface ObjectsTab extends Pick<Ports, 'selectKind' | 'selectObject'> {
  learn(facts: Facts): void;
  opened(): void;
}

export function createObjectsTab(context: Context): ObjectsTab {
  const { state } = context;
  const put = (part: Partial<ReturnType<typeof state.get>['objects']>): void => state.set({ objects: { ...state.get().objects, ...part } });

  const load = (): void => {
    const { kind, selected } = state.get().objects;
    if (kind === undefined) return;
    context
      .look(async (backend) => {
        const list = await backend.objects(kind);
        if (state.get().objects.kind !== kind) return;
        put(list);
        const still = selected && list.rows.some(({ namespace, name }) => namespace === selected.namespace && name === selected.name);
        if (selected && !still) put({ selected: undefined, yaml: undefined });
        else if (selected) put({ yaml: await backend.objectYaml(kind, selected.namespace, selected.name) });
      })
      .catch((error: unknown) => report(context, error));
  };

  const opened = (): void => {
    const { kind, kinds } = state.get().objects;
    const first = kinds[0];
    if (kind === undefined && first) put({ kind: first.id });
    load();
  };

  return {
    selectKind(id) {
      put({ kind: id, columns: [], rows: [], selected: undefined, yaml: undefined });
      load();
    },
    selectObject(namespace, name) {
      const { kind } = state.get().objects;
      if (kind === undefined) return;
      put({ selected: { namespace, name }, yaml: undefined });
      context
        .look((backend) => backend.objectYaml(kind, namespace, name))
        .then((yaml) => {
          const { selected } = state.get().objects;
          if (selected?.namespace === namespace && selected.name === name) put({ yaml });
        })
        .catch((error: unknown) => report(context, error));
    },
    opened,
    learn({ kinds }) {
      put({ kinds });
      if (state.get().tab === 'Objects') opened();
    },
  };
}
