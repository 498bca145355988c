import { mkdir, readFile } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';
import type { Card } from '#cards/card.ts';
import { gallery } from './gallery.ts';
import { hostConfig, styleSheet, type Theme } from './teams-look.ts';

/**
 * Draws the cards with Microsoft's own renderer into one sheet a theme and width: `node test/cards/render-cards.ts
 * [folder]`, by default docs/pictures/cards. `CARDS=result` draws every state whose name has that word in it instead;
 * `CHROMIUM` names another browser than /usr/bin/chromium.
 */
const shown = [
  'plan',
  'plan, opened',
  'approval',
  'approval after drift',
  'approval approved',
  'progress',
  'result complete',
  'result with open points',
  'result canceled half way',
  'undo',
  'undo that needs more',
  'choose a person',
] as const;

interface Sheet {
  readonly name: string;
  readonly theme: Theme;
  readonly width: number;
  readonly columns: number;
}

const sheets: readonly Sheet[] = [
  { name: 'light-wide', theme: 'light', width: 600, columns: 3 },
  { name: 'dark-wide', theme: 'dark', width: 600, columns: 3 },
  { name: 'light-phone', theme: 'light', width: 320, columns: 5 },
  { name: 'dark-phone', theme: 'dark', width: 320, columns: 5 },
];

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function main(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args,
  });
  try {
    for (const sheet of sheets) await drawSheet(browser, sheet, `${folder}/${sheet.name}.png`);
  } finally {
    await browser.close();
  }
}

async function drawSheet(browser: Browser, sheet: Sheet, path: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: sheet.columns * (sheet.width + 20) + 12, height: 400 },
  });
  await page.setContent(await html(sheet));
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

async function html({ theme, width, columns }: Sheet): Promise<string> {
  const library = await readFile(
    new URL('../../node_modules/adaptivecards/dist/adaptivecards.min.js', import.meta.url),
    'utf8',
  );
  const data = { cards: pick(), config: hostConfig(theme, width < 400) };
  return `<!doctype html><meta charset="utf-8"><style>${styleSheet(theme)}
    #sheet { columns: ${columns}; } .card { width: ${width - 2}px; }</style><div id="sheet"></div>
    <script>${library}</script>
    <script>const data = ${JSON.stringify(data).replaceAll('<', '\\u003c')};
    for (const [name, json] of data.cards) {
      const card = new AdaptiveCards.AdaptiveCard();
      card.hostConfig = new AdaptiveCards.HostConfig(data.config);
      card.parse(json);
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      caption.textContent = name;
      const frame = document.createElement('div');
      frame.className = 'card';
      frame.append(card.render());
      figure.append(caption, frame);
      document.getElementById('sheet').append(figure);
    }</script>`;
}

function pick(): readonly (readonly [string, unknown])[] {
  const all = gallery();
  const some = process.env['CARDS']
    ? [...all.keys()].filter((name) => name.includes(process.env['CARDS'] ?? ''))
    : shown;
  return some.map((name) => [name, name.endsWith(', opened') ? opened(all.get('plan')) : all.get(name)]);
}

/** The card after "Details" of the first three steps was pressed. */
function opened(card: Card | undefined): unknown {
  let left = 3;
  return JSON.parse(JSON.stringify(card), (key, value: unknown) =>
    key === 'isVisible' && left-- > 0 ? true : value,
  );
}

await main(process.argv[2] ?? 'docs/pictures/cards');
