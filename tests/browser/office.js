// The office's own records: a saved search from its trial to its end, and triage by keyboard and by hand.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { reader } from './browser.js';
import { well } from './program.js';
import { ask, number } from './search.js';

/** The tests. */
export function officeRecords(world) {
  for (const script of [true, false]) {
    const how = script ? 'with the script' : 'without a script';

    describe(`the office's records ${how}`, () => {
      it('tries a search on the past, saves it, lists it, changes it and removes it', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        await ask(page, 'нет воды');
        await Promise.all([page.waitForURL('**/saved/new?**'), page.click('.tools .button')]);
        assert.equal(await page.inputValue('#query'), 'нет воды');
        const name = `Вода ${script ? 'утром' : 'вечером'} <b>`;
        await page.fill('#name', name);
        await page.check('input[name=trigger][value=new]');
        await page.fill('input[name=at_least]', '2');
        await Promise.all([page.waitForSelector('#tried'), page.click('button[value=try]')]);
        const times = Number((await page.locator('section[aria-labelledby=tried] > p > strong').innerText()).match(/(\d+) раз/)[1]);
        assert.ok(times > 0, 'the week would have told nothing');
        assert.equal(await page.locator('section[aria-labelledby=tried] ol > li.told').count(), times);
        assert.ok((await page.locator('section[aria-labelledby=tried] ol a[href^="/posts/"]').count()) > 0, 'a notice names no text');
        assert.equal(await page.inputValue('#name'), name, 'the trial forgets the name');
        assert.equal(await page.inputValue('input[name=at_least]'), '2');
        await Promise.all([page.waitForURL(/\/saved(\/\d+|\?|$)/), page.click('button[value=save]')]);
        await page.goto('/saved');
        const kept = page.locator('article.kept').filter({ hasText: name });
        assert.equal(await kept.count(), 1);
        assert.ok((await well([...world.week.here, 'saved', 'list'])).includes(name), 'the command line does not know it');
        await Promise.all([page.waitForURL(/\/saved\/\d+$/), kept.locator('h2 a').click()]);
        await page.fill('#query', 'нет воды region:(');
        await Promise.all([page.waitForSelector('#fault'), page.click('button[value=save]')]);
        assert.equal(await page.locator('#fault mark.fault').count(), 1, 'the fault is not pointed at');
        await page.fill('#query', 'нет воды');
        await Promise.all([page.waitForURL(/\/saved/), page.click('button[value=save]')]);
        await page.goto('/saved');
        await Promise.all([page.waitForURL(/\/remove$/), kept.locator('a[href$="/remove"]').click()]);
        await Promise.all([page.waitForURL(/\/saved$/), page.click('form.choice button')]);
        assert.equal(await kept.count(), 0);
        assert.ok(!(await well([...world.week.here, 'saved', 'list'])).includes(name));
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('stores the mark of a text and takes it back', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'kk' });
        await page.goto('/triage');
        const first = () => page.locator('li[data-entry] [data-open]').first().getAttribute('href');
        const waiting = async () => number(await page.locator('.triage > p > strong').innerText());
        const [before, count] = [await first(), await waiting()];
        const id = before.match(/\d+/)[0];
        const press = async (key, button) => (script ? page.keyboard.press(key) : page.click(button));
        await Promise.all([page.waitForURL(new RegExp(`marked=${id}`)), press('2', 'li[data-entry] button[value=news]')]);
        assert.notEqual(await first(), before);
        assert.equal(await waiting(), count - 1);
        assert.ok((await page.locator('ul.last a').first().getAttribute('href')).includes(id));
        await Promise.all([page.waitForURL(new RegExp(`marked=${id}`)), press('u', '[data-undo]')]);
        await page.waitForFunction((href) => document.querySelector('li[data-entry] [data-open]').getAttribute('href') === href, before);
        assert.equal(await waiting(), count);
        if (script) {
          const second = await page.locator('li[data-entry] [data-open]').nth(1).getAttribute('href');
          await page.keyboard.press('j');
          await Promise.all([page.waitForURL(new RegExp(`marked=${second.match(/\d+/)[0]}`)), page.keyboard.press('4')]);
          assert.equal(await first(), before, 'the key marked another text than the one in focus');
          await Promise.all([page.waitForFunction((n) => !document.querySelector(`ul.last a[href*="/${n}"]`), second.match(/\d+/)[0]), page.keyboard.press('u')]);
        }
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('decides about a topic and withdraws the decision', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        await page.goto('/topics');
        await Promise.all([page.waitForURL(/\/topics\/\w+/), page.locator('article.topic [data-open]').first().click()]);
        const tick = page.locator('article.post input[name=post]').first();
        await tick.check();
        await Promise.all([page.waitForURL(/decided=\d+#decisions$/), page.click('button[value=not]')]);
        assert.match(await page.locator('[role=status]').innerText(), /сохранено/);
        const open = await page.locator('button[value=withdraw]').count();
        assert.ok(open > 0, 'nothing can be withdrawn');
        await Promise.all([page.waitForNavigation(), page.locator('button[value=withdraw]').last().click()]);
        assert.match(await page.locator('[role=status]').innerText(), /отозвано/);
        assert.equal(await page.locator('button[value=withdraw]').count(), open - 1);
        await context.close();
        assert.deepEqual(faults, []);
      });

      it('makes a subscription, is told what cannot be meant, sees its digest of today, keeps it, and removes it', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        const id = script ? 'with-script' : 'without-script';
        await page.goto('/subscriptions/new');
        await page.fill('#field-title', `Вода и дороги ${id} <b>`);
        await page.fill('#field-id', 'не годится');
        await page.check('input[name=region][value="350000000"]');
        await Promise.all([page.waitForSelector('#fault-id'), page.click('button[value=save]')]);
        assert.equal(await page.getAttribute('#field-id', 'aria-invalid'), 'true');
        assert.ok(await page.isChecked('input[name=region][value="350000000"]'), 'the form forgets what was chosen');
        await page.fill('#field-id', id);
        await Promise.all([page.waitForSelector('#previewed'), page.click('button[value=preview]')]);
        assert.match(await page.locator('#previewed h2').first().innerText(), /Вода и дороги/);
        await Promise.all([page.waitForURL('**/subscriptions?done=kept'), page.click('button[value=save]')]);
        const kept = page.locator('article.kept').filter({ hasText: id });
        assert.match(await kept.innerText(), /Карагандинская область/);
        await Promise.all([page.waitForURL(`**/subscriptions/${id}`), kept.locator('h2 a').click()]);
        await page.goto(`/digests/2026-11-22/${id}`);
        assert.match(await page.locator('h1').innerText(), /<b>/, 'a heading is no HTML');
        await page.goto(`/subscriptions/${id}/remove`);
        await Promise.all([page.waitForURL('**/subscriptions?done=removed'), page.click('main form button')]);
        assert.equal(await page.locator('article.kept').filter({ hasText: id }).count(), 0);
        await context.close();
        // The browser tells of the answer 422, which is meant.
        assert.deepEqual(faults.filter((fault) => !fault.includes('422')), []);
      });

      it('notes on the page of a topic that an answer is due, and that it came', async () => {
        const { context, page, faults } = await reader(world.browser, world.week.origin, { script, languageCookie: 'ru' });
        await page.goto('/topics');
        await Promise.all([page.waitForURL(/\/topics\/\w+/), page.locator('article.topic [data-open]').first().click()]);
        await page.click('#due summary');
        await page.fill('#due-day', '2026-11-30');
        const what = `Ответ акимата ${script}`;
        await page.fill('#due-what', what);
        await Promise.all([page.waitForURL(/#due$/), page.click('#due form.keep button')]);
        assert.match(await page.locator('#due .dues').innerText(), new RegExp(what));
        await page.goto('/due');
        const due = page.locator('section[aria-labelledby=waiting] li').filter({ hasText: what });
        await Promise.all([page.waitForURL('**/due?done=1'), due.locator('button').click()]);
        assert.equal(await page.locator('section[aria-labelledby=answered] li').filter({ hasText: what }).count(), 1);
        await context.close();
        assert.deepEqual(faults, []);
      });
    });
  }

  describe('marks', () => {
    it('are there after the browser is gone', async () => {
      const { context, page } = await reader(world.browser, world.week.origin);
      await page.goto('/triage');
      const id = (await page.locator('li[data-entry] [data-open]').first().getAttribute('href')).match(/\d+/)[0];
      await Promise.all([page.waitForURL(/marked=/), page.keyboard.press('c')]);
      await context.close();
      const later = await reader(world.browser, world.week.origin);
      await later.page.goto('/triage');
      assert.ok((await later.page.locator('ul.last a').first().getAttribute('href')).includes(id));
      await later.page.goto(`/posts/${id}`);
      assert.deepEqual(later.faults, []);
      await later.context.close();
    });
  });
}
