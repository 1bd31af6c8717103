// What the pages say in a language, read from the product's own files: no sentence of it stands in a journey.
//
// A small part of Fluent: values, texts that choose by a number, and quoted characters.

import { readFile } from 'node:fs/promises';

const FOLDERS = ['', 'forms/', 'consent/'];

/** Marks that keep a value apart from text that runs the other way. */
const ISOLATION = /[\u2066-\u2069]/g;

/** A page's text as it is read: without marks that only a browser sees, and with single spaces. */
export const clean = (text) => text.replaceAll(ISOLATION, '').replaceAll(/[^\S\u00a0\u202f]+/g, ' ').trim();

/** The texts of a language: `say(id, { count: 3 })`. */
export async function textsOf(language) {
  const files = FOLDERS.map((folder) => readFile(new URL(`texts/${folder}${language}.ftl`, import.meta.url), 'utf8'));
  const patterns = read((await Promise.all(files)).join('\n'));
  const rules = new Intl.PluralRules(language.split('-')[0]);
  return (id, values = {}) => {
    const pattern = patterns.get(id);
    if (pattern === undefined) throw new Error(`${language}: there is no text ${id}`);
    const text = chosen(pattern, values, rules).replaceAll(/\{ "(\\u([0-9A-Fa-f]{4}))" \}/g, (_, __, code) => String.fromCharCode(parseInt(code, 16)));
    return clean(text.replaceAll(/\{ \$([a-z-]+) \}/g, (_, name) => {
      if (values[name] === undefined) throw new Error(`${language}: ${id} asks for ${name}`);
      return String(values[name]);
    }));
  };
}

function read(files) {
  const patterns = new Map();
  let id;
  for (const line of files.split('\n').filter((line) => !line.startsWith('#'))) {
    const begins = line.match(/^([a-z][a-z0-9-]*) =(.*)$/);
    if (begins) patterns.set((id = begins[1]), begins[2].trim());
    else if (id && line.trim() !== '') patterns.set(id, `${patterns.get(id)}\n${line.trim()}`);
  }
  return patterns;
}

/** The variant for a number, named by the number itself or by its form in the language. */
function chosen(pattern, values, rules) {
  const selection = pattern.match(/^\n?\{ \$([a-z-]+) ->\n([\s\S]*)\n\}$/);
  if (!selection) return pattern.replace(/^\n/, '');
  const variants = new Map(selection[2].split('\n').map((line) => line.match(/^\*?\[(\S+)\] (.*)$/).slice(1)));
  const value = values[selection[1]];
  return variants.get(String(value)) ?? variants.get(rules.select(value)) ?? variants.get('other');
}
