// What a page does behind the page: where it goes, what it keeps, what it complains about.

import { check, same } from './report.mjs';

export class Watch {
  #origin;
  #elsewhere = [];
  #refused = [];
  #complaints = [];
  #cookies = [];

  constructor(origin) {
    this.#origin = origin;
  }

  /** A request that the browser is about to send. */
  request(url) {
    const inside = url.startsWith(`${this.#origin}/`) || url.startsWith('data:') || url === 'about:blank';
    if (!inside) this.#elsewhere.push(url);
  }

  /** An answer, with header names in lower case. */
  answer(url, status, headers) {
    if (headers['set-cookie'] !== undefined) this.#cookies.push(url);
    // A 422 is a form that comes back; whatever else is refused was not meant to be asked for.
    if (status >= 400 && status !== 422) this.#refused.push(`${status} ${url}`);
  }

  /** A line of the console. Chromium notes every form that comes back, which is no complaint. */
  console(line) {
    if (!line.includes('status of 422')) this.#complaints.push(line);
  }

  /** Called with the cookie jar when all is done. */
  finish(label, jar) {
    same(`${label}: no request leaves the origin`, this.#elsewhere, []);
    same(`${label}: no address is refused`, this.#refused, []);
    same(`${label}: the console stays empty`, this.#complaints, []);
    check(`${label}: no cookie is set`, this.#cookies.length === 0 && jar.length === 0, { answers: this.#cookies, jar });
  }
}
