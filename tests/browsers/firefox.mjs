// Firefox with scripts off and the settings of Tor Browser at Safest that Debian's Firefox knows, by
// puppeteer-core over WebDriver BiDi. What Tor Browser adds beside these (NoScript, letterboxing, its
// fonts and prompts) is not here.

import puppeteer from 'puppeteer-core';

import { Watch } from './watch.mjs';

const OFF = [
  'app.normandy.enabled',
  'app.update.enabled',
  'browser.newtabpage.activity-stream.feeds.telemetry',
  'browser.ping-centre.telemetry',
  'browser.region.network.url',
  'browser.safebrowsing.downloads.enabled',
  'browser.safebrowsing.malware.enabled',
  'browser.safebrowsing.phishing.enabled',
  'browser.search.update',
  'browser.send_pings',
  'datareporting.healthreport.uploadEnabled',
  'datareporting.policy.dataSubmissionEnabled',
  'dom.push.enabled',
  'extensions.blocklist.enabled',
  'extensions.update.enabled',
  'geo.enabled',
  'gfx.downloadable_fonts.enabled',
  'javascript.enabled',
  'javascript.options.wasm',
  'media.mp4.enabled',
  'media.ogg.enabled',
  'media.peerconnection.enabled',
  'media.webm.enabled',
  'network.captive-portal-service.enabled',
  'network.connectivity-service.enabled',
  'network.prefetch-next',
  'security.remote_settings.intermediates.enabled',
  'services.settings.enabled',
  'toolkit.telemetry.enabled',
  'toolkit.telemetry.unified',
];

const ON = [
  'browser.privatebrowsing.autostart',
  'dom.securecontext.allowlist_onions',
  'dom.security.https_only_mode',
  'mathml.disabled',
  'network.dns.disablePrefetch',
  'network.http.referer.hideOnionSource',
  'privacy.firstparty.isolate',
  'privacy.resistFingerprinting',
  'svg.disabled',
  'webgl.disabled',
];

const SETTINGS = {
  'network.dns.blockDotOnion': false,
  'network.http.speculative-parallel-limit': 0,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,',
  // Only so that the pages on loopback are not asked for with https.
  'dom.security.https_only_mode.upgrade_local': false,
};

/** Settings that send everything, names too, through a SOCKS port. */
const through = (port) => ({
  'network.proxy.type': 1,
  'network.proxy.socks': '127.0.0.1',
  'network.proxy.socks_port': port,
  'network.proxy.socks_version': 5,
  'network.proxy.socks_remote_dns': true,
  'network.proxy.socks5_remote_dns': true,
  'network.proxy.failover_direct': false,
});

/** Starts Firefox; with `socks`, through that port. */
export function launch({ socks } = {}) {
  const each = (names, value) => Object.fromEntries(names.map((name) => [name, value]));
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    protocolTimeout: 60_000,
    defaultViewport: null,
    extraPrefsFirefox: { ...each(OFF, false), ...each(ON, true), ...SETTINGS, ...(socks ? through(socks) : {}) },
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class FirefoxTab {
  static async open(browser, origin, patience = 120_000) {
    const context = await browser.createBrowserContext();
    const tab = new FirefoxTab();
    Object.assign(tab, { name: 'firefox', origin, context, patience, watch: new Watch(origin) });
    tab.page = await context.newPage();
    tab.page.on('request', (request) => {
      tab.asked ||= request.isNavigationRequest();
      tab.watch.request(request.url());
    });
    tab.page.on('response', (answer) => {
      if (answer.request().isNavigationRequest()) tab.answer = answer;
      tab.watch.answer(answer.url(), answer.status(), answer.headers());
    });
    tab.page.on('console', (line) => tab.watch.console(line.text()));
    tab.page.on('pageerror', (error) => tab.watch.console(String(error)));
    tab.page.setDefaultTimeout(30_000);
    return tab;
  }

  async visit(path) {
    this.answer = await this.page.goto(this.origin + path, { timeout: this.patience });
    return this.answer.status();
  }

  async follow(selector) {
    return this.send(selector);
  }

  /** By the mouse: `page.click` waits for a script of the page's, and there are none. */
  async send(selector) {
    return this.#leave(() => this.#click(selector));
  }

  async leaveBy(key) {
    return this.#leave(() => this.page.keyboard.press(key));
  }

  /** Waits for the next document itself: a busy browser now and then tells of no navigation, or of no click. */
  async #leave(act) {
    const begun = Date.now();
    await this.page.evaluate(() => (globalThis.isBeingLeft = true));
    Object.assign(this, { answer: undefined, asked: false });
    for (let acted = 0; Date.now() - begun < this.patience; await pause(50)) {
      if (!this.asked && Date.now() - acted > 10_000) {
        acted = Date.now();
        await act();
      }
      const there = () => !globalThis.isBeingLeft && document.readyState === 'complete';
      // Between two documents there is nothing to ask.
      if (this.answer && (await this.page.evaluate(there).catch(() => false))) return this.answer.status();
    }
    throw new Error(`no page followed on ${this.path()} in ${this.patience} ms`);
  }

  async #click(selector) {
    while ((await this.page.evaluate(() => document.readyState)) !== 'complete');
    const place = (selector) => {
      const element = document.querySelector(selector);
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + Math.min(12, width / 2), top + height / 2];
    };
    // A click goes to what is painted, which follows the scrolled page a little later.
    let [x, y] = [NaN, NaN];
    for (let at = await this.page.evaluate(place, selector); at[0] !== x || at[1] !== y; ) {
      [x, y] = at;
      await pause(100);
      at = await this.page.evaluate(place, selector);
    }
    await this.page.mouse.click(x, y);
  }

  async staysAfter(selector) {
    let asked = false;
    const listen = (request) => (asked ||= request.isNavigationRequest());
    this.page.on('request', listen);
    await this.#click(selector);
    await pause(300);
    this.page.off('request', listen);
    return !asked;
  }

  /** All in one evaluation: `$$eval` waits for promises, which a page without scripts never keeps. */
  texts(selector) {
    return this.page.evaluate(
      (selector) => Array.from(document.querySelectorAll(selector), (it) => it.textContent),
      selector,
    );
  }

  async count(selector) {
    return (await this.texts(selector)).length;
  }

  value(selector) {
    return this.page.$eval(selector, (it) => it.value);
  }

  attribute(selector, name) {
    return this.page.$eval(selector, (it, name) => it.getAttribute(name), name);
  }

  /** Typed key by key, after what stands there is selected. */
  async fill(selector, words) {
    const field = await this.page.$(selector);
    await field.evaluate((it) => {
      it.focus();
      it.select();
    });
    await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(words);
  }

  tick(selector) {
    return this.#clickUntil(selector, (selector) => document.querySelector(selector).checked, selector);
  }

  open(selector) {
    return this.#clickUntil(`${selector} > summary`, (selector) => document.querySelector(selector).open, selector);
  }

  /** A click now and then meets nothing. */
  async #clickUntil(target, holds, selector) {
    if (await this.page.evaluate(holds, selector)) return;
    for (let click = 0; click < 5; click++) {
      await this.#click(target);
      for (let look = 0; look < 20; look++) {
        if (await this.page.evaluate(holds, selector)) return;
        await pause(50);
      }
    }
    throw new Error(`${target} was clicked in vain on ${this.path()}`);
  }

  choose(selector, value) {
    return this.page.$eval(selector, (it, value) => (it.value = value), value);
  }

  async attach(selector, files) {
    await (await this.page.$(selector)).uploadFile(...files);
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  type(words) {
    return this.page.keyboard.type(words);
  }

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
