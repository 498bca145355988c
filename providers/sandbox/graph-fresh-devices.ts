import type { GraphDevice } from './graph-things.ts';
import { personOf } from './people.ts';

interface Devices {
  devices: GraphDevice[];
  deviceOwners: Record<string, string[]>;
  deviceUsers: Record<string, string[]>;
}

function device(
  n: number,
  displayName: string,
  more: Pick<GraphDevice, 'trustType' | 'operatingSystem'>,
): GraphDevice {
  const tail = String(n).padStart(12, '0');
  return {
    id: `de000000-0000-4000-8000-${tail}`,
    deviceId: `de000000-0000-4000-9000-${tail}`,
    displayName,
    accountEnabled: true,
    operatingSystemVersion: '10.0',
    profileType: 'RegisteredDevice',
    isCompliant: more.trustType === 'AzureAd',
    isManaged: more.trustType === 'AzureAd',
    onPremisesSyncEnabled: null,
    approximateLastSignInDateTime: '2026-11-20T07:30:00Z',
    ...more,
  };
}

/** `jdoe` has a joined laptop, which he owns, and a phone that is only registered; the rest is other people's. */
export function freshDevices(): Devices {
  const laptop = device(1, 'CONTOSO-LT-0417', { trustType: 'AzureAd', operatingSystem: 'Windows' });
  const phone = device(2, 'John’s Phone', { trustType: 'Workplace', operatingSystem: 'Android' });
  const tablet = device(3, 'CONTOSO-TB-0032', { trustType: 'AzureAd', operatingSystem: 'Windows' });
  const [john, chris] = [personOf('jdoe').id, personOf('chris.green').id];
  return {
    devices: [laptop, phone, tablet],
    deviceOwners: { [laptop.id]: [john], [tablet.id]: [chris] },
    deviceUsers: { [laptop.id]: [john], [phone.id]: [john], [tablet.id]: [chris] },
  };
}
