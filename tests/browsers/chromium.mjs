// Chromium as a source has it, with scripts off, by playwright-core.

import { chromium } from 'playwright-core';

import { Watch } from './watch.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

/** A window of its own, as after "New Identity". */
export class ChromiumTab {
  static async open(browser, origin, options = {}, meant = [422]) {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const tab = new ChromiumTab();
    Object.assign(tab, { name: 'chromium', origin, context, watch: new Watch(origin, meant) });
    tab.page = await context.newPage();
    context.on('request', (request) => tab.watch.request(request.url()));
    context.on('response', (answer) => tab.watch.answer(answer.url(), answer.status(), answer.headers()));
    tab.page.on('console', (line) => tab.watch.console(line.text()));
    tab.page.on('pageerror', (error) => tab.watch.console(String(error)));
    tab.page.setDefaultTimeout(30_000);
    return tab;
  }

  /** Asks for a page and gives its status. */
  async visit(path) {
    this.answer = await this.page.goto(this.origin + path);
    return this.answer.status();
  }

  /** Follows a link. */
  async follow(selector) {
    return this.#leave(() => this.page.locator(selector).first().click());
  }

  /** Presses a button that sends a form, and waits for the page that answers. */
  async send(selector) {
    return this.#leave(() => this.page.locator(selector).first().click());
  }

  /** Presses a key that leads to another page. */
  async leaveBy(key) {
    return this.#leave(() => this.page.keyboard.press(key));
  }

  async #leave(act) {
    const arrived = this.page.waitForEvent('response', { predicate: isPage, timeout: 120_000 });
    await Promise.all([this.page.waitForNavigation({ timeout: 120_000 }), act()]);
    this.answer = await arrived;
    return this.answer.status();
  }

  /** Presses a button and gives true when the page stays. */
  staysAfter(selector) {
    return this.#stays(() => this.page.locator(selector).first().click());
  }

  /** Presses a key and gives true when the page stays. */
  staysAfterKey(key) {
    return this.#stays(() => this.page.keyboard.press(key));
  }

  async #stays(act) {
    let asked = false;
    const listen = (request) => (asked ||= request.isNavigationRequest());
    this.page.on('request', listen);
    await act();
    await this.page.waitForTimeout(300);
    this.page.off('request', listen);
    return !asked;
  }

  /** Clicks a link that is answered by no page; the class of what stands in the middle of the window then. */
  async shownWithoutAnswer(selector) {
    const nothing = (route) => route.fulfill({ status: 204 });
    await this.page.route('**', nothing);
    await this.#stays(() => this.page.locator(selector).click({ noWaitAfter: true }));
    await this.page.unroute('**', nothing);
    return this.page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2).className);
  }

  texts(selector) {
    return this.page.locator(selector).allTextContents();
  }

  count(selector) {
    return this.page.locator(selector).count();
  }

  value(selector) {
    return this.page.locator(selector).inputValue();
  }

  attribute(selector, name) {
    return this.page.locator(selector).first().getAttribute(name);
  }

  /** Puts words into a field at once, as pasted. */
  fill(selector, words) {
    return this.page.locator(selector).fill(words);
  }

  tick(selector) {
    return this.page.locator(selector).check();
  }

  /** Opens a closed part. */
  open(selector) {
    return this.page.locator(`${selector} > summary`).click();
  }

  choose(selector, value) {
    return this.page.locator(selector).selectOption(value);
  }

  attach(selector, files) {
    return this.page.locator(selector).setInputFiles(files);
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  type(words) {
    return this.page.keyboard.type(words);
  }

  /** What has the focus: `a.exit`, `#consent`, … */
  focused() {
    return this.page.evaluate(() => {
      const it = document.activeElement;
      return it.id ? `#${it.id}` : it.tagName.toLowerCase() + (it.className ? `.${it.className}` : '');
    });
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  picture(file) {
    return this.page.screenshot({ path: file, fullPage: true });
  }

  async close(label) {
    this.watch.finish(label, await this.context.cookies());
    await this.context.close();
  }
}

function isPage(answer) {
  return answer.request().isNavigationRequest();
}
