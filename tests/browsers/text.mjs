// Text browsers: every page as w3m shows it, the whole journey in w3m, and a testimony in lynx, each with a file.

import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
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

/** A page's links, fields and buttons, in the order in which keys lead through them. */
async function stops(url) {
  const html = await (await fetch(url)).text();
  const tags = html.match(/<(a|input|select|textarea|button)\s[^>]*>/g) ?? [];
  return tags.filter((tag) => !tag.includes('type="hidden"') && (!tag.startsWith('<a') || tag.includes('href=')));
}

/** Leads from stop to stop by a key: `to('id="send"')` gives the keys from where one is. */
async function ways(url, next, from = 0) {
  const order = await stops(url);
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
  check(`${label}: it arrives`, screen.includes(say('confirmation-title')) && screen.includes(attach), screen.slice(-3000));

  const codename = nineWords(screen);
  same(`${label}: there are nine words`, codename.length, 9);
  const box = await ways(`${origin}/es/2`, NEXT);
  const opens = [...box('id="codename"'), ...typed(letters(codename)), NEXT, ENTER];
  const mailbox = await lynx(`${origin}/es/2`, opens, work);
  check(`${label}: the words open an empty mailbox`, mailbox.includes(say('mailbox-empty')), mailbox.slice(-3000));

  // Lynx sends a file's path for its name, and ends the last line of what was typed.
  const files = [{ name: attach, sha256 }];
  const account = `${told.account}\n`.replaceAll('\n', '\r\n');
  return { label, language: 'es', when: told.when, desk: 'short', answers: { account, 'when-where': told.when }, files };
}
