// The search of an analyst: asking, narrowing, choosing days, coming back, paging; by hand, with the script and without it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { reader } from './browser.js';

const q = encodeURIComponent;
const HIT = 'ol.hits > li.hit';

/** The first number of a text; spaces between groups of digits are left out. */
export const number = (text) => Number(text.replace(/[\u00A0\u202F]/g, '').match(/\d+/)[0]);

/** What stands over the results → texts in all. */
const found = async (page) => number(await page.locator('#count').innerText());

/** What the hits of a page are: number of the post, languages, highlighted forms, time. */
export const hits = (page) =>
  page.locator(HIT).evaluateAll((all) =>
    all.map((hit) => ({
      id: hit.querySelector('[data-open]').getAttribute('href').match(/\/posts\/(\d+)/)[1],
      lang: hit.querySelector('.snippet').lang,
      marks: [...hit.querySelectorAll('mark')].map((mark) => mark.textContent.toLowerCase()),
      at: hit.querySelector('time').dateTime,
      text: hit.textContent,
    })),
  );

/** Asks as a person does: from the start, through the form. */
export async function ask(page, query) {
  await page.goto('/');
  await page.fill('#q', query);
  await Promise.all([page.waitForURL('**/search?**'), page.press('#q', 'Enter')]);
}

/** Everything that a search gives, page by page. */
async function everything(page) {
  const all = await hits(page);
  for (let pages = 1; pages < 60; pages += 1) {
    const next = page.locator('.paging a[rel=next]');
    if (!(await next.count())) return all;
    await Promise.all([page.waitForURL(/[?&]after=/), next.click()]);
    await page.waitForFunction((last) => !document.querySelector('ol.hits').textContent.includes(`/posts/${last}?`), all.at(-1).id);
    all.push(...(await hits(page)));
  }
  throw new Error('the pages have no end');
}

/** The main path, which must also be open without a script. */
function mainPath(world, script) {
  const how = script ? 'with the script' : 'without a script';

  describe(`searching ${how}`, () => {
    let page, context, faults;
    const begin = async (more = {}) => ({ page, context, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru', ...more }));
    const end = async () => {
      await context.close();
      assert.deepEqual(faults, []);
    };

    for (const query of ['су жоқ', 'нет воды', 'су жок', 'воды нету']) {
      it(`finds both languages for ${query} and shows the inflected forms`, async () => {
        await begin();
        await ask(page, query);
        const all = await hits(page);
        const languages = new Set(all.map(({ lang }) => lang));
        assert.ok(languages.has('kk') && languages.has('ru'), `only ${[...languages]} for ${query}`);
        const typed = new Set(query.split(' '));
        const forms = new Set(all.flatMap(({ marks }) => marks));
        assert.ok([...forms].some((form) => !typed.has(form)), `only the typed words are highlighted: ${[...forms]}`);
        assert.ok(all.every(({ marks }) => marks.length > 0), 'a hit shows nothing of why it was found');
        assert.ok((await page.locator('.because').count()) === all.length, 'a hit does not say why it was found');
        await end();
      });
    }

    it('narrows by a facet and takes the chip away again', async () => {
      await begin();
      await ask(page, 'су');
      const before = await found(page);
      const entry = page.locator('.facet a:not([aria-current])').filter({ hasText: /комментари/i }).first();
      const expected = number(await entry.locator('.n').innerText());
      await Promise.all([page.waitForURL(/kind=comment/), entry.click()]);
      assert.equal(await found(page), expected);
      assert.ok(expected < before);
      assert.equal(await page.locator('.facet a[aria-current]').count(), 1);
      const chip = page.locator('.chips a').first();
      await Promise.all([page.waitForURL((url) => !url.search.includes('kind=')), chip.click()]);
      assert.equal(await found(page), before);
      assert.equal(await page.locator('.chips a').count(), 0);
      await end();
    });

    it('keeps several filters together and clears them at once', async () => {
      await begin();
      await page.goto(`/search?q=${q('су')}&kind=comment&language=kk&from=2026-11-18`);
      assert.equal(await page.locator('.chips a:not(.clear)').count(), 3);
      const all = await hits(page);
      assert.ok(all.length > 0 && all.every(({ lang, at }) => lang === 'kk' && at >= '2026-11-17T19:00'), 'a filter let something through');
      await Promise.all([page.waitForURL((url) => !/kind|language|from/.test(url.search)), page.click('.chips a.clear')]);
      assert.equal(await page.locator('.chips a').count(), 0);
      await end();
    });

    it('chooses the days of a bar by a click on it', async () => {
      await begin();
      await ask(page, 'су');
      const bar = page.locator('svg.chart a').last();
      const [from, to, label] = [await bar.getAttribute('data-from'), await bar.getAttribute('data-to'), await bar.getAttribute('aria-label')];
      await Promise.all([page.waitForURL(new RegExp(`from=${from}`)), bar.click()]);
      assert.match(page.url(), new RegExp(`to=${to}`));
      assert.ok(label.includes(`${await found(page)} `), `the bar says ${label}, the page ${await found(page)}`);
      for (const { at } of await hits(page)) assert.ok(day(at) >= from && day(at) <= to, `${at} is not of ${from} to ${to}`);
      await end();
    });

    it('chooses days by the form', async () => {
      await begin();
      await ask(page, 'су');
      await page.fill('form.span input[name=from]', '2026-11-18');
      await page.fill('form.span input[name=to]', '2026-11-20');
      await Promise.all([page.waitForURL(/from=2026-11-18&to=2026-11-20/), page.click('form.span button')]);
      const all = await everything(page);
      assert.ok(all.length > 0);
      for (const { at } of all) assert.ok(day(at) >= '2026-11-18' && day(at) <= '2026-11-20', at);
      await end();
    });

    it('shows the same page again from its address, to another reader too', async () => {
      await begin();
      await page.goto(`/search?q=${q('жарық сөнді')}&kind=comment&sort=newest&lang=kk`);
      const first = await page.content();
      const address = page.url();
      await page.reload();
      assert.equal(await page.content(), first);
      await end();
      await begin({ languageCookie: undefined });
      await page.goto(address);
      assert.equal(await page.content(), first);
      await end();
    });

    it('sorts by time both ways', async () => {
      await begin();
      await ask(page, 'жол');
      for (const [name, sign] of [['newest', -1], ['oldest', 1]]) {
        await Promise.all([page.waitForURL(new RegExp(`sort=${name}`)), page.click(`.sorts a[href*="sort=${name}"]`)]);
        const times = (await hits(page)).map(({ at }) => at);
        assert.ok(times.length > 2);
        assert.deepEqual(times, [...times].sort((a, b) => sign * (a < b ? -1 : a > b ? 1 : 0)), name);
      }
      await end();
    });

    it('pages through everything once', async () => {
      await begin();
      await page.goto(`/search?q=${q('су')}&fold=0`);
      const expected = await found(page);
      const all = await everything(page);
      assert.equal(new Set(all.map(({ id }) => id)).size, all.length, 'a post comes twice');
      assert.equal(all.length, expected);
      assert.ok(all.length > (await page.locator(HIT).count()), 'all is on one page: the test tests nothing');
      await Promise.all([page.waitForURL((url) => !url.search.includes('after=')), page.locator('.paging a').first().click()]);
      assert.equal((await hits(page))[0].id, all[0].id);
      await end();
    });

    it('searches only what was typed when told so, and both again', async () => {
      await begin();
      await ask(page, 'нет воды');
      const both = await found(page);
      await Promise.all([page.waitForURL(/expand=0/), page.click('.also a')]);
      const one = await found(page);
      assert.ok(one < both, `${one} of ${both}`);
      assert.ok((await everything(page)).every(({ lang }) => lang !== 'kk'));
      await page.goto(`/search?q=${q('нет воды')}&expand=0`);
      await Promise.all([page.waitForURL((url) => !url.search.includes('expand=')), page.click('.also a')]);
      assert.equal(await found(page), both);
      await end();
    });

    it('folds reprints into one hit and shows them one by one', async () => {
      await begin();
      await ask(page, 'су');
      const texts = await found(page);
      const folded = (await everything(page)).length;
      assert.ok(folded < texts, 'the week has no reprint of this');
      await ask(page, 'су');
      await Promise.all([page.waitForURL(/fold=0/), page.click('.out a[href*="fold=0"]')]);
      assert.equal((await everything(page)).length, texts);
      await ask(page, 'су');
      const reprints = page.locator('a[href$="#reprints"]').first();
      const more = number(await reprints.innerText());
      await Promise.all([page.waitForURL(/\/posts\/\d+/), reprints.click()]);
      assert.equal(await page.locator('#reprints li, #reprints ~ ul li').count() >= Math.min(more, 5), true);
      assert.ok((await page.locator('.post mark').count()) > 0, 'the post does not show what was found');
      await end();
    });

    it('refuses a name and leads to the office', async () => {
      await begin();
      await ask(page, 'Смағұлов Ерлан Болатұлы');
      assert.equal(await page.locator(HIT).count(), 0);
      assert.equal(await page.inputValue('#q'), 'Смағұлов Ерлан Болатұлы');
      const ways = await page.locator('.examples a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      let some = 0;
      for (const way of ways) {
        await page.goto(way);
        assert.equal(await page.locator('#count').count(), 1, `${way} is no search`);
        some += await page.locator(HIT).count();
      }
      assert.ok(some > 0, 'no way that is offered finds anything');
      await ask(page, 'Абай су');
      assert.ok((await page.locator('#count').count()) === 1, 'a place is taken for a person');
      await end();
    });

    it('points at the character of a query that cannot be read', async () => {
      await begin();
      await ask(page, 'су AND (жарық');
      assert.equal(await page.locator('mark.fault').innerText(), '(');
      assert.equal(await page.inputValue('#q'), 'су AND (жарық');
      await page.fill('#q', 'су AND жарық');
      await Promise.all([page.waitForURL((url) => !decodeURIComponent(url.search).includes('(')), page.press('#q', 'Enter')]);
      assert.equal(await page.locator('mark.fault').count(), 0);
      await end();
    });

    it('says that nothing was found and offers a way out', async () => {
      await begin();
      await ask(page, 'су кашалот');
      assert.equal(await page.locator(HIT).count(), 0);
      await Promise.all([page.waitForURL(/words=any/), page.click('.nothing a')]);
      assert.ok((await page.locator(HIT).count()) > 0);
      await end();
    });
  });
}

/** The tests. */
export function searching(world) {
  mainPath(world, true);
  mainPath(world, false);

  describe('the script of the search', () => {
    it('chooses days by drawing over the bars, as the form does', async () => {
      const { context, page, faults } = await reader(world.browser, world.week.origin, { languageCookie: 'ru' });
      await ask(page, 'су');
      const bars = page.locator('svg.chart [data-from]');
      const count = await bars.count();
      assert.ok(count > 4);
      const [first, last] = [count - 4, count - 2];
      const expected = [await bars.nth(first).getAttribute('data-from'), await bars.nth(last).getAttribute('data-to')];
      await page.locator('svg.chart').scrollIntoViewIfNeeded();
      const box = await page.locator('svg.chart').boundingBox();
      const x = (bar) => box.x + ((bar + 0.5) * box.width) / count;
      await page.mouse.move(x(last), box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(x(last - 1), box.y + box.height / 2);
      await page.mouse.move(x(first), box.y + box.height / 2);
      assert.equal(await page.locator('svg.chart .picked').count(), 3, 'what is drawn over is not shown');
      await Promise.all([page.waitForURL(new RegExp(`from=${expected[0]}&to=${expected[1]}`)), page.mouse.up()]);
      const drawn = await page.content();
      await page.goto(page.url());
      assert.equal(await page.content(), drawn);
      await context.close();
      assert.deepEqual(faults, []);
    });

    it('goes to the box with /, through the results with j and k, opens with o, shows the keys with ?', async () => {
      const { context, page, faults } = await reader(world.browser, world.week.origin, { languageCookie: 'kk' });
      await ask(page, 'су');
      const focused = () => page.evaluate(() => document.activeElement.getAttribute('href') ?? document.activeElement.id);
      const ids = (await hits(page)).map(({ id }) => id);
      await page.locator('body').press('j');
      assert.ok((await focused()).includes(`/posts/${ids[0]}`));
      await page.keyboard.press('j');
      assert.ok((await focused()).includes(`/posts/${ids[1]}`));
      await page.keyboard.press('k');
      assert.ok((await focused()).includes(`/posts/${ids[0]}`));
      await page.keyboard.press('/');
      assert.equal(await focused(), 'q');
      await page.keyboard.type('jjk?o');
      assert.ok((await page.inputValue('#q')).endsWith('jjk?o') && page.url().includes('/search'), 'keys act while one types');
      await page.keyboard.press('Escape');
      await page.keyboard.press('j');
      await Promise.all([page.waitForURL(new RegExp(`/posts/${ids[0]}`)), page.keyboard.press('o')]);
      await Promise.all([page.waitForURL('**/keys'), page.keyboard.press('?')]);
      await context.close();
      assert.deepEqual(faults, []);
    });
  });
}

/** The civil day of a moment in Kazakhstan. */
const day = (moment) => new Date(Date.parse(moment) + 5 * 3_600_000).toISOString().slice(0, 10);
