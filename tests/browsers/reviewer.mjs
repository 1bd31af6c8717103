// A reviewer at the command line.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

export class Reviewer {
  constructor(amparo, home) {
    this.amparo = amparo;
    this.home = home;
  }

  async #say(...args) {
    const { stdout } = await run(this.amparo, ['--home', this.home, ...args], { maxBuffer: 64 << 20 });
    return stdout;
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

  /** `testimony.json`, as it was sealed. */
  read(id) {
    return this.#ask('read', id);
  }

  readAsText(id) {
    return this.#say('read', id);
  }

  /** Seals a reply, whose text goes by stdin. */
  async reply(id, text) {
    const child = run(this.amparo, ['--home', this.home, 'reply', id, '--file', '-']);
    child.child.stdin.end(text);
    await child;
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
