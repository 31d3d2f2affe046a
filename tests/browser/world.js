// What all tests share: the played week and the hostile texts, each served, and one browser.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as browser from './browser.js';
import { lines, refusedLines } from './hostile.js';
import { NOW, run, serve, well } from './program.js';

/** `{ week, hostile, browser, end }`: origins of the two installations, the browser, and what ends it all. */
export async function begin() {
  const folder = await mkdtemp(join(tmpdir(), 'dauys-browser-'));
  const [week, hostile, started] = await Promise.all([playWeek(join(folder, 'week')), bringHostile(join(folder, 'hostile')), browser.start()]);
  return {
    week,
    hostile,
    browser: started,
    /** Ends everything → the codes with which the servers end. */
    async end() {
      await started.close();
      const codes = await Promise.all([week.stop(), hostile.stop()]);
      await rm(folder, { recursive: true, force: true });
      return codes;
    },
  };
}

async function playWeek(folder) {
  await well(['demo', '--dir', folder]);
  const here = ['--config', join(folder, 'config/demo.toml'), '--data', folder, '--now', NOW];
  return { ...(await serve(here)), here };
}

async function bringHostile(folder) {
  const file = `${folder}.jsonl`;
  const good = lines();
  const bad = refusedLines();
  await writeFile(file, Buffer.concat([...good.map((line) => Buffer.from(line)), ...bad.map(([line]) => line)].flatMap((line) => [line, Buffer.from('\n')])));
  const here = ['--data', folder, '--now', NOW];
  const refused = await run([...here, 'import', 'posts', file]);
  const imported = await run([...here, 'import', 'posts', file, '--skip-bad']);
  for (const pass of ['read', 'group', 'index']) await well([...here, pass]);
  return { ...(await serve(here)), here, refused, imported, brought: good.length, reasons: bad.map(([, reason]) => reason) };
}
