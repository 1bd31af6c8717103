// The journey in Firefox once more, through a SOCKS port to an onion service.
//
// Takes the service's address, the port, a folder with three files to attach, and one for pictures. The last
// line is what was told, as JSON.

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { FirefoxTab, launch } from './firefox.mjs';
import { journey } from './journey.mjs';
import { part, sum } from './report.mjs';

const [origin, socks, folder, pictures] = process.argv.slice(2);
const attach = (await readdir(folder)).toSorted().map((name) => join(folder, name));

await mkdir(pictures, { recursive: true });
const browser = await launch({ socks: Number(socks) });
let told;
await part('a journey in Firefox, through Tor', async () => {
  told = await journey(await FirefoxTab.open(browser, origin), 'es', attach, pictures);
});
await browser.close();
const code = sum();
console.log(JSON.stringify(told ?? {}));
process.exit(code);
