// What holds on every page: it fits the screen, axe-core finds no serious fault in light or dark, its HTML is valid, nothing comes from
// elsewhere. Writes a picture of each.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { HtmlValidate } from 'html-validate';

import { excess, reader, WIDTHS } from './browser.js';
import { root } from './program.js';

const axe = createRequire(import.meta.url)('axe-core').source;

/** Where the pictures go. */
export const PICTURES = join(root, 'target/browser-screenshots');

/** What else than an axe-core violation of these impacts may stand. */
const SERIOUS = ['serious', 'critical'];

/** Pages by name, for an installation whose first topic, post with reprints, source and saved search are given. */
export function pages({ topic, post, saved }) {
  const q = encodeURIComponent;
  return {
    start: '/',
    search: `/search?q=${q('нет воды')}`,
    'search-narrowed': `/search?q=${q('су')}&kind=comment&from=2026-11-18&to=2026-11-21&expand=0&fold=0&sort=newest`,
    'search-nothing': `/search?q=${q('кашалот телескоп')}&kind=news`,
    'search-refused': `/search?q=${q('Смагулов Ерлан Болатович')}`,
    'search-fault': `/search?q=${q('вода AND (свет')}`,
    post,
    topics: '/topics?date=2026-11-22',
    signals: '/signals?date=2026-11-22&all=1',
    'topics-all': '/topics?date=2026-11-22&all=1',
    topic,
    digests: '/digests',
    digest: '/digests/2026-11-22/ru',
    'digest-kk': '/digests/2026-11-22/kk',
    'digest-week': '/digests/2026-11-22/ru?period=week',
    'digests-found': `/digests?q=${q('вода')}&subscription=ru&period=day&state=sent`,
    subscriptions: '/subscriptions',
    'subscription-new': '/subscriptions/new',
    'subscription-one': '/subscriptions/ru',
    'subscription-remove': '/subscriptions/ru/remove',
    review: '/review',
    due: '/due',
    sources: '/sources',
    source: '/sources/dala-habar',
    saved: '/saved',
    'saved-new': `/saved/new?q=${q('нет воды')}`,
    'saved-one': saved,
    'saved-remove': `${saved}/remove`,
    triage: '/triage',
    about: '/about',
    query: '/about/query',
    keys: '/keys',
    nowhere: '/nowhere',
  };
}

/** Runs axe-core in the page as the browser's own tools would: no policy is bypassed. Without `rules`, all of them. */
async function violations(page, rules) {
  if (!rules) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  return violations;
}

/** What may differ between light and dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** The tests. `world` is filled in before they run. */
export function everyPage(world, addresses) {
  describe('every page', () => {
    const html = new HtmlValidate({
      root: true,
      extends: ['html-validate:standard'],
      rules: {
        // Matters of taste, and what askama leaves behind.
        'no-trailing-whitespace': 'off',
        'void-style': 'off',
        'long-title': 'off',
        'no-inline-style': 'error',
        'require-sri': 'off',
      },
    });
    let all;

    it('is there and its HTML is valid, in three languages', async () => {
      all = pages(await addresses());
      const wrong = [];
      for (const [name, address] of Object.entries(all)) {
        for (const lang of ['kk', 'ru', 'en']) {
          const answer = await fetch(world.week.origin + address, { headers: { cookie: `lang=${lang}` } });
          const text = await answer.text();
          const expected = { 'search-refused': 400, 'search-fault': 400, nowhere: 404 }[name] ?? 200;
          if (answer.status !== expected) wrong.push(`${name} ${lang}: ${answer.status}`);
          if (!text.includes(`<html lang="${lang}"`)) wrong.push(`${name}: not in ${lang}`);
          const { results } = await html.validateString(text);
          for (const { messages } of results) {
            for (const { ruleId, message, line, selector } of messages) wrong.push(`${name} ${lang}:${line} ${ruleId} ${message} (${selector})`);
          }
        }
      }
      assert.deepEqual(wrong, []);
    });

    for (const [width, themes] of [[390, ['dark', 'light']], [1280, ['light', 'dark']]]) {
      it(`has no serious accessibility fault and no excess at ${width} px, light and dark`, async () => {
        await mkdir(PICTURES, { recursive: true });
        const wrong = [];
        const { context, page, faults } = await reader(world.browser, world.week.origin, { width, languageCookie: 'ru' });
        for (const [name, address] of Object.entries(all)) {
          for (const theme of themes) {
            await page.emulateMedia({ colorScheme: theme });
            if (theme === themes[0]) await page.goto(address);
            for (const { id, impact, nodes } of await violations(page, theme === themes[0] ? undefined : COLOURS)) {
              if (process.env.DAUYS_AXE_ALL || SERIOUS.includes(impact)) {
                wrong.push(`${name} ${theme}: ${impact} ${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
              }
            }
            await page.screenshot({ path: join(PICTURES, `${name}-${width}-${theme}.png`), fullPage: true });
          }
        }
        await context.close();
        assert.deepEqual([wrong, faults], [[], []]);
      });
    }

    it('never exceeds the screen, in any language', async () => {
      const wrong = [];
      for (const lang of ['kk', 'ru', 'en']) {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { languageCookie: lang });
        for (const [name, address] of Object.entries(all)) {
          await page.goto(address);
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 800 });
            const { wide, out } = await excess(page);
            if (wide > 0) wrong.push(`${name} ${lang} ${width}: ${wide} px too wide: ${out.join(' ')}`);
          }
        }
        wrong.push(...faults);
        await context.close();
      }
      assert.deepEqual(wrong, []);
    });
  });
}
