import type { Browser, Frame } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { tabStage, type TabStage } from './tab-stage.ts';
import { type HostOptions, openInTeams, type TeamsHost } from './teams-host.ts';
import { tellCases, type ToldCases } from './told-cases.ts';

/** The History tab over some cases, and a browser to look at it. */
export interface TabWindow {
  readonly stage: TabStage;
  readonly told: ToldCases;
  readonly browser: Browser;
  /** Teams around the tab that was opened last. */
  host(): TeamsHost;
  /** Opens the tab in Teams, as Adele the auditor unless somebody else is named. */
  open(more?: Partial<HostOptions> & { readonly who?: string }): Promise<Frame>;
  shut(): Promise<void>;
  close(): Promise<void>;
}

export async function tabWindow(): Promise<TabWindow> {
  const stage = await tabStage();
  const told = await tellCases(stage.world, stage.sandbox);
  await stage.checkpointer.signNow();
  const browser = await openBrowser();
  let newest: TeamsHost | undefined;
  return {
    stage,
    told,
    browser,
    host() {
      if (!newest) throw new Error('no tab is open');
      return newest;
    },
    async open({ who = 'adelev', ...more } = {}) {
      const token = () => stage.issuer.token(who);
      newest = await openInTeams(browser, { origin: stage.origin, token, ...more });
      return newest.tab;
    },
    async shut() {
      // What is on its way is let go: its answer has nowhere to go.
      await newest?.page.context().unrouteAll({ behavior: 'ignoreErrors' });
      await newest?.page.context().close();
      newest = undefined;
    },
    async close() {
      await browser.close();
      await stage.stop();
    },
  };
}
