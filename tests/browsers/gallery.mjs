// Every page and every state of it, looked at: pictures in three widths, light and dark, and by machines for
// what keeps people out. Scripts are on in this browser, because axe-core is one: it comes in by the debugging
// protocol, which the page's own policy does not stop, while that policy keeps the page's scripts off as in
// Tor Browser at Safest.

import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { createServer, request } from 'node:http';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ChromiumTab } from './chromium.mjs';
import { check, same } from './report.mjs';

const require = createRequire(import.meta.url);
const AXE = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const VNU = require.resolve('vnu-jar/build/dist/vnu.jar');

const WIDTHS = [320, 768, 1280];

/** Pictures take most of the time: each run takes these, and all where `AMPARO_PICTURES=all` asks for them. */
const SHOWN = ['320-light', '1280-dark'];
const ALL = process.env.AMPARO_PICTURES === 'all';

/** WCAG 2.2, 1.4.12: what readers may set without losing anything. */
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';

/** What a reviewer asks: more than a line, more than a screen is wide, in two directions. */
const ASKED = `¿Qué ${'palabralarga'.repeat(20)}?\n\nشكرًا. ${'هل من شيء آخر؟ '.repeat(10)}`;

/** Opens every closed part of the page. */
const unfold = (tab) => tab.page.evaluate(() => document.querySelectorAll('details').forEach((it) => (it.open = true)));

/** What of these is seen: it has a place, and neither it nor what it stands in is hidden. */
const seen = (tab, its) =>
  tab.page.evaluate((its) => [...document.querySelectorAll(its)].filter((it) => it.checkVisibility({ visibilityProperty: true }) && it.getBoundingClientRect().height > 0).length, its);

/** A confirmation in the colours of the reader's system, and on paper: the nine words, and what was not kept. */
export async function confirmedInOtherMedia(tab, language) {
  const written = await tab.count('.not-kept .files li');
  for (const media of [{ forcedColors: 'active' }, { media: 'print' }]) {
    const name = `${language}: the confirmation, ${Object.entries(media).flat().join(' ')}`;
    await tab.page.emulateMedia(media);
    same(`${name}: the nine words are seen`, await seen(tab, '.codename .words li'), 9);
    check(`${name}: what was not kept is seen`, written > 0 && (await seen(tab, '.not-kept .files li')) === written);
    const [border, bar] = await Promise.all([
      tab.page.evaluate(() => getComputedStyle(document.querySelector('.codename .words li')).borderTopStyle),
      seen(tab, '.bar'),
    ]);
    if (media.media) same(`${name}: what only a screen needs is not printed`, bar, 0);
    else same(`${name}: each word has its frame`, border, 'solid');
    await tab.page.emulateMedia({ forcedColors: null, media: null });
  }
}

export class Gallery {
  #seen = [];
  #asked = new Set();

  constructor(browser, origin, small, reviewer, pictures, work) {
    Object.assign(this, { browser, origin, small, reviewer, pictures, folder: join(work, 'pages') });
  }

  /** Walks to every state of every page in a language; `briefly` without pictures, in the narrowest window alone. */
  async walk(language, attach, briefly = false) {
    this.briefly = briefly;
    await mkdir(this.folder, { recursive: true });
    const open = (origin) => ChromiumTab.open(this.browser, origin, { javaScriptEnabled: true }, [422, 404]);
    const [plain, small] = [await open(this.origin), await open(this.small)];
    const at = (path) => `/${language}/${path}`;
    const look = async (tab, name, its) => {
      check(`${language}: this is the page "${name}"`, (await tab.count(its)) > 0, await tab.texts('main'));
      await this.#look(tab, `${language}-${name}`);
    };

    await plain.visit(at(''));
    await look(plain, 'start', '.hero');
    await plain.visit(at('3'));
    await look(plain, 'safety', '#care');
    await plain.visit(at(`6/${'0'.repeat(32)}`));
    await look(plain, 'progress', 'main [role="status"]');
    await plain.visit('/exit');
    await look(plain, 'exit', '.blank');
    await plain.visit(at('5'));
    await look(plain, 'pause', `a.button[href="${at('1')}"]`);
    await plain.visit(at('1'));
    await look(plain, 'form', '#codename + form');
    await plain.send('[name="more"]');
    await look(plain, 'form-more', 'details.group');
    await unfold(plain);
    await look(plain, 'form-unfolded', 'details[open] details[open]');
    for (const [path, name] of [['1/2', 'short'], ['1/3', 'detention']]) {
      await plain.visit(at(path));
      if ((await plain.count('[name="more"]')) > 0) await plain.send('[name="more"]');
      await unfold(plain);
      await look(plain, `form-${name}`, '#codename + form');
    }
    await plain.visit(at('1'));

    // Everything that a form can come back with.
    await plain.page.evaluate(() => document.getElementById('consent').removeAttribute('required'));
    await plain.fill('#when', 'w'.repeat(600));
    await plain.fill('#place', 'p l a c e '.repeat(60));
    await plain.fill('#account', `${'unbroken'.repeat(60)}\n\n${'words and more words '.repeat(40)}`);
    await plain.attach('#files', attach);
    await plain.page.evaluate(() => {
      const codename = document.querySelector('[name="codename"]');
      // Words of no list: nine that are of one fit their checksum once in 256 times.
      codename.value = codename.value.trim().split(' ').map((word) => `xx${word}`).join(' ');
    });
    await plain.send('#send');
    await look(plain, 'form-back', '.problems li:nth-child(5)');

    // Nothing that fits; then files that are too large, and too many, beside words.
    await small.visit(at('1'));
    await small.tick('#consent');
    await small.attach('#files', attach.slice(0, 1));
    await small.send('#send');
    await look(small, 'confirmation-none', '.not-kept + .codename');
    await small.visit(at('1'));
    await small.fill('#account', 'Una sola línea.');
    await small.tick('#consent');
    await small.attach('#files', attach);
    await small.attach('#files-second', attach.slice(1));
    await small.send('#send');
    await look(small, 'confirmation', '.not-kept ~ .codename ~ .kept');
    await confirmedInOtherMedia(small, language);
    const told = (await small.texts('.codename .line'))[0];
    await small.visit(at('4'));
    await look(small, 'about', '.key');

    await small.visit(at('2'));
    await look(small, 'ask', 'textarea:not([aria-invalid])');
    await small.fill('#codename', 'river candle');
    await small.send('main button');
    await look(small, 'ask-back', '#ask-problem');
    await small.visit(at('1'));
    const codename = (await small.texts('.codename .line'))[0];
    await small.visit(at('2'));
    await small.fill('#codename', codename);
    await small.send('main button');
    await look(small, 'mailbox', 'main .card');
    await this.#ask();
    await small.visit(at('2'));
    await small.fill('#codename', told);
    await small.send('main button');
    await look(small, 'mailbox-asked', '.reply');
    await small.visit(at('2'));
    await small.fill('#codename', codename);
    await small.send('main button');
    await unfold(small);
    await look(small, 'mailbox-unfolded', '#withdraw[open]');
    await small.page.evaluate(() => document.getElementById('meant').removeAttribute('required'));
    await small.send('#withdraw button');
    await look(small, 'mailbox-not-meant', '#meant_problem');
    await small.open('#change');
    await small.choose('#consent-c1', 'no');
    await small.send('#change button');
    await look(small, 'changed', 'form.actions');
    await small.send('main form button');
    await small.open('#add');
    await small.send('#add button');
    await look(small, 'form-again', '#codename.card');
    await small.visit(at('2'));
    await small.fill('#codename', codename);
    await small.send('main button');
    await small.open('#withdraw');
    await small.tick('#meant');
    await small.send('#withdraw button');
    await look(small, 'withdrawn', 'h1');
    await small.visit(at('nothing'));
    await look(small, 'not-found', 'main .actions');

    const [number, stop] = await this.#sendHalf(small, at('1'));
    await small.visit(at(`6/${number}`));
    await look(small, 'progress-under-way', 'progress:not([value="0"])');
    stop();

    await plain.close(`every page, ${language}`);
    await small.close(`every other page, ${language}`);
  }

  /** The second server's reviewer asks something of everybody who was not asked yet. */
  async #ask() {
    await this.reviewer.pull();
    const fresh = (await this.reviewer.inbox()).filter(({ id }) => !this.#asked.has(id));
    for (const { id } of fresh) {
      this.#asked.add(id);
      await this.reviewer.reply(id, ASKED);
    }
    await this.reviewer.push();
  }

  /** Sends half of a visit and holds it there; gives the number under which its progress is told, and an end. */
  async #sendHalf(tab, path) {
    await tab.visit(path);
    const number = await tab.page.evaluate(() => document.querySelector('[name="progress"]').value);
    const part = (head, value) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}`;
    const sending = request(`${this.small}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 900_000 },
    });
    // It is cut off in the end.
    sending.on('error', () => {});
    sending.write(part('name="progress"', `${number}\r\n`) + part('name="consent"', 'yes\r\n'));
    sending.write(part('name="files"; filename="half.bin"', 'x'.repeat(400_000)));
    for (let tries = 0; tries < 100; tries += 1) {
      await tab.visit(path.replace(/1$/, `6/${number}`));
      if ((await tab.count('progress:not([value="0"])')) > 0) break;
      await new Promise((later) => setTimeout(later, 50));
    }
    return [number, () => sending.destroy()];
  }

  /** Looks at pages that lie in files and need nothing else, by their names. */
  async files(paths) {
    this.briefly = false;
    await mkdir(this.folder, { recursive: true });
    const server = createServer(async (request, answer) => {
      const path = paths[decodeURIComponent(request.url.slice(1))];
      answer.writeHead(path ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
      answer.end(path && (await readFile(path)));
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    const tab = await ChromiumTab.open(this.browser, `http://127.0.0.1:${server.address().port}`, { javaScriptEnabled: true });
    for (const name of Object.keys(paths)) {
      await tab.visit(`/${name}`);
      await unfold(tab);
      await this.#look(tab, name);
      await tab.page.pdf({ path: join(this.pictures, `${name}.pdf`) });
    }
    await tab.close('pages in files');
    server.close();
  }

  async #look(tab, name) {
    const { page } = tab;
    await writeFile(join(this.folder, `${name}.html`), await tab.answer.body());
    this.#seen.push(name);
    for (const width of this.briefly ? WIDTHS.slice(0, 1) : WIDTHS) {
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      for (const colorScheme of ['light', 'dark']) {
        if (this.briefly || (!ALL && !SHOWN.includes(`${width}-${colorScheme}`))) continue;
        await page.emulateMedia({ colorScheme });
        await tab.picture(join(this.pictures, `${name}-${width}-${colorScheme}.jpg`));
      }
      await this.#fits(page, `${name} at ${width} pixels`);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate((rules) => {
      const [sheet] = document.styleSheets;
      for (const rule of rules.split(/(?<=\}) /)) sheet.insertRule(rule, sheet.cssRules.length);
    }, SPACED);
    await this.#fits(page, `${name} with its text spaced`);
    await this.#axe(tab, name);
  }

  /** Nothing needs scrolling sideways, and nothing is cut off but the name in the bar, which the foot repeats. */
  async #fits(page, what) {
    const wide = await page.evaluate(() => {
      const most = document.documentElement.clientWidth;
      const sideways = document.documentElement.scrollWidth > most;
      const beyond = [...document.querySelectorAll('body *')].filter((it) => {
        const box = it.getBoundingClientRect();
        return box.width > 0 && (box.right > most + 1 || box.left < -1);
      });
      const cut = [...document.querySelectorAll('a, button, label, p, li, h1, h2, dt, dd, bdi')].filter(
        (it) => !it.closest('.home') && getComputedStyle(it).overflow !== 'visible' && it.scrollHeight > it.clientHeight + 1,
      );
      return { sideways, beyond: beyond.map((it) => it.outerHTML.slice(0, 80)), cut: cut.map((it) => it.outerHTML.slice(0, 80)) };
    });
    same(`${what}: it fits`, wide, { sideways: false, beyond: [], cut: [] });
  }

  /** axe-core, all of its rules, in the colours of the day and of the night. */
  async #axe(tab, name) {
    const session = await tab.context.newCDPSession(tab.page);
    const evaluate = async (expression) => {
      const options = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', options);
      if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description}`);
      return result.value;
    };
    await evaluate(AXE);
    // Colours are the same in every language.
    for (const [colorScheme, width] of this.briefly ? [['dark', 320]] : [['light', 1280], ['dark', 320]]) {
      await tab.page.setViewportSize({ width, height: 900 });
      await tab.page.emulateMedia({ colorScheme });
      const found = await evaluate(`axe.run().then(({ violations, passes }) => ({
        violations: violations.map((it) => [it.id, it.nodes.map((node) => node.html.slice(0, 120) + node.failureSummary)]),
        passes: passes.length,
      }))`);
      same(`${name}, ${colorScheme}: axe finds nothing`, found.violations, []);
      check(`${name}, ${colorScheme}: axe has looked`, found.passes >= 10, found);
    }
    await session.detach();
  }

  /** The HTML as it was sent, with the style sheet in it, by the Nu checker: one start for all. */
  async validate() {
    const files = this.#seen.map((name) => join(this.folder, `${name}.html`));
    const args = ['-jar', VNU, '--also-check-css', '--format', 'json', '--exit-zero-always', '--stdout', ...files];
    const { stdout } = await promisify(execFile)('java', args, { maxBuffer: 64 << 20 });
    const { messages } = JSON.parse(stdout);
    // It does not reckon with the hash of an inline style sheet in a policy; Chromium does, and shows the page by it.
    const heard = messages.filter((it) => !it.message.startsWith('Inline style violates Content Security Policy (meta tag)'));
    const lines = heard.map((it) => `${it.url.split('/').at(-1)}:${it.lastLine} ${it.type}: ${it.message}`);
    same(`the Nu checker finds nothing in ${files.length} pages`, lines, []);
    check('the Nu checker had pages to look at', files.length > 20);
  }
}
