import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findCommand } from './find-command.ts';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const browserPath = findCommand('chromium', 'chromium-browser', 'google-chrome');

/** The machine's own Chromium, which asks nothing of the outside. */
export function openBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('no Chromium found');
  return chromium.launch({ executablePath: browserPath, args: quiet });
}

/** One persona's Teams window, as the person in front of it sees it. */
export interface TeamsWindow {
  type(text: string): Promise<void>;
  /** Presses the newest button of this name. */
  press(name: RegExp | string): Promise<void>;
  /** Waits until the text is to be seen. */
  sees(text: RegExp | string): Promise<void>;
  fill(label: RegExp | string, text: string): Promise<void>;
  /** Keeps a picture of the newest card that holds this text, for people to look at. */
  picture(name: string, card: RegExp | string): Promise<void>;
}

const patience = 30_000;

export async function openWindow(browser: Browser, address: string): Promise<TeamsWindow> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1400 } });
  page.setDefaultTimeout(patience);
  await page.goto(address);
  const input = page.locator('[contenteditable=true][role=textbox]').first();
  await input.waitFor();
  return {
    async type(text) {
      await input.click();
      await page.keyboard.insertText(text);
      await page.keyboard.press('Enter');
    },
    press: async (name) => page.getByRole('button', { name }).last().click(),
    sees: async (text) => page.getByText(text).last().waitFor(),
    fill: async (label, text) => page.getByLabel(label).last().fill(text),
    picture: (name, card) => keep(page, name, card),
  };
}

/** Into the folder of this run's output, or where CASE_PICTURES says. */
async function keep(page: Page, name: string, card: RegExp | string): Promise<void> {
  const folder = process.env['CASE_PICTURES'] ?? join(import.meta.dirname, '..', '.out', 'pictures');
  mkdirSync(folder, { recursive: true });
  const newest = page.locator('.ac-adaptiveCard').filter({ hasText: card }).last();
  await newest.screenshot({ path: join(folder, `${name}.png`) });
}
