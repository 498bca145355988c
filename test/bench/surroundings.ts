import { startCloud } from '#providers/sandbox/server.ts';
import { startConnector } from '#test/set-up/connector.ts';
import { answerParent } from './answer-parent.ts';

/** Contoso's cloud and a connector for Teams, in a process of their own so that they take no time from a bot. */
const cloud = await startCloud({ port: 0, recordFile: null });
const connector = await startConnector();
answerParent({ cloud: cloud.origin, connector: connector.url } satisfies Surroundings);

export interface Surroundings {
  /** `http://127.0.0.1:…`, with Contoso on its first morning. */
  readonly cloud: string;
  /** What a bot is told as `serviceUrl`. */
  readonly connector: string;
}
