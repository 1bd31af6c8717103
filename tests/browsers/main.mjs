// All journeys of a source in real browsers, against servers that run already.
//
// Takes the demo's line of JSON, the address of a server whose visits hold little, the program, a folder to
// work in, one for pictures, and the second server's line of JSON, in that order.

import { createWriteStream } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { ChromiumTab, launch as launchChromium } from './chromium.mjs';
import { FirefoxTab, launch as launchFirefox } from './firefox.mjs';
import { conversation } from './conversation.mjs';
import { Gallery } from './gallery.mjs';
import { journey, label, LANGUAGES, otherDesks } from './journey.mjs';
import { byKeys } from './keyboard.mjs';
import { check, part, same, sum } from './report.mjs';
import { digest, Reviewer } from './reviewer.mjs';
import { conversationInW3m, journeyInLynx, journeyInW3m, readByW3m } from './text.mjs';

const MIB = 1 << 20;
/** All that the pages speak. */
const OFFERED = ['en', 'es', 'pt', 'fr', 'ar', 'fa', 'ru', 'uk', 'zh-hans', 'my', 'tr', 'ht'];
const LOOKED_AT = process.env.AMPARO_LANGUAGES?.split(' ') ?? LANGUAGES;
const [demo, small, amparo, work, pictures, smallDemo] = process.argv.slice(2);
const { portal, reviewer_home: home } = JSON.parse(demo);
const origin = portal.replace(/\/$/, '');

/** Random bytes: what no part of the way could make smaller or guess. */
async function file(name, size) {
  const path = join(work, 'attach', name);
  const pieces = function* () {
    for (let left = size; left > 0; left -= MIB) yield randomBytes(Math.min(left, MIB));
  };
  await pipeline(pieces, createWriteStream(path));
  return path;
}

await mkdir(join(work, 'attach'), { recursive: true });
await mkdir(pictures, { recursive: true });
const attach = [
  await file('Grabación nº 3 🎥 (original).mp4', 30 * MIB),
  await file(`${'unapalabramuylarga'.repeat(7).slice(0, 116)}.jpg`, 123_457),
  await file('\u202e<script>alert("1")<\u2044script>\' onload=\'x\n; name=account', 1),
];

const testimonies = [];

async function allLanguages(browser, Tab) {
  for (const language of LANGUAGES) {
    await part(`a journey in ${Tab.name.replace("Tab", "")}, ${language}`, async () => {
      testimonies.push(await journey(await Tab.open(browser, origin), language, attach, pictures));
      testimonies.push(...(await otherDesks(await Tab.open(browser, origin), language)));
    });
  }
}

async function inChromium() {
  const browser = await launchChromium();
  await allLanguages(browser, ChromiumTab);
  await part('a testimony by keys alone', async () => {
    testimonies.push(await byKeys(await ChromiumTab.open(browser, origin), attach[1], await digest(attach[1])));
  });
  await browser.close();
}

/** Beside the journeys, whose submissions it adds nothing to. */
async function everyPage() {
  const browser = await launchChromium();
  const asking = new Reviewer(amparo, JSON.parse(smallDemo).reviewer_home);
  const gallery = new Gallery(browser, origin, small.replace(/\/$/, ''), asking, pictures, work);
  for (const language of LOOKED_AT) await part(`a look at every page, ${language}`, () => gallery.walk(language, attach));
  const others = LOOKED_AT === LANGUAGES ? OFFERED.filter((it) => !LANGUAGES.includes(it)) : [];
  for (const language of others) await part(`a brief look at every page, ${language}`, () => gallery.walk(language, attach, true));
  const reviewer = new Reviewer(amparo, home);
  await reviewer.pull();
  const reports = {};
  for (const language of LOOKED_AT) {
    reports[`${language}-report`] = await reviewer.report(join(work, `report-${language}.html`), language);
    reports[`${language}-report-identifying`] = await reviewer.report(join(work, `named-${language}.html`), language, '--identifying');
  }
  await part('a look at reports', () => gallery.files(reports));
  await part('the Nu checker', () => gallery.validate());
  await browser.close();
}

async function inFirefox() {
  const browser = await launchFirefox();
  await allLanguages(browser, FirefoxTab);
  await browser.close();
}

async function inText() {
  for (const language of ['en', ...LANGUAGES]) await readByW3m(origin, language, pictures);
  const small = await file('a-file.txt', 999);
  testimonies.push(await journeyInLynx(origin, small, await digest(small), work));
  testimonies.push(await journeyInW3m(origin, small, await digest(small), work));
}

const looks = part('every page', everyPage);
await Promise.all([part('Chromium', inChromium), part('Firefox', inFirefox), part('w3m and lynx', inText)]);

await part('the reviewer reads it all', async () => {
  const reviewer = new Reviewer(amparo, home);
  const pulled = await reviewer.pull();
  same('all that was pulled holds', pulled.complaints, []);
  const found = new Map();
  for (const submission of await reviewer.inbox()) {
    const { answers } = await reviewer.read(submission.id);
    found.set(answers.when?.words ?? answers['when-where'], { submission, answers });
  }
  same('one submission a journey', [...found.keys()].toSorted(), testimonies.map((it) => it.when).toSorted());
  for (const told of testimonies) {
    const { submission, answers } = found.get(told.when) ?? {};
    if (!submission) continue;
    check(`${told.label}: it is complete`, submission.complete);
    same(`${told.label}: its language`, submission.language, told.language);
    same(`${told.label}: its words`, answers, told.answers);
    same(`${told.label}: its desk`, submission.desk, told.desk);
    const listed = submission.attachments.map(({ name, sha256 }) => ({ name, sha256 }));
    same(`${told.label}: its files`, listed, told.files);
    const folder = join(work, 'extracted', submission.id);
    const written = await reviewer.extract(submission.id, folder);
    const digests = await Promise.all(written.map(({ path }) => digest(path)));
    same(`${told.label}: the files bit for bit`, digests, told.files.map((it) => it.sha256));
    same(`${told.label}: nothing else is written`, (await readdir(folder)).length, told.files.length);
    const text = await reviewer.readAsText(submission.id);
    const shown = told.answers.account.trimEnd().split('\r\n').filter((line) => line !== '');
    check(`${told.label}: its words in the terminal`, shown.every((line) => text.includes(line)), text);
  }
});

async function conversations(launch, Tab, long) {
  const browser = await launch();
  for (const language of LANGUAGES) {
    await part(`a conversation in ${Tab.name.replace('Tab', '')}, ${language}`, async () => {
      const tab = await Tab.open(browser, origin);
      const told = testimonies.find((it) => it.codename && it.label === label(tab, language));
      await conversation(tab, told, language === long ? 3 : 1, new Reviewer(amparo, home), work, pictures);
    });
  }
  await browser.close();
}

await Promise.all([
  conversations(launchChromium, ChromiumTab, 'ar'),
  conversations(launchFirefox, FirefoxTab, 'my'),
  part('a conversation in w3m, en', async () => {
    const told = testimonies.find((it) => it.label === 'w3m, en');
    await conversationInW3m(origin, told, new Reviewer(amparo, home), join(work, 'attach', 'a-file.txt'), work);
  }),
]);
await looks;
process.exit(sum());
