// Digests as files: every page and mail that the tests of `dauys-digest` keep is valid HTML, has no fault that axe-core finds in light or
// dark, is never wider than a phone, and shows what changed on its first screen.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { HtmlValidate } from 'html-validate';

import { excess, start, WIDTHS } from './browser.js';
import { root } from './program.js';

const axe = createRequire(import.meta.url)('axe-core').source;

/** The pages and mails that snapshots hold → `[{ name, html, isMail }]`. */
async function kept() {
  const all = [];
  for (const target of ['digest', 'forms']) {
    const folder = join(root, 'crates/digest/tests', target, 'snapshots');
    for (const name of (await readdir(folder)).sort()) {
      const form = name.match(/\.(html|mail)\.snap$/)?.[1];
      if (!form) continue;
      const text = await readFile(join(folder, name), 'utf8');
      all.push({ name, html: text.split('---\n').slice(2).join('---\n'), isMail: form === 'mail' });
    }
  }
  return all;
}

/** The tests. */
export function digestFiles() {
  describe('digests as files', () => {
    let all;
    let browser;
    before(async () => {
      all = await kept();
      browser = await start();
    });
    after(() => browser?.close());

    it('are valid HTML', async () => {
      assert.ok(all.some((file) => file.isMail) && all.some((file) => !file.isMail));
      const wrong = [];
      for (const { name, html, isMail } of all) {
        const taste = { 'void-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off' };
        // Programs of mail know attributes and styles in the element, and no `main`.
        const ofMail = { 'no-deprecated-attr': 'off', 'prefer-native-element': 'off' };
        const rules = isMail ? { ...taste, ...ofMail } : { ...taste, 'no-inline-style': 'error' };
        const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'], rules });
        const { results } = await validator.validateString(html);
        for (const { messages } of results) {
          for (const { ruleId, message, line } of messages) wrong.push(`${name}:${line} ${ruleId} ${message}`);
        }
      }
      assert.deepEqual(wrong, []);
    });

    it('have no fault that axe-core finds, and fit the screen', async () => {
      const wrong = [];
      for (const { name, html } of all) {
        for (const width of WIDTHS) {
          for (const colorScheme of ['light', 'dark']) {
            // The tester is injected: the policy of the page would refuse it.
            const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, bypassCSP: true });
            const page = await context.newPage();
            await page.setContent(html);
            const { wide, out } = await excess(page);
            if (wide > 0) wrong.push(`${name} at ${width}: ${wide} too wide: ${out}`);
            // The two phones differ by a few pixels.
            if (width === WIDTHS[1]) {
              await context.close();
              continue;
            }
            await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
            await page.evaluate(axe);
            const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
            for (const { id, nodes } of violations) wrong.push(`${name} at ${width}, ${colorScheme}: ${id} ${nodes[0].html.slice(0, 120)}`);
            await context.close();
          }
        }
      }
      assert.deepEqual(wrong, []);
    });

    it('show what changed on the first screen of a phone', async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      let seen = 0;
      for (const { name, html, isMail } of all) {
        await page.setContent(html);
        const end = await page.evaluate(() => document.querySelector('#changes > ul')?.getBoundingClientRect().bottom);
        if (isMail || end === undefined) continue;
        seen += 1;
        assert.ok(end <= 844, `${name}: the changes end at ${end}`);
      }
      assert.ok(seen > 0);
      await context.close();
    });
  });
}
