// What a reader chooses for themselves (language, colours, paper), and the pages that are read rather than asked.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { reader } from './browser.js';

/** The tests. */
export function reading(world) {
  for (const script of [true, false]) {
    const how = script ? 'with the script' : 'without a script';

    describe(`a reader ${how}`, () => {
      it('chooses the language, which stays on the page and for the next', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, locale: 'en-GB' });
        await page.goto('/search?q=вода&kind=news');
        assert.equal(await page.getAttribute('html', 'lang'), 'en');
        const headings = new Set();
        for (const lang of ['kk', 'ru', 'en']) {
          await Promise.all([page.waitForURL(new RegExp(`lang=${lang}`)), page.click(`.languages a[lang=${lang}]`)]);
          assert.equal(await page.getAttribute('html', 'lang'), lang);
          assert.match(decodeURIComponent(page.url()), /q=вода&kind=news/);
          assert.equal(await page.getAttribute('.languages a[aria-current]', 'lang'), lang);
          headings.add(await page.locator('.facet h2').first().innerText());
          await page.goto('/topics');
          assert.equal(await page.getAttribute('html', 'lang'), lang, 'the next page forgets the language');
          const cookie = (await context.cookies()).find(({ name }) => name === 'lang');
          assert.deepEqual([cookie.value, cookie.httpOnly, cookie.sameSite], [lang, true, 'Lax']);
          await page.goto('/search?q=вода&kind=news');
        }
        assert.equal(headings.size, 3);
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('chooses light or dark against the system, and comes back to the page', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, dark: true });
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        await page.goto('/search?q=су&sort=newest');
        const dark = await ground();
        const address = page.url();
        await Promise.all([page.waitForSelector('html[data-theme=light]'), page.click('.bottom button[value=light]')]);
        assert.equal(page.url(), address);
        const light = await ground();
        assert.notEqual(light, dark);
        await Promise.all([page.waitForSelector('html[data-theme=dark]'), page.click('.bottom button[value=dark]')]);
        assert.equal(await ground(), dark);
        await Promise.all([page.waitForSelector('html:not([data-theme])'), page.click('.bottom button[value=system]')]);
        await page.emulateMedia({ colorScheme: 'light' });
        assert.equal(await ground(), light);
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('goes from the topics to a topic, its texts and one text', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'kk' });
        await page.goto('/topics?date=2026-11-22');
        const rows = page.locator('article.topic');
        assert.ok((await rows.count()) > 1);
        const link = rows.first().locator('[data-open]');
        const name = await link.innerText();
        await Promise.all([page.waitForURL(/\/topics\/\w+/), link.click()]);
        assert.equal(await page.locator('h1').innerText(), name);
        assert.ok((await page.locator('figure.curve rect').count()) > 0);
        const voices = page.locator('#all .choices a').nth(1);
        const expected = Number(await voices.locator('.n').innerText());
        await Promise.all([page.waitForURL(/role=/), voices.click()]);
        assert.equal(await page.locator('article.post').count(), Math.min(expected, 20));
        const post = page.locator('article.post [data-open]').first();
        await Promise.all([page.waitForURL(/\/posts\/\d+/), post.click()]);
        assert.ok((await page.locator('.post .text').innerText()).length > 10);
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('narrows the topics by a tile of the map and by the form', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        await page.goto('/topics?date=2026-11-22');
        const all = await page.locator('article.topic').count();
        const tile = page.locator('figure.map a.tile:not(.shade-0)').first();
        await Promise.all([page.waitForURL(/region=/), tile.click()]);
        const there = await page.locator('article.topic').count();
        assert.ok(there > 0 && there < all, `${there} of ${all}`);
        assert.equal(await page.locator('figure.map a[aria-current]').count(), 1);
        await page.goto('/topics?date=2026-11-22');
        await page.check('input[name=urgent]');
        await Promise.all([page.waitForURL(/urgent=1/), page.click('form.fields button')]);
        for (const row of await page.locator('article.topic').all()) assert.ok((await row.getAttribute('class')).includes('urgent'));
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('opens a digest from the calendar and saves it', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        await page.goto('/digests');
        const link = page.locator('table.calendar a[href*="2026-11-22"][lang=kk]');
        await Promise.all([page.waitForURL(/\/digests\/2026-11-22\//), link.first().click()]);
        assert.equal(await page.getAttribute('.digest', 'lang'), 'kk');
        assert.ok((await page.locator('article.topic').count()) > 0);
        const [saved] = await Promise.all([page.waitForEvent('download'), page.click('a[download][href*="as=md"]')]);
        assert.match(saved.suggestedFilename(), /2026-11-22.*\.md$/);
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('sees the sources and one of them, the method, the query language and the keys', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        await page.goto('/sources');
        const rows = await page.locator('table.rows tbody tr').count();
        assert.ok(rows > 5);
        await Promise.all([page.waitForURL(/\/sources\/dala-habar/), page.click('a[href^="/sources/dala-habar"]')]);
        assert.ok((await page.locator('figure.curve rect.part').count()) > 0);
        await page.goto('/about');
        for (const link of await page.locator('.contents a').all()) {
          assert.equal(await page.locator(await link.getAttribute('href')).count(), 1);
        }
        await Promise.all([page.waitForURL('**/about/query'), page.click('main a[href="/about/query"]')]);
        const example = page.locator('table a[href^="/search?"]').first();
        await Promise.all([page.waitForURL(/\/search\?q=/), example.click()]);
        assert.equal(await page.locator('#count').count(), 1);
        await Promise.all([page.waitForURL('**/keys'), page.click('.bottom a[href="/keys"]')]);
        assert.ok((await page.locator('kbd').count()) >= 5);
        await context.close();
        assert.deepEqual(faults, []);
      });
    });
  }

  describe('paper', () => {
    for (const [name, address, expected] of [
      ['a search', `/search?q=${encodeURIComponent('нет воды')}`, 'вод'],
      ['the topics', '/topics?date=2026-11-22', 'голос'],
      ['a digest', '/digests/2026-11-22/ru', 'голос'],
    ]) {
      it(`shows ${name} without what only a screen needs`, async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { languageCookie: 'ru', dark: true });
        await page.goto(address);
        await page.emulateMedia({ media: 'print' });
        const shown = (selector) => page.locator(selector).evaluateAll((all) => all.filter((e) => e.getClientRects().length > 0).length);
        assert.equal(await shown('header.top, footer.bottom, nav a, form, .filters, .skip'), 0);
        assert.ok((await shown('main h1, main h2, main h3')) > 0);
        const colours = await page.evaluate(() => [document.body, document.querySelector('main h3')].map((e) => getComputedStyle(e)).flatMap((style) => [style.backgroundColor, style.color]));
        assert.equal(colours[0], 'rgb(255, 255, 255)', 'dark paper');
        const folder = await mkdtemp(join(tmpdir(), 'dauys-paper-'));
        const file = join(folder, 'page.pdf');
        const pdf = await page.pdf({ path: file, format: 'A4' });
        assert.ok(pdf.length > 5_000 && pdf.subarray(0, 5).toString() === '%PDF-');
        const text = textOf(file);
        if (text !== undefined) assert.ok(text.includes(expected), `the paper lacks ${expected}: ${text.slice(0, 200)}`);
        await rm(folder, { recursive: true });
        await context.close();
        assert.deepEqual(faults, []);
      });
    }
  });
}

/** The text of a PDF where `pdftotext` is there to read it. */
function textOf(file) {
  try {
    return execFileSync('pdftotext', ['-q', file, '-'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}
