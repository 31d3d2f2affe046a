// The program that is under test: a played week, an installation of hostile texts, and a server over either.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The evening of the last day of the invented week. */
export const NOW = '2026-11-22T14:30:00Z';

/** The program as the tests of the whole build it; `DAUYS_PROGRAM` names another. */
export const program = resolve(process.env.DAUYS_PROGRAM ?? join(root, 'target/debug/dauys-under-test'));

if (!existsSync(program)) {
  throw new Error(`there is no ${program}: run \`cargo build -p dauys-tests\`, or name the program in DAUYS_PROGRAM`);
}

/** Runs the program to its end → `{ code, stdout, stderr }`. */
export function run(args) {
  return new Promise((done) => {
    const options = { cwd: root, maxBuffer: 1 << 28, timeout: 300_000 };
    execFile(program, args, options, (error, stdout, stderr) => done({ code: error ? error.code : 0, stdout, stderr }));
  });
}

/** Runs the program, which must end well → what it wrote to stdout. */
export async function well(args) {
  const { code, stdout, stderr } = await run(args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

/** Serves an installation at a free port → `{ origin, stop }`. */
export function serve(args) {
  const child = spawn(program, [...args, 'serve', '--listen', '127.0.0.1:0'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  return new Promise((served, failed) => {
    const patience = setTimeout(() => child.kill() && failed(new Error(`the program does not serve: ${said}`)), 120_000);
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
      said += text;
      const address = said.match(/serving (http:\/\/[\d.]+:\d+)\//);
      if (!address) return;
      clearTimeout(patience);
      served({ origin: address[1], said: () => said, stop: () => ended(child) });
    });
    child.on('exit', (code) => failed(new Error(`the program ended with ${code}: ${said}`)));
  });
}

/** Ends a server as an operator does → the code it ends with. */
function ended(child) {
  return new Promise((done) => {
    if (child.exitCode !== null) return done(child.exitCode);
    const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.on('exit', (code) => {
      clearTimeout(patience);
      done(code);
    });
    child.kill('SIGTERM');
  });
}
