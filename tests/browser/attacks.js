// Texts and queries that attack: nothing runs, nothing leads away, the page keeps its shape.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { excess, reader, WIDTHS } from './browser.js';
import { queries, WORD } from './hostile.js';
import { PICTURES } from './every_page.js';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';

const q = encodeURIComponent;

/** What no page may hold, whoever wrote the text: elements that the templates do not make, handlers, addresses that run. */
const planted = (page) =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll('base, iframe, object, embed, math, style, noscript, plaintext, img:not([src^="/assets/"]):not([src^="/icon"]), script:not([src^="/"]), meta[http-equiv]')];
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || (/^(href|src|action|formaction|xlink:href)$/i.test(name) && /^\s*(javascript|data|vbscript):/i.test(value))) found.push(element);
      }
    }
    const forms = [...document.forms].filter((form) => new URL(form.action).origin !== location.origin);
    return [...found, ...forms].map((element) => element.outerHTML.slice(0, 150));
  });

/** The tests. */
export function attacks(world) {
  describe('hostile texts', () => {
    it('come in whole or are refused with a reason', () => {
      const { refused, imported, brought, reasons } = world.hostile;
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, new RegExp(`line ${brought + 1}: `));
      assert.match(refused.stderr, /--skip-bad/);
      assert.equal(imported.code, 3);
      assert.match(imported.stderr, new RegExp(`${brought} known, ${reasons.length} bad lines`));
      reasons.forEach((reason, at) => {
        const told = imported.stderr.split('\n').find((line) => line.includes(`line ${brought + 1 + at}: `)) ?? '';
        assert.match(told, reason);
      });
    });

    it('run nothing, lead nowhere and keep the shape of every page', async () => {
      const wrong = [];
      const { context, page, faults } = await reader(world.browser, world.hostile.origin, { languageCookie: 'ru' });
      await mkdir(PICTURES, { recursive: true });
      const posts = new Set();
      const addresses = [`/search?q=${WORD}&fold=0`, `/search?q=${WORD}&sort=newest&fold=0`, '/', '/topics?date=2026-11-22&all=1', '/triage', '/sources', `/saved/new?q=${WORD}`];
      let number = 0;
      const look = async (address) => {
        await page.setViewportSize({ width: 1280, height: 900 });
        const answer = await page.goto(address);
        if (answer.status() !== 200) wrong.push(`${address}: ${answer.status()}`);
        for (const element of await planted(page)) wrong.push(`${address} holds ${element}`);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const { wide, out } = await excess(page);
          if (wide > 0) wrong.push(`${address} ${width}: ${wide} px too wide: ${out.join(' ')}`);
        }
        if (!(await page.locator('main').isVisible()) || !(await page.locator('footer.bottom').count())) wrong.push(`${address} lost its frame`);
      };
      for (let at = 0; at < addresses.length; at += 1) {
        const address = addresses[at];
        await look(address);
        if (at < 12) {
          await page.setViewportSize({ width: 390, height: 900 });
          await page.screenshot({ path: join(PICTURES, `hostile-${at}-390-light.png`), clip: { x: 0, y: 0, width: 390, height: 6_000 }, fullPage: true });
        }
        number += 1;
        for (const href of await page.locator('a[href^="/posts/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
          posts.add(href.match(/\/posts\/\d+/)[0]);
        }
        const next = page.locator('main a[rel=next]').first();
        const href = (await next.count()) ? await next.getAttribute('href') : undefined;
        if (href && !href.includes('date=') && !addresses.includes(href) && number < 40) addresses.push(href);
        for (const link of await page.locator('main a[href^="/topics/"], main a[href^="/sources/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
          const one = link.split('#')[0];
          if (/^\/(topics|sources)\/[^?]+$/.test(one) && !addresses.includes(one) && addresses.length < 24) addresses.push(one);
        }
      }
      assert.ok(posts.size >= world.hostile.brought * 0.9, `only ${posts.size} of ${world.hostile.brought} texts are shown`);
      for (const post of posts) await look(`${post}?q=${WORD}`);
      await context.close();
      assert.deepEqual([wrong, faults], [[], []]);
    });

    it('lead only to http and https', async () => {
      const answer = await fetch(`${world.hostile.origin}/api/v1/search?q=${WORD}&limit=100&fold=0`);
      assert.equal(answer.status, 200);
      const addresses = [];
      JSON.parse(await answer.text(), (name, value) => {
        if (/url|href|link/i.test(name) && typeof value === 'string') addresses.push(value);
        return value;
      });
      assert.ok(addresses.length > 0);
      for (const address of addresses) assert.match(address, /^(https?:\/)?\//);
    });
  });

  describe('hostile queries', () => {
    it('are shown as what they are and run nothing', async () => {
      const wrong = [];
      const { context, page, faults } = await reader(world.browser, world.hostile.origin, { languageCookie: 'kk' });
      for (const query of queries) {
        for (const path of ['/search', '/saved/new']) {
          await page.setViewportSize({ width: 1280, height: 900 });
          const answer = await page.goto(`${path}?q=${q(query)}`);
          const status = answer.status();
          if (![200, 400, 404, 422].includes(status)) wrong.push(`${path} ${query.slice(0, 40)}: ${status}`);
          for (const element of await planted(page)) wrong.push(`${path} ${query.slice(0, 40)}: ${element}`);
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            const { wide, out } = await excess(page);
            if (wide > 0) wrong.push(`${path} ${query.slice(0, 40)} ${width}: ${wide} px too wide: ${out.join(' ')}`);
          }
        }
      }
      await context.close();
      assert.deepEqual([wrong, faults], [[], []]);
    });

    it('do nothing as other parameters either', async () => {
      const wrong = [];
      const { context, page, faults } = await reader(world.browser, world.hostile.origin, { languageCookie: 'en' });
      const evil = q('"><script>alert(1)</script>');
      for (const name of ['kind', 'language', 'region', 'category', 'source', 'topic', 'from', 'to', 'sort', 'after', 'lang', 'words', 'fold', 'expand']) {
        await page.goto(`/search?q=${WORD}&${name}=${evil}`);
        for (const element of await planted(page)) wrong.push(`${name}: ${element}`);
      }
      for (const address of [`/topics?region=${evil}&category=${evil}&sort=${evil}`, `/digests?month=${evil}`, `/sources/${evil}`, `/digests/${evil}/${evil}`, `/triage?after=${evil}`, `/${evil}`]) {
        await page.goto(address);
        for (const element of await planted(page)) wrong.push(`${address}: ${element}`);
      }
      await context.close();
      assert.deepEqual([wrong, faults], [[], []]);
    });
  });
}
