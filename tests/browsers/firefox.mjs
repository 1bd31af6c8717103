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

export class FirefoxTab {
  static async open(browser, origin, patience = 120_000) {
    const context = await browser.createBrowserContext();
    const tab = new FirefoxTab();
    Object.assign(tab, { name: 'firefox', origin, context, patience, watch: new Watch(origin) });
    tab.page = await context.newPage();
    tab.page.on('request', (request) => tab.watch.request(request.url()));
    tab.page.on('response', (answer) => tab.watch.answer(answer.url(), answer.status(), answer.headers()));
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

  async #leave(act) {
    const [answer] = await Promise.all([this.page.waitForNavigation({ timeout: this.patience }), act()]);
    this.answer = answer;
    return answer.status();
  }

  async #click(selector) {
    while ((await this.page.evaluate(() => document.readyState)) !== 'complete');
    const [x, y] = await this.page.evaluate((selector) => {
      const element = document.querySelector(selector);
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + Math.min(12, width / 2), top + height / 2];
    }, selector);
    await this.page.mouse.click(x, y);
  }

  async staysAfter(selector) {
    let asked = false;
    const listen = (request) => (asked ||= request.isNavigationRequest());
    this.page.on('request', listen);
    await this.#click(selector);
    await new Promise((done) => setTimeout(done, 300));
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
    return this.#click(selector);
  }

  open(selector) {
    return this.#click(`${selector} > summary`);
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
