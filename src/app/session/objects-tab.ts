// The Objects tab: what the cluster holds, in the server's own columns.
import type { Backend } from '../backend/backend.ts';
import type { Context } from './context.ts';
import { report } from './context.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

const NOTHING = { selected: undefined, yaml: undefined, volumes: undefined };

function openObjects(context: Context): OpenTab<'Objects'> {
  const { state } = context;
  const put = (part: Partial<ReturnType<typeof state.getState>['objects']>): void => state.setState({ objects: { ...state.getState().objects, ...part } });

  const load = (): void => {
    const { kind, selected } = state.getState().objects;
    if (kind === undefined) return;
    context
      .look(async (backend) => {
        const list = await backend.objects(kind);
        if (state.getState().objects.kind !== kind) return;
        put(list);
        const still = selected && list.rows.some(({ namespace, name }) => namespace === selected.namespace && name === selected.name);
        if (selected && !still) put(NOTHING);
        else if (selected) await open(backend);
      })
      .catch((error: unknown) => report(context, error));
  };

  /** Reads the selected object, and of a Pod what its volumes hold. Another may be selected meanwhile. */
  const open = async (backend: Backend): Promise<void> => {
    const { kind, selected } = state.getState().objects;
    if (kind === undefined || !selected) return;
    const { namespace, name } = selected;
    const yaml = await backend.objectYaml(kind, namespace, name);
    const volumes = kind === 'pods' ? await backend.podVolumes(namespace, name) : undefined;
    if (state.getState().objects.selected === selected) put({ yaml, volumes });
  };

  const opened = (): void => {
    const { kind, kinds } = state.getState().objects;
    const first = kinds[0];
    if (kind === undefined && first) put({ kind: first.id });
    load();
  };

  return {
    ports: {
      selectKind(id) {
        put({ ...NOTHING, kind: id, columns: [], rows: [] });
        load();
      },
      selectObject(namespace, name) {
        put({ ...NOTHING, selected: { namespace, name } });
        context.look(open).catch((error: unknown) => report(context, error));
      },
    },
    opened,
    learn({ kinds }) {
      put({ kinds });
      if (state.getState().tab === 'Objects') opened();
    },
  };
}

export const objectsTab: SessionTab<'Objects'> = {
  initial: () => ({ objects: { kinds: [], kind: undefined, columns: [], rows: [], selected: undefined, yaml: undefined, volumes: undefined } }),
  open: openObjects,
};
