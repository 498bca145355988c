import type { ConfigurationBotFrameworkAuthenticationOptions } from 'botbuilder';
import type { Server } from 'restify';
import type { TabParts } from '../history/answer-question.ts';
import { serveTab } from '../history/serve-tab.ts';
import type { Listener } from '../start-bot.ts';
import type { Driver } from '../workflow/driver.ts';
import type { Clock, World } from '../workflow/world.ts';
import { createAdapter } from './adapter.ts';
import { createApp } from './app.ts';
import { bindWorkflow } from './bind-workflow.ts';
import { createEdge } from './edge.ts';
import { installApp } from './install-app.ts';
import { limitWarnings } from './limited-warnings.ts';
import { lookUpCaller } from './look-up-caller.ts';
import { createPace } from './pace.ts';
import { announceCheckpoint } from './present/announce-checkpoint.ts';
import { createPeople } from './present/people.ts';
import { createPresenter, type Presenter } from './present/presenter.ts';
import { createReach } from './present/reach.ts';
import { createSender } from './send-by-adapter.ts';
import type { Desk } from './desk.ts';
import { mayUploadTo } from './may-upload.ts';
import type { Where } from './where.ts';
import { createReporter, type ReporterParts } from '../report/reporter.ts';
import { createUnderWay } from '../report/under-way.ts';
import { createServer } from './server.ts';
import type { TeamsSettings } from './settings.ts';

export interface TeamsOptions {
  readonly settings: TeamsSettings;
  readonly host: string;
  readonly port: number;
  /** Left out, there is no History tab. */
  readonly tab?: Pick<TabParts, 'signIn' | 'coverOf'>;
  /** Endpoints of another cloud than the public one. */
  readonly cloud?: ConfigurationBotFrameworkAuthenticationOptions;
  /** What reports are made with; without it none can be taken in the chat. */
  readonly reports?: Omit<ReporterParts, 'world' | 'underWay'> & Pick<Desk, 'tabUrl' | 'logToName'>;
}

/** A click must be answered before the client gives up; a message has a little longer. */
const limits = { clickMs: 4_000, messageMs: 10_000, sendMs: 15_000 };

/** The way in from Teams, and the way back: everything of this folder, put together. */
export async function listenToTeams(options: TeamsOptions, world: World, driver: Driver): Promise<Listener> {
  const { settings } = options;
  const { clock, log, store, systems } = world;
  const adapter = createAdapter(settings, log, options.cloud);
  const appId = settings.identity?.appId ?? '';
  const pace = createPace(clock);
  const takesFiles = takesFilesIn(settings);
  const sender = createSender({ adapter, appId, clock, pace, deadlineMs: limits.sendMs, takesFiles });
  const people = createPeople(store.cache, log);
  const { reports } = options;
  const underWay = createUnderWay(clock);
  const reporter = reports && createReporter({ ...reports, world, underWay });
  const workflow = bindWorkflow(world, driver, settings.roles, reporter);
  const install = (personId: string) => installApp(systems.graph, settings.teamsAppId, personId);
  const reach = createReach({ sender, people, settings, install });
  const presenter = createPresenter({ sender, reach, workflow, cache: store.cache, clock, log });
  const desk = deskOf(options, { workflow, presenter, clock });
  const { tenant, roles } = settings;
  const lookUp = (person: { id: string; name: string }) => lookUpCaller(systems.graph, roles, person);
  const edge = createEdge({ desk, lookUp, log, sender, people, clock, tenant, ...limits });
  const closing = new AbortController();
  const limited = limitWarnings(log, clock, closing.signal);
  const takeTurn = createApp({ adapter, edge, tenant, log: limited });
  const server = createServer({
    adapter,
    takeTurn,
    sandbox: settings.sandbox !== undefined,
    ready: () => store.ping(),
    clock,
    log: limited,
    ...tabRoutes(options, { world, lookUp, underWay }),
  });
  const origin = await server.listen(options.port, options.host);
  await presenter.start();
  return {
    origin,
    told: presenter.told.bind(presenter),
    standsStill: presenter.standsStill.bind(presenter),
    announce: (channel, checkpoint) => announceCheckpoint({ sender, people, settings }, channel, checkpoint),
    async close() {
      const ended = underWay.stop();
      await server.close();
      await ended;
      closing.abort();
      await presenter.stop();
    },
  };
}

/** The History tab's own addresses on the same server, where there is a tab. */
function tabRoutes({ tab }: TeamsOptions, parts: Pick<TabParts, 'world' | 'lookUp' | 'underWay'>) {
  return tab ? { serveMore: (server: Server) => serveTab(server, { ...parts, ...tab }) } : {};
}

/** The windows of the sandbox take no files. */
function takesFilesIn({ sandbox }: TeamsSettings): (at: Where) => boolean {
  const windows = new Set(sandbox?.people.map(({ serviceUrl }) => serviceUrl));
  return ({ serviceUrl }) => !windows.has(serviceUrl);
}

function deskOf(
  { settings, reports }: TeamsOptions,
  {
    workflow,
    presenter,
    clock,
  }: Pick<Desk, 'workflow'> & { readonly presenter: Presenter; readonly clock: Clock },
): Desk {
  return {
    workflow,
    now: () => clock.now(),
    adopt: presenter.adopt.bind(presenter),
    livesAt: presenter.livesAt.bind(presenter),
    mayUploadTo: (address) => mayUploadTo(address, settings.sandbox !== undefined),
    ...(reports?.tabUrl === undefined ? {} : { tabUrl: reports.tabUrl }),
    ...(reports?.logToName === undefined ? {} : { logToName: reports.logToName }),
  };
}
