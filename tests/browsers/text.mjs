// Text browsers: every page read by w3m, and a journey in lynx, with a file.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { check, same } from './report.mjs';

const run = promisify(execFile);

/** Enough rows for lynx to have a whole page before it, so that keys lead through all of it. */
const ROWS = 250;

/** What each page must say to who reads it as text, in this order. */
const SAID = {
  es: {
    '': ['Salir de aquí', 'English', 'Un lugar para contar', 'Contar lo que pasó', 'Tengo nueve palabras', ' 4. Más tarde', 'Quién lo lee'],
    1: ['Salir de aquí', ' 1. ', ' 9. ', '• Un tribunal', '[ ] Acepto que', '¿Cuándo pasó?', '[      ', '¿Dónde pasó?', '[      ', 'Archivos', '[      ', 'Enviar'],
    2: ['Salir de aquí', 'Sus nueve palabras, en su orden', '[      ', 'Abrir'],
    3: ['Salir de aquí', 'Antes de contar', '• Use el Navegador Tor', 'Qué puede ver el servidor', 'Cuidarse'],
    4: ['Salir de aquí', 'Límites', 'Un archivo', '4 GiB', 'huella'],
  },
  en: {
    '': ['Leave this page', 'Español', 'A place to tell', 'Tell what happened', 'I have nine words', ' 4. Later', 'Who reads it'],
    1: ['Leave this page', ' 1. ', ' 9. ', '• A court', '[ ] I agree that', 'When did it happen?', '[      ', 'Where did it happen?', '[      ', 'Files', '[      ', 'Send'],
    2: ['Leave this page', 'Your nine words, in their order', '[      ', 'Open'],
    3: ['Leave this page', 'Before you tell', '• Use Tor Browser', 'What the server can see', 'Looking after yourself'],
    4: ['Leave this page', 'Limits', 'One file', '4 GiB', 'fingerprint'],
  },
};

/** Every page as w3m shows it; the texts go beside the pictures. */
export async function readByW3m(origin, language, pictures) {
  for (const [page, sayings] of Object.entries(SAID[language])) {
    const { stdout } = await run('w3m', ['-dump', '-cols', '80', '-O', 'UTF-8', `${origin}/${language}/${page}`]);
    await writeFile(join(pictures, `w3m-${language}-${page || 'start'}.txt`), stdout);
    let from = 0;
    for (const saying of sayings) {
      const at = stdout.indexOf(saying, from);
      check(`w3m, ${language}/${page}: "${saying}" stands in its place`, at >= 0, stdout.slice(from));
      from = Math.max(from, at + saying.length);
    }
    check(`w3m, ${language}/${page}: no line is too long`, stdout.split('\n').every((line) => line.length <= 80));
  }
}

/** Runs lynx on a page with these keys and gives all that it wrote on its screen. */
async function lynx(url, keys, work) {
  const script = join(work, 'lynx.keys');
  const screen = join(work, 'lynx.screen');
  await writeFile(script, [...keys, 'q', 'y'].map((key) => `key ${key}\n`).join(''));
  const command = `stty cols 100 rows ${ROWS}; lynx -nopause -cmd_script='${script}' '${url}'`;
  const env = { ...process.env, TERM: 'vt100', LC_ALL: 'C.UTF-8' };
  const child = run('script', ['-qefc', command, screen], { env, timeout: 30_000 });
  child.child.stdin.end();
  await child;
  // eslint-disable-next-line no-control-regex
  return (await readFile(screen, 'utf8')).replaceAll(/\x1b[^A-Za-z]*[A-Za-z]/g, '\n');
}

const NEXT = '<tab>';
const ENTER = '^J';
const typed = (words) => [...words].map((c) => ({ ' ': '<space>', '\n': ENTER })[c] ?? c);

/** A testimony in lynx, and its empty mailbox; gives what was told, as `journey` does. */
export async function journeyInLynx(origin, attach, sha256, work) {
  const label = 'lynx, es';
  const told = { when: 'lynx, in spring', account: 'First line.\nSecond line.' };
  // The way out, the way past the bar, the start, eleven other languages, the mailbox; then the box, seven choices
  // and a box more, which text browsers show opened.
  const keys = [...Array(15).fill(NEXT), ENTER];
  keys.push(...Array(8).fill(NEXT), NEXT, ...typed(told.account), NEXT, ...typed(told.when), NEXT, NEXT);
  keys.push(NEXT, ...typed(attach));
  keys.push(NEXT, NEXT, NEXT, ENTER);
  const screen = await lynx(`${origin}/es/1/2`, keys, work);
  check(`${label}: it arrives`, screen.includes('llegó bien') && screen.includes(attach), screen.slice(-3000));

  const codename = Array.from({ length: 9 }, (_, i) => screen.match(new RegExp(`^\\s*${i + 1}\\. (\\p{L}+)`, 'mu'))?.[1]);
  same(`${label}: there are nine words`, codename.filter(Boolean).length, 9);
  const letters = codename.map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, '').slice(0, 4)).join(' ');
  const mailbox = await lynx(`${origin}/es/2`, [...Array(14).fill(NEXT), ...typed(letters), NEXT, ENTER], work);
  check(`${label}: the words open an empty mailbox`, mailbox.includes('Aún no hay respuesta'), mailbox.slice(-3000));

  // Lynx sends a file's path for its name, and ends the last line of what was typed.
  const files = [{ name: attach, sha256 }];
  const account = `${told.account}\n`.replaceAll('\n', '\r\n');
  return { label, language: 'es', when: told.when, desk: 'short', answers: { account, 'when-where': told.when }, files };
}
