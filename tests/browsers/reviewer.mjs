// A reviewer at the command line.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The end of the last command in each home: a vault is one person's, who does one thing after the other. */
const ends = new Map();

const testimonies = new Map();

export class Reviewer {
  constructor(amparo, home) {
    this.amparo = amparo;
    this.home = home;
  }

  async #say(...args) {
    return (await this.#inTurn(() => run(this.amparo, ['--home', this.home, ...args], { maxBuffer: 64 << 20 }))).stdout;
  }

  #inTurn(act) {
    const ended = (ends.get(this.home) ?? Promise.resolve()).then(act);
    ends.set(this.home, ended.catch(() => {}));
    return ended;
  }

  async #ask(...args) {
    return JSON.parse(await this.#say('--json', ...args));
  }

  /** Fetches and verifies all; fails when anything does not hold. */
  pull(...options) {
    return this.#ask('pull', ...options);
  }

  inbox() {
    return this.#ask('inbox');
  }

  /** `testimony.json`, as it was sealed: it never changes, so each is opened once. */
  read(id) {
    const key = `${this.home} ${id}`;
    if (!testimonies.has(key)) testimonies.set(key, this.#ask('read', id));
    return testimonies.get(key);
  }

  readAsText(id) {
    return this.#say('read', id);
  }

  /** Seals a reply, whose text goes by stdin. */
  async reply(id, text) {
    await this.#inTurn(() => {
      const command = run(this.amparo, ['--home', this.home, 'reply', id, '--file', '-']);
      command.child.stdin.end(text);
      return command;
    });
  }

  push() {
    return this.#ask('push');
  }

  /** Writes the report's page and gives its path. */
  async report(to, language, ...options) {
    await this.#say('report', '--to', to, '--language', language, ...options);
    return to;
  }

  /** Writes the attachments; gives `[{n, path, sha256}]`. */
  extract(id, to) {
    return this.#ask('extract', id, '--to', to);
  }
}

/** SHA-256 of a file, in hex. */
export async function digest(file) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}
