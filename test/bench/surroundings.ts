import { startCloud } from '#providers/sandbox/server.ts';
import { startConnector } from '#test/set-up/connector.ts';
import { answerParent, givenPlan } from './answer-parent.ts';
import { companyWith, type Crowd } from './crowd.ts';
import { type Scale, scaledClock } from './scaled-clock.ts';

export interface SurroundingsPlan {
  /** Leavers beside Contoso's own people. Of them nothing is kept for stale reads: it would be a copy a change. */
  readonly crowd?: Crowd;
  readonly scale?: Scale;
}

export interface Surroundings {
  /** `http://127.0.0.1:…`, with Contoso on its first morning. */
  readonly cloud: string;
  /** What a bot is told as `serviceUrl`. */
  readonly connector: string;
}

/** Contoso's cloud and a connector for Teams, in a process of their own so that they take no time from a bot. */
const { crowd, scale } = givenPlan() as SurroundingsPlan;
const clock = scale && scaledClock(scale);
const cloud = await startCloud({
  port: 0,
  recordFile: null,
  ...(crowd && { first: () => companyWith(crowd), historyMs: 0 }),
  ...(clock && { now: () => clock.now() }),
});
const connector = await startConnector();
answerParent({ cloud: cloud.origin, connector: connector.url } satisfies Surroundings);
