// What follows a testimony: a reviewer asks at the command line, the source answers in a browser with words and a
// file each time; then one reply is deleted, and all; then the source takes back what was told.

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { label } from './journey.mjs';
import { check, same } from './report.mjs';
import { digest } from './reviewer.mjs';
import { clean, textsOf } from './texts.mjs';

const QUESTIONS = {
  es: ['¿De qué color eran?', '¿Cuántos iban?\n\nSi no lo sabe, está bien.', 'Gracias. ¿Algo más? هل رأيت'],
  ar: ['ما لونها؟', 'كم كان عددهم؟\n\nلا بأس إن لم تكن المعرفة ممكنة.', 'شكرًا. هل من شيء آخر؟ <b> ¿Algo más?'],
  my: ['ဘာအရောင်လဲ။', 'ဘယ်နှယောက် ပါသလဲ။\n\nမသိရင်လည်း ရပါတယ်။', 'ကျေးဇူးတင်ပါတယ်။ ထပ်ပြောစရာ ရှိလား။ <b>'],
};

/** Goes on with a testimony, `told` as `journey` gives it, for so many rounds. */
export async function conversation(tab, told, rounds, reviewer, work, pictures) {
  const { language } = told;
  const mine = `${label(tab, language)}, ${rounds} of asking`;
  const say = await textsOf(language);
  const is = (sentence, found, expected) => same(`${mine}: ${sentence}`, found, expected);
  const says = async (sentence, selector, ...ids) =>
    is(sentence, (await tab.texts(selector)).map(clean), ids.map((id) => say(id)));
  const picture = (name) => tab.picture(join(pictures, `${tab.name}-${language}-${name}.png`));
  const opens = async () => {
    await tab.visit(`/${language}/2`);
    await tab.fill('#codename', told.codename);
    is('the words open the mailbox', await tab.send('main button'), 200);
  };
  const when = (round) => (round === 0 ? told.when : `${mine} ${round}`);
  /** What was told so far, by round. */
  const received = async () => {
    is('all that was pulled holds', (await reviewer.pull()).complaints, []);
    const all = new Map();
    for (const submission of await reviewer.inbox()) {
      const words = (await reviewer.read(submission.id)).answers.when?.words ?? '';
      for (let round = 0; round <= rounds; round += 1) if (words === when(round)) all.set(round, submission);
    }
    return all;
  };

  let there = await received();
  for (const [at, question] of QUESTIONS[language].slice(0, rounds).entries()) {
    const round = at + 1;
    await reviewer.reply(there.get(at).id, question);
    await reviewer.push();
    await opens();
    const seen = await tab.texts('.reply');
    is(`round ${round}: there are so many replies`, seen.length, round);
    // Lines end by tags, which are no text.
    check(`${mine}: the question is there`, seen.some((text) => text.trim() === question.replaceAll('\n', '')), seen);
    const ends = QUESTIONS[language].slice(0, round).join('').split('\n').length - 1;
    is(`round ${round}: their lines end`, await tab.count('.reply br'), ends);
    if (round === rounds) await picture('8-replies');
    await tab.open('#add');
    is('a form to add comes', await tab.send('#add button'), 200);
    is('it shows no words', await tab.count('.words li'), 0);
    await says('and says why', '#codename h2', 'again-title');
    if (round === 1) await picture('9-add');
    const file = join(work, 'attach', `${tab.name}-${language}-${round}.bin`);
    await writeFile(file, randomBytes(10_000 * round));
    await tab.fill('#when', when(round));
    await tab.fill('#account', `${mine}: ${round} – ñ أمي ကျွန်မ`);
    await tab.tick('#consent');
    await tab.attach('#files', [file]);
    is('the addition arrives', await tab.send('#send'), 200);
    is('and nothing is new to learn', await tab.count('.words li'), 0);
    await says('as the page says', '#codename h2', 'again-title');
    there = await received();
    is('so many tell one conversation', [there.size, new Set([...there.values()].map((it) => it.conversation)).size], [round + 1, 1]);
    is('with its file', there.get(round).attachments.map((it) => it.sha256), [await digest(file)]);
  }

  await opens();
  is('one reply is deleted', await tab.send('article button'), 200);
  await says('the page says so', 'main .notice', 'mailbox-deleted');
  is('one is less', await tab.count('article'), rounds - 1);
  if (rounds > 1) is('then all', await tab.send('#delete button[value="all"]'), 200);
  is('none is left', await tab.count('article'), 0);
  await says('as the page says', 'main .lead', 'mailbox-empty');

  // All of it is taken back.
  await tab.open('#withdraw');
  check(`${mine}: the browser asks whether it is meant`, await tab.staysAfter('#withdraw button'));
  await tab.tick('#meant');
  is('a withdrawal arrives', await tab.send('#withdraw button'), 200);
  await says('the page says so', 'h1', 'withdraw-done-title');
  await picture('10-withdrawn');
  await reviewer.pull();
  const listed = await reviewer.inbox();
  const asked = [...there.values()].map(({ id }) => listed.find((it) => it.id === id)?.consent);
  check(`${mine}: the reviewer sees it`, asked.every((it) => JSON.stringify(it)?.includes('withdrawn')), asked);
  await tab.close(mine);
}
