// The pages of Dauys in a real browser. `npm ci && npm test` in this folder, after `cargo build -p dauys-tests`; see README.md.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { attacks } from './attacks.js';
import { path } from './browser.js';
import { digestFiles } from './digests.js';
import { everyPage } from './every_page.js';
import { jsonInterface } from './interface.js';
import { officeRecords } from './office.js';
import { reading } from './reading.js';
import { searching } from './search.js';
import { begin } from './world.js';

if (!path) {
  it('the pages in a browser', { skip: 'no Chromium on this machine' }, () => {});
} else {
  const world = {};
  before(async () => Object.assign(world, await begin()), { timeout: 600_000 });
  after(async () => world.end && assert.deepEqual(await world.end(), [0, 0], 'a server did not end well'), { timeout: 120_000 });

  searching(world);
  reading(world);
  officeRecords(world);
  jsonInterface(world);
  attacks(world);
  digestFiles();
  everyPage(world, () => examples(world));
}

/** A topic, a post with reprints and a saved search of the week, for the pages that need one. */
async function examples({ week }) {
  const first = async (address, pattern) => {
    const text = await (await fetch(week.origin + address, { redirect: 'follow' })).text();
    return text.match(pattern)[1].replaceAll('&amp;', '&');
  };
  const form = new URLSearchParams({ name: 'Нет воды', query: 'нет воды', expanded: '1', trigger: 'new', at_least: '2', schedule: 'every', hour: '8', quiet_from: '22', quiet_to: '7', do: 'save' });
  const answer = await fetch(`${week.origin}/saved/new`, { method: 'POST', body: form, redirect: 'manual' });
  assert.equal(answer.status, 303, await answer.text());
  return {
    topic: await first('/topics?date=2026-11-22', /href="(\/topics\/\w+[^"]*)"/),
    post: (await first(`/search?q=${encodeURIComponent('су')}`, /href="(\/posts\/[^"]*)#reprints"/)),
    saved: await first('/saved', /href="(\/saved\/\d+)"/),
  };
}
