// A source's journey, from the first page to the empty mailbox, in any browser and language.

import { basename, join } from 'node:path';

import { check, same } from './report.mjs';
import { digest } from './reviewer.mjs';

export const LANGUAGES = ['es', 'en'];

const TOLD = {
  es: {
    place: 'Ñuñoa, «Población» nº 3 — detrás del mercado',
    account:
      'Llegaron de noche. Éramos cuatro: A, B, mi abuela y yo. 🕯️\n\nUno dijo: "¡Cállense!" & rompió la puerta <roja>.\n\tDespués no vi más.\n\nÜber, ça, ação, ключ, 证据, شاهد.',
  },
  en: {
    place: 'near the old bridge – “El Paso”, block 7½',
    account:
      'They came at night. 🌧️ There were four of us.\n\nOne of them said: \'Not a word\' & 100 % meant it.\n\n\nI had café con leche on the stove; naïve, I know.\nأمي رأت كل شيء.',
  },
};

const CHANGED = { es: 'Quedó guardado lo que eligió', en: 'Your new choices are stored' };
const WITHDRAWN = { es: 'Su retiro quedó guardado', en: 'Your withdrawal is stored' };

const HEADINGS = {
  es: { start: 'Un lugar para contar', stored: 'Lo que envió llegó bien', empty: 'Aún no hay respuesta.', changed: CHANGED.es, withdrawn: WITHDRAWN.es },
  en: { start: 'A place to tell', stored: 'What you sent has arrived', empty: 'There is no reply yet.', changed: CHANGED.en, withdrawn: WITHDRAWN.en },
};

/**
 * Walks the whole way and gives what was told: `{when, desk, answers, language, files}`, the text as browsers
 * send it, each file as `{name, sha256}` in its order.
 *
 * `attach` are the paths of three files; `pictures` is the folder for screenshots.
 */
export async function journey(tab, language, attach, pictures) {
  const label = `${tab.name}, ${language}`;
  const other = LANGUAGES.find((it) => it !== language);
  const is = (sentence, found, expected) => same(`${label}: ${sentence}`, found, expected);
  const holds = (sentence, it, found) => check(`${label}: ${sentence}`, it, found);
  const picture = (name) => tab.picture(join(pictures, `${tab.name}-${language}-${name}.png`));
  const words = () => tab.texts('.words li');

  // The start, its languages and its way out.
  is('the start answers', await tab.visit('/'), 200);
  if ((await tab.count(`nav.languages a[lang="${language}"]`)) > 0) {
    await tab.follow(`nav.languages a[lang="${language}"]`);
  } else {
    await tab.follow(`nav.languages a[lang="${other}"]`);
    await tab.follow(`nav.languages a[lang="${language}"]`);
  }
  is('a link changes the language', tab.path(), `/${language}/`);
  holds('the start speaks it', (await tab.texts('h1'))[0].startsWith(HEADINGS[language].start), await tab.texts('h1'));
  await picture('1-start');
  await tab.visit(`/${language}/`);
  await tab.press('Tab');
  is('the first key leads to the way out', await tab.focused(), 'a.exit');
  is('the way out answers', await tab.leaveBy('Enter'), 200);
  is('the way out leads to the blank page', [tab.path(), await tab.count('a, form, input')], ['/exit', 0]);
  await tab.visit(`/${language}/`);

  // The nine words.
  is('the form answers', await tab.follow('.desks a, .actions a.button'), 200);
  is('the form has its own address', tab.path(), `/${language}/1`);
  const nine = await words();
  is('there are nine words', nine.length, 9);
  is('they stand in one line too', await tab.texts('.codename .line'), [nine.join(' ')]);
  await picture('2-form');
  if ((await tab.count('nav.languages details')) > 0) await tab.open('nav.languages details');
  await tab.follow(`nav.languages a[lang="${other}"]`);
  is('a link leads to the form in the other language', tab.path(), `/${other}/1`);
  await tab.visit(`/${language}/1`);
  const codename = await words();
  holds('every visit has words of its own', codename.join(' ') !== nine.join(' '));

  // Nothing told: it comes back kindly.
  await tab.tick('#consent');
  is('a form without words and files comes back', await tab.send('#send'), 422);
  is('it says so, beside the field too', [await tab.count('.problems'), await tab.count('#account_problem')], [1, 1]);
  is('it keeps its nine words', await words(), codename);
  await picture('3-nothing-told');

  // The box not marked: the browser asks for it, and so does the server.
  const told = { when: `marzo de 2019, ${label} – más o menos`, ...TOLD[language] };
  await tab.visit(`/${language}/1`);
  const kept = await words();
  for (const field of ['when', 'place', 'account']) await tab.fill(`#${field}`, told[field]);
  holds('the browser asks for the box', await tab.staysAfter('#send'));
  is('what was typed is still there', await tab.value('#account'), told.account);
  await tab.page.evaluate(() => document.getElementById('consent').removeAttribute('required'));
  await tab.attach('#files-third', attach.slice(2));
  is('the server asks for the box', await tab.send('#send'), 422);
  is('it says so beside the box', await tab.count('#consent_problem'), 1);
  is('its words are the same', await words(), kept);
  for (const field of ['when', 'place', 'account']) is(`${field} came back`, await tab.value(`#${field}`), told[field]);
  is('it names the file to choose again', await tab.texts('#files_problem bdi'), [sent(attach[2])]);
  await picture('4-back');

  // All of it.
  await tab.tick('#consent');
  await tab.attach('#files', attach.slice(0, 2));
  await tab.attach('#files-third', attach.slice(2));
  is('it arrives', await tab.send('#send'), 200);
  is('the page says so', await tab.texts('h1'), [HEADINGS[language].stored]);
  is('the confirmation has the same nine words', await words(), kept);
  is('it lists the files', await tab.texts('.kept .files bdi'), attach.map(sent));
  is('nothing is missing', await tab.count('.not-kept'), 0);
  await picture('5-confirmation');

  // The mailbox.
  await tab.follow(`footer a[href="/${language}/2"]`);
  for (const [how, typed] of [
    ['as shown', kept.join(' ')],
    ['in capitals, without accents', plain(kept.join('  ')).toUpperCase()],
    ['by their first letters', kept.map((word) => [...word].slice(0, 4).join('')).join('\n')],
  ]) {
    await tab.visit(`/${language}/2`);
    await tab.fill('#codename', typed);
    is(`the words ${how} open a mailbox`, await tab.send('main button'), 200);
    is(`it is empty (${how})`, await tab.texts('main .lead'), [HEADINGS[language].empty]);
  }
  await picture('6-mailbox');

  // A change of what is permitted, and, by words that nobody has told by, a withdrawal.
  await tab.open('#change');
  await tab.choose('#consent-c2', 'no');
  is('a change of consent arrives', await tab.send('#change button'), 200);
  is('the page says so', await tab.texts('h1'), [HEADINGS[language].changed]);
  await picture('7-changed');
  is('a button leads back to the replies', await tab.send('main button'), 200);
  is('which are the same', await tab.texts('main .lead'), [HEADINGS[language].empty]);
  await tab.visit(`/${language}/2`);
  await tab.fill('#codename', codename.join(' '));
  await tab.send('main button');
  await tab.open('#withdraw');
  holds('the browser asks whether it is meant', await tab.staysAfter('#withdraw button'));
  await tab.tick('#meant');
  is('a withdrawal arrives', await tab.send('#withdraw button'), 200);
  is('the page says that too', await tab.texts('h1'), [HEADINGS[language].withdrawn]);
  await tab.visit(`/${language}/2`);
  await tab.fill('#codename', kept.with(6, 'qqqq').join(' '));
  is('a word that is in no list comes back', await tab.send('main button'), 422);
  holds('it is named by its place', (await tab.texts('#ask-problem'))[0].includes('7'));

  // The other pages, each with its languages.
  for (const page of ['2', '3', '4']) {
    await tab.visit(`/${language}/${page}`);
    if ((await tab.count('nav.languages details')) > 0) await tab.open('nav.languages details');
    await tab.follow(`nav.languages a[lang="${other}"]`);
    is(`page ${page} has the other language`, tab.path(), `/${other}/${page}`);
  }
  await tab.close(label);

  const files = [];
  for (const file of attach) files.push({ name: sent(file), sha256: await digest(file) });
  const text = (words) => words.replaceAll('\n', '\r\n');
  const answers = { when: { words: told.when }, place: told.place, account: text(told.account) };
  return { label, language, when: told.when, desk: 'main', answers, files };
}

/** Tells something to each other desk of the demo, in a language; gives what was told, as `journey` does. */
export async function otherDesks(tab, language) {
  const told = [];
  for (const [path, desk, fields, expected] of [
    ['1/2', 'short', { 'when-where': 'aquí, ayer' }, (said, account) => ({ account, ...said })],
    ['1/3', 'detentions', { when: 'de noche', place: 'la plaza' }, ({ when, place }, account) => ({ when: { words: when }, place, account })],
  ]) {
    const label = `${tab.name}, ${language}, ${desk}`;
    const mine = `${label} – ${fields.when ?? fields['when-where']}`;
    fields[fields.when ? 'when' : 'when-where'] = mine;
    await tab.visit(`/${language}/`);
    same(`${label}: the start leads to its form`, await tab.follow(`.desks a[href="/${language}/${path}"]`), 200);
    for (const [name, words] of Object.entries(fields)) await tab.fill(`#${name}`, words);
    await tab.fill('#account', label);
    await tab.tick('#consent');
    same(`${label}: it arrives`, await tab.send('#send'), 200);
    told.push({ label, language, when: mine, desk, answers: expected(fields, label), files: [] });
  }
  await tab.close(`other desks, ${language}`);
  return told;
}

/** A file's name as a browser sends it. */
export const sent = (path) => basename(path).replaceAll('"', '%22').replaceAll('\n', '%0A').replaceAll('\r', '%0D');

/** Without accents, as a hurried hand types. */
const plain = (words) => words.normalize('NFD').replaceAll(/\p{M}/gu, '');
