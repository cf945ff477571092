// What the workbench does to the parties outside the cluster. Loaded when a world has one or somebody adds one.
import { flagsFor, outsideFiles, outsideKeys, sampleOf, withOutside } from '../../engine/base-worlds/outside.ts';
import { yamlValue } from '../../engine/http/yaml-value.ts';
import type { Machine } from '../../engine/machine.ts';
import type { PartySpec } from '../../engine/parties/party-spec.ts';
import { checkParty } from '../../engine/parties/party-spec.ts';
import type { World } from '../../engine/world.ts';
import type { Diagnostic } from '../../ports/diagnostic.ts';
import { LAPTOP } from './administrator.ts';
import type { PartyAct } from './backend.ts';
import { locate } from './json-places.ts';

export { withOutside };

interface Done {
  diagnostics: Diagnostic[];
  name?: string;
}

export async function changeParties(world: World, node: Machine, act: PartyAct): Promise<Done> {
  switch (act.do) {
    case 'add':
      return add(world, node, act.kind);
    case 'put':
      return put(world, node, act.party);
    case 'remove':
      await world.removeParty(act.name);
      return { diagnostics: [] };
    case 'write': {
      const read = await readParty(world, act);
      return 'diagnostics' in read ? read : put(world, node, read.party);
    }
  }
}

/** Brings the parties to these, by name. */
export async function layParties(world: World, node: Machine, parties: readonly PartySpec[]): Promise<void> {
  for (const { name } of world.parties()) if (!parties.some((party) => party.name === name)) await world.removeParty(name);
  for (const party of parties) {
    const checked = checkParty(party);
    if (checked.ok) await put(world, node, checked.party);
  }
}

export function flagsOf(world: World, name: string, version?: string): Record<string, string> {
  const party = world.parties().find((one) => one.name === name);
  return party ? flagsFor(party, version) : {};
}

async function put(world: World, node: Machine, party: PartySpec): Promise<Done> {
  const files = outsideFiles();
  const laptop = world.machine(LAPTOP);
  for (const [machine, texts] of [[node, files.node] as const, [laptop, files.laptop] as const])
    for (const [path, text] of Object.entries(texts)) if (machine.read(path) === undefined) machine.write(path, text);
  await world.changeParty(party, outsideKeys());
  return { diagnostics: [], name: party.name };
}

/** The sample of the kind, unless it is there. */
async function add(world: World, node: Machine, kind: string): Promise<Done> {
  const sample = sampleOf(kind);
  return sample ? put(world, node, world.parties().find(({ name }) => name === sample.name) ?? sample) : { diagnostics: [] };
}

async function readParty(world: World, { name, text }: { name: string; text: string }): Promise<{ party: PartySpec } | { diagnostics: Diagnostic[] }> {
  const { parseDocument, LineCounter } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'json', lineCounter: lines, prettyErrors: false });
  const wrong = (message: string, offset: number): { diagnostics: Diagnostic[] } => {
    const { line, col } = lines.linePos(offset);
    return { diagnostics: [{ severity: 'error', line, column: col, message }] };
  };
  const broken = document.errors[0];
  if (broken) return wrong(broken.message, broken.pos[0]);
  const read = yamlValue(document);
  if ('error' in read) return wrong(read.error, 0);
  const checked = checkParty(read.value);
  if (!checked.ok) return wrong(checked.error, locate(document, checked.path));
  const { party } = checked;
  const known = outsideKeys();
  const keys = world.toSpec().pki;
  const missing = (key: string): boolean => !Object.hasOwn(keys, key) && !Object.hasOwn(known, key);
  if (party.name !== name) return wrong(`the name stays ${name}: hops and flags know it by that name`, locate(document, ['name']));
  if ('certificate' in party && missing(party.certificate)) return wrong(`no certificate is called ${party.certificate}`, locate(document, ['certificate']));
  const unknown = 'keys' in party ? party.keys.find(missing) : undefined;
  if (unknown !== undefined)
    return wrong(
      `no key is called ${unknown}; there are ${Object.keys(known)
        .filter((k) => known[k]?.jwk)
        .join(', ')}`,
      locate(document, ['keys']),
    );
  return { party };
}
