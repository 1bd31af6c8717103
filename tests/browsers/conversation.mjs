// A conversation of three rounds: a reviewer asks at the command line, the source answers in a browser with words and
// a file each time; then one reply is deleted, and all.

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { check, same } from './report.mjs';
import { digest } from './reviewer.mjs';

const TEXTS = {
  es: {
    questions: ['¿De qué color eran?', '¿Cuántos iban?\n\nSi no lo sabe, está bien.', 'Gracias. ¿Algo más? هل رأيت'],
    same: 'Sus nueve palabras siguen siendo las mismas',
    empty: 'Aún no hay respuesta.',
    deleted: 'Quedó borrada.',
  },
  en: {
    questions: ['What colour were they?', 'How many were inside?\n\nIt is fine not to know.', 'Thank you. Anything else? <b>'],
    same: 'Your nine words stay the same',
    empty: 'There is no reply yet.',
    deleted: 'It is deleted.',
  },
};

export async function conversation(tab, language, reviewer, work, pictures) {
  const label = `${tab.name}, ${language}, three rounds`;
  const is = (sentence, found, expected) => same(`${label}: ${sentence}`, found, expected);
  const texts = TEXTS[language];
  const tells = async (round) => {
    await tab.fill('#when', `${label} ${round}`);
    await tab.fill('#account', `${label}: ${round} – ñ أمي`);
    await tab.tick('#consent');
  };
  const opens = async () => {
    await tab.visit(`/${language}/2`);
    await tab.fill('#codename', words);
    is('the words open the mailbox', await tab.send('main button'), 200);
  };
  /** What was told so far, by round. */
  const received = async () => {
    is('all that was pulled holds', (await reviewer.pull()).complaints, []);
    const mine = new Map();
    for (const submission of await reviewer.inbox()) {
      const when = (await reviewer.read(submission.id)).answers.when?.words ?? '';
      if (when.startsWith(label)) mine.set(Number(when.at(-1)), submission);
    }
    return mine;
  };

  await tab.visit(`/${language}/1`);
  const words = (await tab.texts('.words li')).join(' ');
  await tells(0);
  is('it arrives', await tab.send('#send'), 200);
  let told = await received();
  for (const [at, question] of texts.questions.entries()) {
    const round = at + 1;
    await reviewer.reply(told.get(at).id, question);
    is('it is sent', (await reviewer.push()).sent.length, 1);
    await opens();
    const seen = await tab.texts('.reply');
    is(`round ${round}: there are so many replies`, seen.length, round);
    check(`${label}: the question is there`, seen.some((text) => text.trim() === question), seen);
    if (round === 2) await tab.picture(join(pictures, `${tab.name}-${language}-8-replies.png`));
    await tab.open('#add');
    is('a form to add comes', await tab.send('#add button'), 200);
    is('it shows no words, and says why', [await tab.count('.words li'), await tab.texts('#codename h2')], [0, [texts.same]]);
    if (round === 1) await tab.picture(join(pictures, `${tab.name}-${language}-9-add.png`));
    const file = join(work, 'attach', `${tab.name}-${language}-${round}.bin`);
    await writeFile(file, randomBytes(10_000 * round));
    await tells(round);
    await tab.attach('#files', [file]);
    is('the addition arrives', await tab.send('#send'), 200);
    is('and nothing is new to learn', [await tab.count('.words li'), await tab.texts('#codename h2')], [0, [texts.same]]);
    told = await received();
    is('so many tell one conversation', [told.size, new Set([...told.values()].map((it) => it.conversation)).size], [round + 1, 1]);
    is('with its file', told.get(round).attachments.map((it) => it.sha256), [await digest(file)]);
  }

  await opens();
  is('one reply is deleted', await tab.send('article button'), 200);
  is('the page says so', [await tab.texts('main .notice'), await tab.count('article')], [[texts.deleted], 2]);
  is('then all', await tab.send('#delete button'), 200);
  is('none is left', [await tab.count('article'), await tab.texts('main .lead')], [0, [texts.empty]]);
  await tab.close(label);
}
