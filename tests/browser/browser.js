// Debian's Chromium, and pages that write down whatever they should not do: load from elsewhere, break the policy, fail, open a dialog.

import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

/** How long a condition may take on a slow and busy machine, in milliseconds. */
export const PATIENCE = 60_000;

/** The widths that are tried: two phones and a desktop. */
export const WIDTHS = [360, 390, 1280];

/** Where Chromium lies, or nothing. */
export const path = [process.env.DAUYS_CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(Boolean).map(found).find(Boolean);

function found(name) {
  try {
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Starts it. */
export function start() {
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    timeout: PATIENCE,
  });
}

/**
 * A reader with a browser of their own → `{ context, page, faults }`. `faults` gathers what no page may do, as sentences.
 */
export async function reader(browser, origin, { width = 1280, height = 900, dark = false, script = true, locale = 'ru-RU', languageCookie } = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
    locale,
  });
  context.setDefaultTimeout(PATIENCE);
  context.setDefaultNavigationTimeout(PATIENCE);
  if (languageCookie) await context.addCookies([{ name: 'lang', value: languageCookie, url: origin }]);
  const faults = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`) || url.startsWith('data:image/')) return route.continue();
    faults.push(`asked ${url.slice(0, 200)}`);
    return route.abort();
  });
  if (script) {
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
  }
  const page = await context.newPage();
  const watch = (watched) => {
    watched.on('dialog', (dialog) => {
      faults.push(`${watched.url()} opened a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    watched.on('pageerror', (error) => faults.push(`${watched.url()} failed: ${error.message}`));
    watched.on('console', (message) => {
      const isAnswer = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !isAnswer) faults.push(`${watched.url()} says: ${message.text()}`);
    });
    watched.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.url()} answered ${response.status()}`);
    });
  };
  watch(page);
  context.on('page', watch);
  return { context, page, faults };
}

/** By how many pixels a page is wider than its window, and what sticks out. */
export function excess(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const out = wide > 0 ? [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1) : [];
    return { wide, out: out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)) };
  });
}
