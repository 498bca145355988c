import { z } from 'zod';
import type { Company } from './company.ts';
import { directoryObjects, listed } from './directory-object.ts';
import { badRequest, noContent, notFound, ok } from './graph-answer.ts';
import { filtered, page } from './graph-collection.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphDevice } from './graph-things.ts';
import { badSelection, selection, view } from './graph-view.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

export const deviceRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1.0/devices', anyOf: permissions.readDevice, system: 'graph', handle: list },
  {
    method: 'GET',
    path: '/v1.0/devices/:id',
    anyOf: permissions.readDevice,
    system: 'graph',
    handle: (request, company) =>
      withDevice(
        request,
        company,
        (device) => badSelection(request, 'device', device) ?? ok(view('device', device, selection(request))),
      ),
  },
  people('registeredOwners', 'deviceOwners'),
  people('registeredUsers', 'deviceUsers'),
  {
    method: 'PATCH',
    path: '/v1.0/devices/:id',
    anyOf: permissions.writeDevice,
    system: 'graph',
    handle: (request, company) => withDevice(request, company, (device) => update(request, device)),
  },
];

/** The device of `:id`, its object id; the device id, which looks alike, is not found. */
function withDevice(
  { params }: SandboxRequest,
  { graph }: Company,
  use: (device: GraphDevice) => SandboxAnswer,
): SandboxAnswer {
  const device = graph.devices.find((one) => one.id === params['id']?.toLowerCase());
  return device ? use(device) : notFound(params['id'] ?? '');
}

function list(request: SandboxRequest, { graph }: Company): SandboxAnswer {
  const properties = ['id', 'deviceId', 'displayName', 'accountEnabled'];
  const found = filtered(graph.devices, request, { resource: 'Device', properties });
  if ('refused' in found) return found.refused;
  const rows = found.things.map((device) => view('device', device, selection(request)));
  return page(rows, request, '/devices');
}

function people(name: string, links: 'deviceOwners' | 'deviceUsers'): Route {
  return {
    method: 'GET',
    path: `/v1.0/devices/:id/${name}`,
    anyOf: permissions.readDevice,
    system: 'graph',
    handle: (request, company) =>
      withDevice(request, company, ({ id }) => {
        const rows = directoryObjects(company.graph, company.graph[links][id] ?? []);
        const path = `/devices/${id}/${name}`;
        return page(
          rows.map((one) => listed(one, request)),
          request,
          path,
        );
      }),
  };
}

const change = z.strictObject({ accountEnabled: z.boolean() });

function update({ body }: SandboxRequest, device: GraphDevice): SandboxAnswer {
  const parsed = change.safeParse(body);
  if (!parsed.success) return badRequest('Only accountEnabled of a device can be updated here.');
  device.accountEnabled = parsed.data.accountEnabled;
  return noContent;
}
