import { z } from 'zod';
import type { Cloud } from './cloud.ts';
import { syncOnce } from './entra-connect.ts';
import { faultSettings } from './faults.ts';
import type { SandboxAnswer } from './route.ts';

/** What tests and demonstrations do to the cloud behind its back: `/_sandbox/…`, without a token. */
export function control(cloud: Cloud, method: string, path: string, body: unknown): SandboxAnswer {
  switch (`${method} ${path}`) {
    case 'GET /_sandbox/state':
      return { status: 200, body: cloud.store.now() };
    case 'GET /_sandbox/requests':
      return { status: 200, body: cloud.requests.all() };
    case 'POST /_sandbox/faults':
      return setFaults(cloud, body);
    case 'POST /_sandbox/sync':
      return sync(cloud);
    case 'POST /_sandbox/reset':
      cloud.store.reset();
      cloud.requests.clear();
      cloud.setFaults(faultSettings.parse({}));
      return { status: 204 };
    default:
      return { status: 404, body: { error: `the sandbox has no ${method} ${path}` } };
  }
}

function sync({ store, now }: Cloud): SandboxAnswer {
  const company = structuredClone(store.now());
  syncOnce(company, now());
  store.replace(company, now());
  return { status: 204 };
}

function setFaults(cloud: Cloud, body: unknown): SandboxAnswer {
  const settings = faultSettings.safeParse(body ?? {});
  if (!settings.success) return { status: 400, body: { error: z.prettifyError(settings.error) } };
  cloud.setFaults(settings.data);
  return { status: 200, body: settings.data };
}
