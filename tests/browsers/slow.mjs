// How long until a page can be used over a slow line: 50 kbit/s each way, 500 ms there and back.
//
// Takes the demo's line of JSON. A page can be used when what one came for is laid out and can be pressed, whatever still
// arrives behind it. The line is a proxy on loopback, shared by all of a browser's connections.

import { createServer, connect } from 'node:net';

import { ChromiumTab, launch as launchChromium } from './chromium.mjs';
import { FirefoxTab, launch as launchFirefox } from './firefox.mjs';

const BYTES_PER_SECOND = 50_000 / 8;
const ONE_WAY_MS = 250;
const GOAL_SECONDS = 10;
/** What a packet holds. */
const PIECE = 1400;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** One direction of the line: what is sent waits for what was sent before it, and then takes its way. */
class Direction {
  #free = 0;

  async carry(from, to) {
    const under = [];
    for await (const chunk of from) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE);
        const now = performance.now();
        this.#free = Math.max(this.#free, now) + (piece.length / BYTES_PER_SECOND) * 1000;
        const arrives = this.#free;
        await pause(arrives - now);
        under.push(pause(ONE_WAY_MS).then(() => to.writable && to.write(piece)));
      }
    }
    await Promise.all(under);
    to.end();
  }
}

/** Listens on loopback and leads to the server, slowly; gives its own address. */
async function slowLine(origin) {
  const { hostname, port } = new URL(origin);
  const [up, down] = [new Direction(), new Direction()];
  const line = createServer(async (browser) => {
    browser.on('error', () => {});
    // A connection takes its first way there and back, too.
    await pause(2 * ONE_WAY_MS);
    const server = connect(Number(port), hostname);
    server.on('error', () => browser.destroy());
    up.carry(browser, server).catch(() => server.destroy());
    down.carry(server, browser).catch(() => browser.destroy());
  });
  await new Promise((listens) => line.listen(0, '127.0.0.1', listens));
  return { address: `http://127.0.0.1:${line.address().port}`, close: () => line.close() };
}

/** Seconds from an act until all of these stand on a new page with a place of their own. */
async function until(tab, act, path, ...selectors) {
  const begun = performance.now();
  let failed;
  act().catch((error) => (failed = error));
  for (;;) {
    const there = await tab.page
      .evaluate(
        ([path, selectors]) =>
          location.pathname === path &&
          !globalThis.isBefore &&
          selectors.every((it) => {
            const box = document.querySelector(it)?.getBoundingClientRect();
            return box && box.width > 0 && box.height > 0;
          }),
        [path, selectors],
      )
      .catch(() => false);
    if (there) return (performance.now() - begun) / 1000;
    if (failed && performance.now() - begun > 5000) throw failed;
    if (performance.now() - begun > 120_000) throw new Error(`${path} never showed ${selectors}`);
    await pause(25);
  }
}

const { portal } = JSON.parse(process.argv[2]);
const origin = portal.replace(/\/$/, '');
let over = 0;

for (const [launch, Tab] of [[launchChromium, ChromiumTab], [launchFirefox, FirefoxTab]]) {
  const browser = await launch();
  for (const language of process.env.AMPARO_LANGUAGES?.split(' ') ?? ['es', 'my']) {
    const line = await slowLine(origin);
    const tab = await Tab.open(browser, line.address);
    const at = (path) => `/${language}/${path}`;
    const seconds = {};
    const measure = async (name, act, path, ...selectors) => {
      await tab.page.evaluate(() => (globalThis.isBefore = true)).catch(() => {});
      seconds[name] = await until(tab, act, path, ...selectors);
      // What fills the page up arrives before the next step.
      while ((await tab.page.evaluate(() => document.readyState).catch(() => '')) !== 'complete') await pause(100);
    };
    const visit = (path) => () => tab.page.goto(line.address + at(path), { timeout: 120_000 });
    // In Firefox a click goes to a place, which it finds by itself.
    const press = (selector) => () => tab.send(selector);
    await measure('start', visit(''), at(''), 'h1', `.desks a, .actions a.button`);
    await measure('before', visit('5'), at('5'), 'h1', `main a[href="${at('1')}"]`);
    await measure('form', visit('1'), at('1'), '#account', '#files', '#send');
    const codename = (await tab.texts('.codename .line'))[0];
    await tab.fill('#account', 'Una línea. တစ်ကြောင်း။');
    await tab.tick('#consent');
    await measure('confirmation', press('#send'), at('1'), 'h1', '.words li:nth-child(9)', '.kept');
    await measure('ask', visit('2'), at('2'), '#codename', 'main button');
    await tab.fill('#codename', codename);
    await measure('mailbox', press('main button'), at('2'), 'h1', 'main .card', '#add');
    await tab.context.close();
    line.close();
    const row = Object.entries(seconds).map(([name, took]) => `${name} ${took.toFixed(1)} s`);
    console.log(`${tab.name}, ${language}: ${row.join(', ')}`);
    over += Object.values(seconds).filter((took) => took >= GOAL_SECONDS).length;
  }
  await browser.close();
}
console.log(over === 0 ? `all below ${GOAL_SECONDS} s` : `${over} at ${GOAL_SECONDS} s or more`);
process.exit(over === 0 ? 0 : 1);
