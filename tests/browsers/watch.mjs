// What a page does behind the page: where it goes, what it keeps, what it complains about.

import { check, same } from './report.mjs';

export class Watch {
  #origin;
  #meant;
  #elsewhere = [];
  #refused = [];
  #complaints = [];
  #cookies = [];

  /** `meant` are the statuses that were asked for: 422 is a form that comes back. */
  constructor(origin, meant = [422]) {
    this.#origin = origin;
    this.#meant = meant;
  }

  /** A request that the browser is about to send. */
  request(url) {
    const inside = url.startsWith(`${this.#origin}/`) || url.startsWith('data:') || url === 'about:blank';
    if (!inside) this.#elsewhere.push(url);
  }

  /** An answer, with header names in lower case. */
  answer(url, status, headers) {
    if (headers['set-cookie'] !== undefined) this.#cookies.push(url);
    if (status >= 400 && !this.#meant.includes(status)) this.#refused.push(`${status} ${url}`);
  }

  /** A line of the console. Chromium notes every answer that is not a 200 there, which is no complaint. */
  console(line) {
    if (!this.#meant.some((status) => line.includes(`status of ${status}`))) this.#complaints.push(line);
  }

  /** Called with the cookie jar when all is done. */
  finish(label, jar) {
    same(`${label}: no request leaves the origin`, this.#elsewhere, []);
    same(`${label}: no address is refused`, this.#refused, []);
    same(`${label}: the console stays empty`, this.#complaints, []);
    check(`${label}: no cookie is set`, this.#cookies.length === 0 && jar.length === 0, { answers: this.#cookies, jar });
  }
}
