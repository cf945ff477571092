// What a server serves, as its own discovery lists it and in its order.

/** [{groupVersion, group, version, preferred, resources}] of every group and version, core first. `get` answers with a path's JSON. */
export async function groupVersions(get) {
  const { groups } = await get('/apis');
  const core = { group: '', version: 'v1', preferred: true, at: '/api/v1' };
  const others = groups.flatMap(({ name, versions, preferredVersion }) =>
    versions.map(({ version }) => ({ group: name, version, preferred: version === preferredVersion.version, at: `/apis/${name}/${version}` })),
  );
  const found = [];
  for (const one of [core, ...others]) {
    const { resources, groupVersion } = await get(one.at);
    found.push({ ...one, groupVersion, resources });
  }
  return found;
}
