// The Objects tab.

export interface VolumeFile {
  path: string;
  /** Undefined while it is not there. */
  text: string | undefined;
  /** RFC 3339. */
  writtenAt: string | undefined;
}

/** What a volume's files come from: "ConfigMap" "kube-root-ca.crt" "ca.crt". */
export interface VolumeSource {
  kind: string;
  name: string;
  detail: string;
  files: VolumeFile[];
}

export interface PodVolume {
  name: string;
  /** "projected", "secret", "emptyDir", as the manifest names it. */
  kind: string;
  mounts: { container: string; path: string }[];
  /** A container runs that has it. */
  mounted: boolean;
  sources: VolumeSource[];
}

export interface ObjectsState {
  kinds: { id: string; title: string; group: string; count: number }[];
  kind: string | undefined;
  columns: string[];
  rows: { namespace: string; name: string; cells: string[] }[];
  selected: { namespace: string; name: string } | undefined;
  yaml: string | undefined;
  /** Of a selected Pod. */
  volumes: PodVolume[] | undefined;
}

/** Its part of the session. */
export interface ObjectsPart {
  objects: ObjectsState;
}

/** Its wishes. */
export interface ObjectsPorts {
  selectKind(id: string): void;
  selectObject(namespace: string, name: string): void;
}

declare module './tabs.ts' {
  interface Tabs {
    Objects: { part: ObjectsPart; ports: ObjectsPorts };
  }
}
