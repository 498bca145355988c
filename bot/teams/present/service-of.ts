import type { TeamsSettings } from '../settings.ts';

/** Where Teams is written to, and under which id of ours. */
export interface Service {
  readonly serviceUrl: string;
  readonly botId: string;
}

/** Every Teams region answers for every tenant here until the bot has heard from its own. */
const anyRegion = 'https://smba.trafficmanager.net/teams/';

/** @param last where the bot was last written from */
export function serviceOf({ identity }: TeamsSettings, last: Service | null): Service {
  return {
    serviceUrl: last?.serviceUrl ?? anyRegion,
    botId: last?.botId ?? `28:${identity?.appId ?? 'bot'}`,
  };
}
