import { z } from 'zod';
import type { Action, Planned } from '../action.ts';
import { guid } from '../leaver.ts';
import type { Graph } from '../systems.ts';
import { graphPath } from './graph-path.ts';
import { listOfType } from './of-type.ts';
import { readOwners } from './owners.ts';

const graphDevice = z.object({
  /** The object id; `deviceId` is another one that Graph does not take in paths. */
  id: guid,
  displayName: z.string().nullable(),
  accountEnabled: z.boolean(),
  trustType: z.string().nullish(),
});
const device = z.object({
  id: guid,
  name: z.string(),
  enabled: z.boolean(),
  /** `AzureAd`, `ServerAd` (joined on premises), `Workplace` (somebody's own). */
  trust: z.string().nullable(),
  /** Other people it is registered to. */
  others: z.number().int(),
});
type Device = z.infer<typeof device>;

export const disableDevices: Action<Device> = {
  id: 'entra.disable-devices',
  title: 'Disable devices',
  step: 'final-cleanup',
  system: 'entra',
  permissions: ['graph/User.Read.All', 'graph/Device.ReadWrite.All'],
  item: device,
  keyOf: ({ id }) => id,

  async inspect({ leaver, systems: { graph } }) {
    const lists = await Promise.all([
      readDevices(graph, graphPath`/users/${leaver.id}/registeredDevices`),
      readDevices(graph, graphPath`/users/${leaver.id}/ownedDevices`),
    ]);
    const devices = new Map(lists.flat().map((one) => [one.id, one]));
    return Promise.all([...devices.values()].map((one) => withOwners(graph, one, leaver.id)));
  },

  plan: (found) => found.filter((one) => one.enabled).map(planned),

  async apply({ from }, { systems }) {
    await systems.graph.patch(graphPath`/devices/${from.id}`, { accountEnabled: false });
  },

  async rollback({ from }, { systems }) {
    await systems.graph.patch(graphPath`/devices/${from.id}`, { accountEnabled: from.enabled });
  },
};

function readDevices(graph: Graph, path: string): Promise<readonly z.infer<typeof graphDevice>[]> {
  const fields = 'id,displayName,accountEnabled,trustType';
  return listOfType(graph, `${path}?$select=${fields}`, { type: 'device', schema: graphDevice });
}

async function withOwners(
  graph: Graph,
  found: z.infer<typeof graphDevice>,
  leaverId: string,
): Promise<Device> {
  const { id, displayName, accountEnabled: enabled, trustType } = found;
  const owners = await readOwners(graph, graphPath`/devices/${id}/registeredOwners`);
  const others = owners.filter((owner) => owner !== leaverId).length;
  return { id, name: displayName ?? id, enabled, trust: trustType ?? null, others };
}

function planned(found: Device): Planned<Device> {
  const { id: key, name } = found;
  const why = whyNot(found);
  if (why) return { kind: 'skipped', key, what: `Device ${name}`, why };
  return {
    kind: 'change',
    key,
    what: `Disable device ${name}`,
    from: found,
    to: { ...found, enabled: false },
  };
}

function whyNot({ trust, others }: Device): string | null {
  if (trust === 'ServerAd') {
    return 'is joined to Active Directory, which would turn it on again; disable the computer account there';
  }
  return others > 0 ? 'is registered to somebody else too' : null;
}
