import { companyStore, type CompanyKeeping, type CompanyStore } from './company-store.ts';
import { fates, faultSettings, type Fate, type FaultSettings } from './faults.ts';
import { bySpecificity, matchPath, pathTemplate, type PathTemplate, segmentsOf } from './path-template.ts';
import { requestLog, type RequestLog } from './request-log.ts';
import type { Route } from './route.ts';
import { within } from './write-budget.ts';

/** What a running cloud holds between two requests. */
export interface Cloud {
  readonly store: CompanyStore;
  readonly requests: RequestLog;
  readonly now: () => Date;
  find(method: string, path: string): Found | null;
  fateOf(call: string): Fate;
  setFaults(settings: FaultSettings): void;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface CloudOptions extends CompanyKeeping {
  /**
   * Every Graph request is appended here as a line `{"method","path"}`; `null` = nowhere. Default: the file that
   * SANDBOX_RECORD_FILE names, so that a whole test run leaves one record.
   */
  readonly recordFile?: string | null;
  readonly now?: () => Date;
}

export function makeCloud(routes: readonly Route[], options: CloudOptions): Cloud {
  const compiled = routes
    .map((route) => ({ route, template: pathTemplate(route.path) }))
    .toSorted((a, b) => bySpecificity(a.template, b.template));
  const now = options.now ?? (() => new Date());
  let fateOf = fates(faultSettings.parse({}));
  return {
    store: companyStore(options),
    requests: requestLog(recordFileOf(options)),
    now,
    find: (method, path) => find(compiled, method, path),
    fateOf: (call) => fateOf(call),
    setFaults(settings) {
      const fate = fates(settings);
      fateOf = settings.writeBudget ? within(settings.writeBudget, now, fate) : fate;
    },
  };
}

function recordFileOf({ recordFile }: CloudOptions): string | undefined {
  return recordFile === undefined ? process.env['SANDBOX_RECORD_FILE'] : (recordFile ?? undefined);
}

function find(
  routes: readonly { readonly route: Route; readonly template: PathTemplate }[],
  method: string,
  path: string,
): Found | null {
  const segments = segmentsOf(path);
  for (const { route, template } of routes) {
    const params = route.method === method ? matchPath(template, segments) : null;
    if (params) return { route, params };
  }
  return null;
}
