// A source's journey, from the first page to the empty mailbox, in any browser and language.
//
// What the pages must say comes from the product's own texts (`texts.mjs`); what the source writes stands here.

import { basename, join } from 'node:path';

import { check, same } from './report.mjs';
import { digest } from './reviewer.mjs';
import { clean, textsOf } from './texts.mjs';

/** Left to right with accents, right to left, and without spaces between words. */
export const LANGUAGES = ['es', 'ar', 'my'];

const TOLD = {
  es: {
    when: 'marzo de 2019, más o menos',
    place: 'Ñuñoa, «Población» nº 3 — detrás del mercado',
    account:
      'Llegaron de noche. Éramos cuatro: A, B, mi abuela y yo. 🕯️\n\nUno dijo: "¡Cállense!" & rompió la puerta <roja>.\n\tDespués no vi más.\n\nÜber, ça, ação, ключ, 证据, شاهد.',
  },
  ar: {
    when: 'في ربيع ٢٠١٩ تقريبًا',
    place: 'قرب الجسر القديم – حارة 7½، «السوق»',
    account:
      'جاؤوا ليلًا. كنّا أربعة: أ، ب، جدتي وأنا. 🕯️\n\nقال أحدهم: "اسكتوا!" & كسر الباب <الأحمر>.\n\tبعدها لم أرَ شيئًا.\n\nPlaca AB-123, 50 %, el café y الشارع 15.',
  },
  my: {
    when: '၂၀၁၉ ခုနှစ်၊ မတ်လလောက်',
    place: 'ဈေးအနောက်ဘက် – ရပ်ကွက် (၃)၊ “တံတားဟောင်း”',
    account:
      'သူတို့ ညမှာ ရောက်လာတယ်။ ကျွန်မတို့ လေးယောက် ရှိတယ်- က၊ ခ၊ အဘွားနဲ့ ကျွန်မ။ 🕯️\n\nတစ်ယောက်က "တိတ်!" & တံခါး <အနီ> ကို ချိုးတယ်။\n\tနောက်တော့ ဘာမှ မမြင်ရတော့ဘူး။\n\nPlate 5K-1234, ၅၀ %, ဈေး و سوق.',
  },
  en: {
    when: 'in spring of 2019, more or less',
    place: 'near the old bridge – “El Paso”, block 7½',
    account:
      'They came at night. 🌧️ There were four of us.\n\nOne of them said: \'Not a word\' & 100 % meant it.\n\n\nI had café con leche on the stove; naïve, I know.\nأمي رأت كل شيء.',
  },
};

/** What tells apart who tells in which browser and language: no page says it, sources do not. */
export const label = (tab, language) => `${tab.name}, ${language}`;

/** Follows what leads from the start to a form, over the page that stands between. */
export async function toForm(tab, language, path = '1') {
  const [pause, form] = [`/${language}/${path.replace('1', '5')}`, `/${language}/${path}`];
  same(`${label(tab, language)}: a page stands between`, await tab.follow(`main a[href="${pause}"]`), 200);
  same(`${label(tab, language)}: it has its own address`, tab.path(), pause);
  return tab.follow(`main a[href="${form}"]`);
}

/** Follows the link to another language, which lies folded where they are many. */
export async function toLanguage(tab, language) {
  if ((await tab.count('nav.languages details')) > 0) await tab.open('nav.languages details');
  return tab.follow(`nav.languages a[lang="${language}"]`);
}

/**
 * Walks the whole way and gives what was told: `{when, desk, answers, language, files, codename}`, the text as
 * browsers send it, each file as `{name, sha256}` in its order.
 *
 * `attach` are the paths of three files; `pictures` is the folder for screenshots.
 */
export async function journey(tab, language, attach, pictures) {
  const mine = label(tab, language);
  const say = await textsOf(language);
  const is = (sentence, found, expected) => same(`${mine}: ${sentence}`, found, expected);
  const holds = (sentence, it, found) => check(`${mine}: ${sentence}`, it, found);
  const says = async (sentence, selector, ...ids) =>
    is(sentence, (await tab.texts(selector)).map(clean), ids.map((id) => (typeof id === 'string' ? say(id) : say(...id))));
  const picture = (name) => tab.picture(join(pictures, `${tab.name}-${language}-${name}.png`));
  const words = () => tab.texts('.words li');
  const fields = ['when', 'place', 'account'];

  // The start, its languages and its way out.
  is('the start answers', await tab.visit('/'), 200);
  const other = await tab.attribute(`nav.languages a[lang]:not([lang="${language}"])`, 'lang');
  if ((await tab.count(`nav.languages a[lang="${language}"]`)) === 0) await toLanguage(tab, other);
  await toLanguage(tab, language);
  is('a link changes the language', tab.path(), `/${language}/`);
  await says('the start speaks it', 'h1', 'landing-title');
  is('it is written in its direction', await tab.attribute('html', 'dir'), say('language-dir'));
  await picture('1-start');
  await tab.visit(`/${language}/`);
  await tab.press('Tab');
  is('the first key leads to the way out', await tab.focused(), 'a.exit');
  await says('which says so', 'a.exit', 'exit-link');
  is('the way out answers', await tab.leaveBy('Enter'), 200);
  is('the way out leads to the blank page', [tab.path(), await tab.count('a, form, input')], ['/exit', 0]);
  await tab.visit(`/${language}/`);
  if (tab.shownWithoutAnswer) {
    is('by mouse it covers the page, whatever answers', await tab.shownWithoutAnswer('a.exit'), 'exit');
    await tab.visit(`/${language}/`);
  }

  // The nine words.
  is('the form answers', await toForm(tab, language), 200);
  is('the form has its own address', tab.path(), `/${language}/1`);
  const nine = await words();
  is('there are nine words', nine.length, 9);
  is('they stand in one line too', await tab.texts('.codename .line'), [nine.join(' ')]);
  await picture('2-form');
  const beside = `nav.languages a[lang="${other}"]`;
  const opens = [await tab.attribute(beside, 'href'), await tab.attribute(beside, 'target')];
  is('a link to the form in the other language opens beside it', opens, [`/${other}/1`, '_blank']);
  await tab.visit(`/${language}/1`);
  const first = await words();
  holds('every visit has words of its own', first.join(' ') !== nine.join(' '));

  // Nothing told: it comes back kindly.
  await tab.tick('#consent');
  is('a form without words and files comes back', await tab.send('#send'), 422);
  await says('it says so', '.problems h2', 'problems-title');
  await says('it says so beside the field too', '#account_problem p', 'problem-nothing');
  is('it keeps its nine words', await words(), first);
  await picture('3-nothing-told');

  // The box not marked: the browser asks for it, and so does the server.
  const told = { ...TOLD[language], when: `${TOLD[language].when} (${mine})` };
  await tab.visit(`/${language}/1`);
  const kept = await words();
  for (const field of fields) await tab.fill(`#${field}`, told[field]);
  const [open, closed] = ['main fieldset', 'main details.group'];
  is('the first page has what stands open', [await tab.count(closed), await tab.count('[name="more"]')], [0, 1]);
  const groups = await tab.count(open);
  is('a button brings all of the form', await tab.send('[name="more"]'), 200);
  holds('its closed parts are there', (await tab.count(closed)) > 10);
  is('beside what stood open', [await tab.count(open), await tab.count('[name="more"]')], [groups, 0]);
  is('its words are still the same', await words(), kept);
  for (const field of fields) is(`${field} is still there`, await tab.value(`#${field}`), told[field]);
  holds('the browser asks for the box', await tab.staysAfter('#send'));
  is('what was typed is still there', await tab.value('#account'), told.account);
  await tab.page.evaluate(() => document.getElementById('consent').removeAttribute('required'));
  await tab.attach('#files-third', attach.slice(2));
  is('the server asks for the box', await tab.send('#send'), 422);
  await says('it says so beside the box', '#consent_problem p', 'problem-consent');
  is('its words are the same', await words(), kept);
  for (const field of fields) is(`${field} came back`, await tab.value(`#${field}`), told[field]);
  is('it names the file to choose again', await tab.texts('#files_problem bdi'), [sent(attach[2])]);
  await picture('4-back');

  // All of it.
  await tab.tick('#consent');
  await tab.attach('#files', attach.slice(0, 2));
  await tab.attach('#files-third', attach.slice(2));
  is('it arrives', await tab.send('#send'), 200);
  await says('the page says so', 'h1', 'confirmation-title');
  is('the confirmation has the same nine words', await words(), kept);
  await says('it counts', '.kept .check', 'kept-words', ['kept-files', { count: attach.length }]);
  is('it lists the files', await tab.texts('.kept .files bdi'), attach.map(sent));
  is('nothing is missing', await tab.count('.not-kept'), 0);
  await picture('5-confirmation');

  // The mailbox.
  is('a link to the replies opens beside the words', await tab.attribute(`footer a[href="/${language}/2"]`, 'target'), '_blank');
  for (const [how, typed] of [
    ['as shown', kept.join(' ')],
    ['in capitals, without accents', plain(kept.join('  ')).toUpperCase()],
    ['by their first letters', kept.map((word) => [...word].slice(0, 4).join('')).join('\n')],
  ]) {
    await tab.visit(`/${language}/2`);
    await tab.fill('#codename', typed);
    is(`the words ${how} open a mailbox`, await tab.send('main button'), 200);
    await says(`it is empty (${how})`, 'main .lead', 'mailbox-empty');
  }
  await picture('6-mailbox');

  // A change of what is permitted.
  await tab.open('#change');
  await tab.choose('#consent-c2', 'no');
  is('a change of consent arrives', await tab.send('#change button'), 200);
  await says('the page says so', 'h1', 'change-done-title');
  await picture('7-changed');
  is('a button leads back to the replies', await tab.send('main button'), 200);
  await says('which are the same', 'main .lead', 'mailbox-empty');
  await tab.visit(`/${language}/2`);
  await tab.fill('#codename', kept.with(6, 'qqqq').join(' '));
  is('a word that is in no list comes back', await tab.send('main button'), 422);
  await says('it is named by its place', '#ask-problem p', ['ask-problem-word', { position: 7 }]);

  // The other pages, each with its languages.
  for (const page of ['2', '3', '4', '5']) {
    await tab.visit(`/${language}/${page}`);
    await toLanguage(tab, other);
    is(`page ${page} has the other language`, tab.path(), `/${other}/${page}`);
  }
  await tab.close(mine);

  const files = [];
  for (const file of attach) files.push({ name: sent(file), sha256: await digest(file) });
  const answers = { when: { words: told.when }, place: told.place, account: told.account.replaceAll('\n', '\r\n') };
  return { label: mine, language, when: told.when, desk: 'main', answers, files, codename: kept.join(' ') };
}

/** Tells something to each other desk of the demo, in a language; gives what was told, as `journey` does. */
export async function otherDesks(tab, language) {
  const told = [];
  for (const [path, desk, fields, expected] of [
    ['1/2', 'short', { 'when-where': 'aquí, ayer' }, (said, account) => ({ account, ...said })],
    ['1/3', 'detentions', { when: 'de noche', place: 'la plaza' }, ({ when, place }, account) => ({ when: { words: when }, place, account })],
  ]) {
    const mine = `${label(tab, language)}, ${desk}`;
    const when = `${mine} – ${fields.when ?? fields['when-where']}`;
    fields[fields.when ? 'when' : 'when-where'] = when;
    await tab.visit(`/${language}/`);
    same(`${mine}: the start leads to its form`, await toForm(tab, language, path), 200);
    for (const [name, words] of Object.entries(fields)) await tab.fill(`#${name}`, words);
    await tab.fill('#account', mine);
    await tab.tick('#consent');
    same(`${mine}: it arrives`, await tab.send('#send'), 200);
    told.push({ label: mine, language, when, desk, answers: expected(fields, mine), files: [] });
  }
  await tab.close(`other desks, ${language}`);
  return told;
}

/** A file's name as a browser sends it. */
export const sent = (path) => basename(path).replaceAll('"', '%22').replaceAll('\n', '%0A').replaceAll('\r', '%0D');

/** Without accents, as a hurried hand types. */
const plain = (words) => words.normalize('NFD').replaceAll(/\p{M}/gu, '');
