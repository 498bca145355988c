import { type Browser, type Frame, type Page } from 'playwright-core';

/** Teams in the browser, as far as a tab sees it: the frame around it, and who answers its library. */
export interface TeamsHost {
  readonly page: Page;
  /** The tab inside. */
  readonly tab: Frame;
  /** The reader changes the theme of their Teams. */
  theme(name: string): Promise<void>;
  /** What the tab was saved as, once the reader has pressed Save. */
  save(): Promise<unknown>;
}

export interface HostOptions {
  /** Where the bot listens; to the browser it is the company's public host. */
  readonly origin: string;
  /** `/history` when left out. */
  readonly path?: string;
  /** What Teams answers when the tab asks who is reading; `null`: that it may not know. */
  readonly token: () => Promise<string | null>;
  readonly theme?: string;
  readonly width?: number;
  readonly height?: number;
  /** Who frames it: Teams, or somebody else. */
  readonly host?: string;
}

const publicOrigin = 'https://offboarding.contoso.com';

/** Opens the address in a tab of Teams. Nothing but it and the bot is there: the outside is not asked. */
export async function openInTeams(browser: Browser, options: HostOptions): Promise<TeamsHost> {
  const { width = 1280, height = 900, host = 'https://teams.microsoft.com' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.exposeFunction('readersToken', options.token);
  await context.route('https://**', (route) => route.abort());
  await context.route(`${publicOrigin}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${options.origin}${pathname}${search}` }) });
  });
  const body = hostPage(`${publicOrigin}${options.path ?? '/history'}`, options.theme ?? 'default');
  await context.route(`${host}/**`, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${host}/v2/`);
  const tab = page.frames().find((frame) => frame !== page.mainFrame());
  if (!tab) throw new Error('nothing is framed');
  return {
    page,
    tab,
    theme: (name) => page.evaluate(`changeTheme(${JSON.stringify(name)})`),
    save: () => page.evaluate('save()'),
  };
}

/**
 * Speaks the protocol of teams-js, version 2: messages with an id, answered with the same id.
 * https://github.com/OfficeDev/microsoft-teams-library-js, src/internal/communication.ts
 */
function hostPage(address: string, theme: string): string {
  return `<!doctype html><title>Microsoft Teams</title>
    <style>html, body, iframe { margin: 0; width: 100%; height: 100%; border: none; display: block }</style>
    <iframe src="${address}" allow="clipboard-write"></iframe>
    <script>
      let theme = ${JSON.stringify(theme)};
      const frame = document.querySelector('iframe');
      const send = (message) => frame.contentWindow.postMessage(message, '*');
      const runtime = { apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: { config: {} } } };
      const answers = {
        initialize: () => [${JSON.stringify(address.includes('configure') ? 'settings' : 'content')}, 'web', JSON.stringify(runtime), '2.58.0'],
        getContext: () => [{ theme, locale: 'en-gb', sessionId: 's', page: { id: 'history', frameContext: 'content' } }],
        'authentication.getAuthToken': async () => {
          const token = await readersToken();
          return token === null ? [false, 'resourceRequiresConsent'] : [true, token];
        },
        'settings.setSettings': (settings) => { saved(settings); return [true]; },
      };
      let saved;
      function save() {
        send({ func: 'settings.save', args: [{}] });
        return new Promise((resolve) => { saved = resolve; });
      }
      addEventListener('message', async ({ data }) => {
        const { id, uuid, func, args = [] } = data;
        if (answers[func]) send({ id, uuid, args: await answers[func](...args) });
      });
      function changeTheme(name) {
        theme = name;
        send({ func: 'themeChange', args: [name] });
      }
    </script>`;
}
