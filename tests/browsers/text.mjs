// Text browsers: every page as w3m shows it, the whole journey in w3m, and a testimony in lynx, each with a file.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { check, same } from './report.mjs';
import { digest } from './reviewer.mjs';
import { clean, textsOf } from './texts.mjs';

const run = promisify(execFile);

/** What each page must say to who reads it as text, in this order: texts by their ids, and what is no text. */
const SAID = {
  '': ['exit-link', '=العربية', 'landing-title', 'desk-guided-title', 'landing-mailbox', '= 4. ', 'landing-how-replies', 'landing-who-title'],
  1: ['exit-link', 'codename-title', '= 1. ', '= 9. ', 'consent-title', 'consent-courts', '=[ ]', 'when-label', '=[      ', 'place-label', '=[      ', 'account-label', '=[      ', 'files-first', '=[      ', 'send-button'],
  2: ['exit-link', 'ask-label', '=[      ', 'ask-button'],
  3: ['exit-link', 'safety-before-title', '=• ', 'safety-before-tor', 'safety-server-title', 'safety-care-title'],
  4: ['exit-link', 'about-limits-title', 'about-limit-file', '=4 GiB', 'about-reviewers-title'],
};

/** Without white space: lines break where they must, in some languages within a word. */
const dense = (text) => clean(text).replaceAll(/\s/g, '');

/** Every page as w3m shows it; the texts go beside the pictures. */
export async function readByW3m(origin, language, pictures) {
  const say = await textsOf(language);
  for (const [page, sayings] of Object.entries(SAID)) {
    const { stdout } = await run('w3m', ['-dump', '-cols', '80', '-O', 'UTF-8', `${origin}/${language}/${page}`]);
    await writeFile(join(pictures, `w3m-${language}-${page || 'start'}.txt`), stdout);
    const text = dense(stdout);
    let from = 0;
    for (const saying of sayings) {
      const sought = dense(saying.startsWith('=') ? saying.slice(1) : say(saying));
      const at = text.indexOf(sought, from);
      check(`w3m, ${language}/${page}: "${sought}" stands in its place`, at >= 0, text.slice(from));
      from = Math.max(from, at + sought.length);
    }
    const wide = stdout.split('\n').filter((line) => line.replaceAll(/\p{M}/gu, '').length > 80);
    same(`w3m, ${language}/${page}: no line is too long`, wide, []);
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const got = async (url) => (await fetch(url)).text();

/** A page's links, fields and buttons, in the order in which keys lead through them. */
function stopsOf(html) {
  const tags = html.match(/<(a|input|select|textarea|button)\s[^>]*>/g) ?? [];
  return tags.filter((tag) => !tag.includes('type="hidden"') && (!tag.startsWith('<a') || tag.includes('href=')));
}

/** The same in w3m, which passes over a button that shows nothing. */
const seenStopsOf = (html) => stopsOf(html).filter((tag) => !tag.includes(' disabled'));

/** Leads from stop to stop by a key: `to('id="send"')` gives the keys from where one is. */
async function ways(url, next, from = 0) {
  const order = stopsOf(await got(url));
  let here = from;
  return (mark) => {
    const at = order.findIndex((tag) => tag.includes(mark));
    if (at < here) throw new Error(`${url} has no ${mark} behind ${order[here]}`);
    const keys = Array(at - here).fill(next);
    here = at;
    return keys;
  };
}

/** Runs a program in a terminal of so many rows, with these keys typed, and gives all that it wrote on its screen. */
async function onScreen(command, keys, rows, work, name) {
  const screen = join(work, `${name}.screen`);
  const env = { ...process.env, TERM: 'vt100', LC_ALL: 'C.UTF-8', HOME: work };
  const child = run('script', ['-qefc', `stty cols 100 rows ${rows}; ${command}`, screen], { env, timeout: 60_000 });
  child.child.stdin.end(keys);
  await child;
  // eslint-disable-next-line no-control-regex
  return (await readFile(screen, 'utf8')).replaceAll(/\x1b[^A-Za-z]*[A-Za-z]/g, '\n');
}

/** The nine words on a text browser's screen. */
const nineWords = (screen) =>
  Array.from({ length: 9 }, (_, i) => screen.match(new RegExp(`^\\s*${i + 1}\\. (\\p{L}+)`, 'mu'))?.[1]).filter(Boolean);

/** The words as a hurried hand types them: four letters, without accents. */
const letters = (words) => words.map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, '').slice(0, 4)).join(' ');

/** w3m in a terminal, driven by keys; what it shows is waited for. */
class W3m {
  #shown = 0;

  static async open(url, work) {
    const w3m = new W3m();
    Object.assign(w3m, { screen: join(work, 'w3m.screen'), words: join(work, 'w3m.words'), used: join(work, 'w3m.used') });
    // Where w3m opens an editor, this one writes the words that stand ready.
    const editor = join(work, 'w3m.editor');
    await writeFile(editor, `#!/bin/sh\nmv '${w3m.words}' "$1" && touch '${w3m.used}'\n`);
    await chmod(editor, 0o700);
    await writeFile(w3m.screen, '');
    const command = `stty cols 100 rows ${ROWS}; w3m -o editor='${editor}' -o confirm_qq=0 -o auto_image=0 '${url}'`;
    const env = { ...process.env, TERM: 'xterm', LC_ALL: 'C.UTF-8', HOME: work };
    w3m.child = spawn('script', ['-qefc', command, w3m.screen], { env, stdio: ['pipe', 'ignore', 'ignore'] });
    return w3m;
  }

  /** What was written on the screen since it was last asked for. */
  async #page() {
    const screen = (await readFile(this.screen, 'utf8')).slice(this.#shown);
    // One space is skipped, not written.
    const spaced = screen.replaceAll('\x1b[C', ' ').replaceAll(/\x1b\[[0-9;]*m/g, '');
    // eslint-disable-next-line no-control-regex
    return spaced.replaceAll(/\x1b\[[0-9;?]*[A-Za-z]|\x1b[^[]/g, '\n');
  }

  /**
   * Waits until the screen says this, and gives it whole: w3m writes only what differs, so it is asked to draw anew. Twice
   * what it says: a page that comes while it is asked is written by pieces first.
   */
  async says(text) {
    let was = false;
    for (let looks = 0; looks < 60; looks += 1) {
      this.#shown = (await readFile(this.screen, 'utf8')).length;
      this.child.stdin.write('\f');
      await pause(500);
      const page = await this.#page();
      const is = dense(page).includes(dense(text));
      if (is && was) return page;
      was = is;
    }
    throw new Error(`w3m never said "${text}" but\n${(await this.#page()).slice(-3000)}`);
  }

  /** Leads to the next stop with this mark on the page whose HTML is given, behind `part` of it, and presses Enter. */
  async press(html, mark, part = '') {
    const here = this.here ?? 0;
    const from = Math.max(here + 1, seenStopsOf(html.slice(0, html.indexOf(part))).length);
    const at = seenStopsOf(html).findIndex((tag, at) => at >= from && tag.includes(mark));
    if (at < 0) throw new Error(`no ${mark} comes behind the stop ${here}`);
    this.here = at;
    this.child.stdin.write(`${'\t'.repeat(at - here)}\r`);
    await pause(300);
  }

  /** Follows a link or sends a form, and waits for what the next page says. */
  async leave(html, mark, says, part = '') {
    await this.press(html, mark, part);
    this.here = 0;
    return this.says(says);
  }

  /** Answers what w3m asks in its last line, of one line's field or of a file. */
  async answer(html, mark, words) {
    await this.press(html, mark);
    this.child.stdin.write(`${words}\r`);
    await pause(300);
  }

  /** Fills in a field of several lines. */
  async edit(html, mark, words) {
    await rm(this.used, { force: true });
    await writeFile(this.words, words);
    await this.press(html, mark);
    for (let looks = 0; looks < 100 && !existsSync(this.used); looks += 1) await pause(100);
    await pause(300);
  }

  close() {
    this.child.stdin.write('Q');
    const ended = new Promise((done) => this.child.once('exit', done));
    setTimeout(() => this.child.kill(), 5000).unref();
    return ended;
  }
}

/** The page that answers a form of the mailbox, to know its stops. */
const posted = async (url, fields) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return (await fetch(url, { method: 'POST', body })).text();
};

/** Opens a mailbox in w3m; gives the program and the page's HTML. */
async function mailboxInW3m(url, codename, shows, say, work) {
  const w3m = await W3m.open(url, work);
  await w3m.says(say('ask-title'));
  const ask = await got(url);
  await w3m.edit(ask, 'id="codename"', codename);
  await w3m.leave(ask, 'type="submit"', shows);
  return { w3m, html: await posted(url, { action: 'open', codename }) };
}

/**
 * The whole journey in w3m, in English: start, form, words and a file, confirmation, mailbox,
 * consent. Gives what was told, as `journey` does.
 */
export async function journeyInW3m(origin, attach, sha256, work) {
  const label = 'w3m, en';
  const say = await textsOf('en');
  const told = { when: 'w3m, in spring', place: 'near the bridge', account: 'First line.\nSecond line, “quoted”.\n' };
  const at = (path) => `${origin}/en/${path}`;
  const w3m = await W3m.open(at(''), work);
  await w3m.says(say('landing-title'));
  let html = await got(at(''));
  await w3m.leave(html, 'href="/en/5"', say('pause-lead'));
  await w3m.leave(await got(at('5')), 'href="/en/1"', say('codename-title'));
  html = await got(at('1'));
  await w3m.press(html, 'id="consent"');
  await w3m.answer(html, 'id="when"', told.when);
  await w3m.answer(html, 'id="place"', told.place);
  await w3m.edit(html, 'id="account"', told.account);
  await w3m.answer(html, 'id="files"', attach);
  const screen = await w3m.leave(html, 'id="send"', say('confirmation-title'));
  check(`${label}: its file is there`, screen.includes(basename(attach)), screen);
  const codename = nineWords(screen);
  same(`${label}: there are nine words`, codename.length, 9);

  await w3m.close();

  // The mailbox: it is empty; a use is forbidden.
  const box = await mailboxInW3m(at('2'), codename.join(' '), say('mailbox-empty'), say, work);
  await box.w3m.press(box.html, 'name="consent-no-death-penalty"');
  await box.w3m.leave(box.html, 'type="submit"', say('change-done-title'));
  await box.w3m.close();
  const files = [{ name: basename(attach), sha256 }];
  const answers = { when: { words: told.when }, place: told.place, account: told.account.replaceAll('\n', '\r\n') };
  return { label, language: 'en', when: told.when, desk: 'main', answers, files, codename: codename.join(' ') };
}

/** What follows in w3m: a reply is read, answered and deleted, and the testimony taken back. */
export async function conversationInW3m(origin, told, reviewer, attach, work) {
  const label = 'w3m, en';
  const say = await textsOf('en');
  const url = `${origin}/en/2`;
  const find = async () => {
    same(`${label}: all that was pulled holds`, (await reviewer.pull()).complaints, []);
    const found = [];
    for (const submission of await reviewer.inbox()) {
      const when = (await reviewer.read(submission.id)).answers.when?.words ?? '';
      if (when.startsWith(told.when)) found.push(submission);
    }
    return found;
  };
  const question = 'Which colour was the car?';
  await reviewer.reply((await find())[0].id, question);
  await reviewer.push();
  const { w3m, html } = await mailboxInW3m(url, told.codename, question, say, work);
  const [, n] = html.match(/id="add"[^]*?name="n" value="(\d+)"/);
  await w3m.leave(html, 'name="n"', say('again-title'), 'id="add"');
  const form = await posted(url, { action: 'add', codename: told.codename, n });
  await w3m.press(form, 'id="consent"');
  await w3m.answer(form, 'id="when"', `${told.when}, once more`);
  await w3m.edit(form, 'id="account"', 'It was grey.\n');
  await w3m.answer(form, 'id="files"', attach);
  await w3m.leave(form, 'id="send"', say('confirmation-title'));
  await w3m.close();
  const both = await find();
  same(`${label}: both tell one conversation`, [both.length, new Set(both.map((it) => it.conversation)).size], [2, 1]);

  // By its own button, which belongs to no other form there.
  const read = await mailboxInW3m(url, told.codename, question, say, work);
  await read.w3m.leave(read.html, 'name="n"', say('mailbox-deleted'), '<article');
  await read.w3m.close();

  const again = await mailboxInW3m(url, told.codename, say('mailbox-empty'), say, work);
  await again.w3m.press(again.html, 'id="meant"');
  await again.w3m.leave(again.html, 'type="submit"', say('withdraw-done-title'));
  await again.w3m.close();
  await reviewer.pull();
  const asked = (await reviewer.inbox()).filter(({ id }) => both.some((it) => it.id === id)).map((it) => it.consent);
  check(`${label}: the reviewer sees that it is taken back`, asked.every((it) => JSON.stringify(it).includes('withdrawn')), asked);
}

/** Enough rows for lynx to have a whole page before it, so that keys lead through all of it. */
const ROWS = 250;
const NEXT = '<tab>';
const ENTER = '^J';
const typed = (words) => [...words].map((c) => ({ ' ': '<space>', '\n': ENTER })[c] ?? c);

async function lynx(url, keys, work) {
  const script = join(work, 'lynx.keys');
  await writeFile(script, [...keys, 'q', 'y'].map((key) => `key ${key}\n`).join(''));
  return onScreen(`lynx -nopause -cmd_script='${script}' '${url}'`, '', ROWS, work, 'lynx');
}

/** A testimony in lynx, and its empty mailbox; gives what was told, as `journey` does. */
export async function journeyInLynx(origin, attach, sha256, work) {
  const label = 'lynx, es';
  const say = await textsOf('es');
  const told = { when: 'lynx, in spring', account: 'First line.\nSecond line.' };
  const form = `${origin}/es/1/2`;
  const to = await ways(form, NEXT);
  const keys = [...to('id="consent"'), ENTER, ...to('id="account"'), ...typed(told.account)];
  keys.push(...to('id="when-where"'), ...typed(told.when), ...to('id="files"'), ...typed(attach), ...to('id="send"'), ENTER);
  const screen = await lynx(form, keys, work);
  // Lynx sends a file's path for its name; what is kept is the name.
  const isNamed = screen.includes(basename(attach)) && !screen.includes(attach);
  check(`${label}: it arrives`, screen.includes(say('confirmation-title')) && isNamed, screen.slice(-3000));

  const codename = nineWords(screen);
  same(`${label}: there are nine words`, codename.length, 9);
  const box = await ways(`${origin}/es/2`, NEXT);
  const opens = [...box('id="codename"'), ...typed(letters(codename)), NEXT, ENTER];
  const mailbox = await lynx(`${origin}/es/2`, opens, work);
  check(`${label}: the words open an empty mailbox`, mailbox.includes(say('mailbox-empty')), mailbox.slice(-3000));

  // Lynx ends the last line of what was typed.
  const files = [{ name: basename(attach), sha256 }];
  const account = `${told.account}\n`.replaceAll('\n', '\r\n');
  return { label, language: 'es', when: told.when, desk: 'short', answers: { account, 'when-where': told.when }, files };
}
