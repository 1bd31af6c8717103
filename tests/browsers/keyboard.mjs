// A testimony by keys alone, in the order that they lead through the page.

import { check, same } from './report.mjs';
import { sent } from './journey.mjs';

/** Fills in the form without a mouse; gives what was told, as `journey` does. */
export async function byKeys(tab, attach, sha256) {
  const label = 'by keys alone';
  const is = (sentence, found, expected) => same(`${label}: ${sentence}`, found, expected);
  const told = { when: 'una noche, solo teclas', place: 'aquí', account: 'Línea uno.\nLínea dos. ⌨️' };
  const next = async (key = 'Tab') => {
    await tab.press(key);
    return tab.focused();
  };
  const past = async (expected) => {
    for (let keys = 0; keys < 40; keys += 1) if ((await next()) === expected) return;
    check(`${label}: keys lead to ${expected}`, false, await tab.focused());
  };

  // Asked for in time, so that Chromium opens no window of its own.
  const chooser = tab.page.waitForEvent('filechooser');
  chooser.catch(() => {}); // Told where it is awaited.
  await tab.visit('/es/');
  is('the way out is first', await next(), 'a.exit');
  is('then the way past the bar', await next(), 'a.skip');
  await tab.press('Enter');
  is('which leads to the text', await tab.focused(), '#text');
  is('then comes what people are here for', await next(), 'a');
  is('a page stands between', await tab.leaveBy('Enter'), 200);
  for (const expected of ['a.exit', 'a.skip']) is('its way out is first too', await next(), expected);
  await tab.press('Enter');
  is('which desk it is can be chosen anew', await next(), 'a');
  is('what it leads to is next', await next(), 'a.button');
  is('the form opens', await tab.leaveBy('Enter'), 200);

  await past('#consent');
  await tab.press('Space');
  for (const field of ['when', 'place', 'account']) {
    await past(`#${field}`);
    await tab.type(told[field]);
    if (field !== 'place') continue;
    const here = tab.path();
    check(`${label}: Enter in a line sends nothing`, await tab.staysAfterKey('Enter'), tab.path());
    is('and leads nowhere', tab.path(), here);
    for (const typed of ['when', 'place']) is(`${typed} stays as it was typed`, await tab.value(`#${typed}`), told[typed]);
  }
  // What is closed comes by a button, with what was typed; keys go on where it begins.
  await past('button.quiet');
  is('more questions come', await tab.leaveBy('Enter'), 200);
  is('a closed part is next', await next(), 'summary');
  await tab.press('Enter');
  is('an opened part has its first question next', await next(), '#link');
  await tab.press('ArrowDown');
  await past('#place');
  await past('summary');
  await tab.press('Enter');
  await past('#daypart');
  await tab.press('ArrowDown');
  await past('#country');
  await tab.type('Perú');
  await past('#account');
  is('what was typed is there', await tab.value('#account'), told.account);
  await past('#files');
  for (const input of ['files-second', 'files-third']) {
    is(`${input} is next`, await next(), `#${input}`);
  }
  await tab.press('Enter');
  await (await chooser).setFiles(attach);
  is('the button is last', await next(), '#send');
  const words = await tab.texts('.words li');
  is('it arrives', await tab.leaveBy('Enter'), 200);
  is('with the same nine words', await tab.texts('.words li'), words);
  is('and its file', await tab.texts('.kept .files bdi'), [sent(attach)]);
  await tab.close(label);
  const files = [{ name: sent(attach), sha256 }];
  const account = told.account.replaceAll('\n', '\r\n');
  const answers = { link: 'experienced', when: { words: told.when }, place: told.place, daypart: 'before-dawn', country: 'Perú', account };
  return { label, language: 'es', when: told.when, desk: 'main', answers, files };
}
