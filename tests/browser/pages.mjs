// Opens every kind of page of a folder that `kaoping report` wrote, as readers do: node pages.mjs FOLDER [--pictures FOLDER]
// With `--hostile` the folder is of data whose names try to be code: nothing of them may run.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problems, accessibility, launch, open } from './browser.mjs';
import * as behaviour from './behaviour.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'string' }, hostile: { type: 'boolean' } },
});
const folder = resolve(positionals[0]);
const WIDTHS = [360, 768, 1280];

/** Every kind of page: the overview, those of the whole, and of the last year that of all units, the first unit's and another's. */
function kinds() {
  const years = readdirSync(folder).filter(name => /^\d{4}$/.test(name)).sort();
  const year = years.at(-1);
  const units = readdirSync(join(folder, year)).filter(name => name.endsWith('.html') && name !== 'index.html').sort();
  const some = [...new Set([units[0], units[Math.floor(units.length / 2)]])];
  const named = ['index.html', 'findings.html', 'missing.html', 'method.html'].map(name => join(folder, name));
  return [...named, join(folder, year, 'index.html'), ...some.map(name => join(folder, year, name))];
}

const everyPage = () => readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.html')).map(name => join(folder, name));

function picture(file, name) {
  const path = file.slice(folder.length + 1).replaceAll('/', '-').replace('.html', '');
  return options.pictures && join(resolve(options.pictures), `${path}-${name}`);
}

async function look(browser, file, problems) {
  behaviour.size(file, file === join(folder, 'index.html') ? 'index' : 'page', problems);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await open(context, file, problems);
  for (const theme of ['light', 'dark']) {
    await page.check(`#theme-${theme}`, { force: true });
    await accessibility(page, `${file} (${theme}, zh)`, problems);
  }
  await behaviour.themes(page, file, problems);
  await page.check('#theme-light', { force: true });
  await behaviour.filter(page, file, problems);
  await behaviour.sort(page, file, problems);
  await behaviour.evidence(page, file, problems);
  await page.reload();
  const printed = await behaviour.print(page, file, problems, picture(file, 'print.pdf'));
  await behaviour.languages(page, file, problems);
  await accessibility(page, `${file} (light, en)`, problems);
  await context.close();

  for (const width of WIDTHS) {
    const narrow = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await open(narrow, file, problems);
    await behaviour.fits(page, width, file, problems);
    if (options.pictures) await page.screenshot({ path: picture(file, `${width}.png`), fullPage: true });
    await narrow.close();
  }

  const still = await browser.newContext({ javaScriptEnabled: false });
  await behaviour.withoutScript(await open(still, file, problems), file, problems);
  await still.close();
  return printed;
}

/** Nothing that came from the data is an element, an attribute or an address. */
async function neutral(browser, file, problems) {
  const context = await browser.newContext();
  const page = await open(context, file, problems);
  const found = await page.evaluate(() => ({
    ran: globalThis.hostile === true,
    scripts: document.querySelectorAll('script').length,
    foreign: document.querySelectorAll('img, iframe, object, embed, base, form, link, marquee').length,
    handlers: [...document.querySelectorAll('*')].filter(one => [...one.attributes].some(attribute => /^on/i.test(attribute.name))).length,
    addresses: [...document.querySelectorAll('[href]')].map(one => one.getAttribute('href')).filter(href => /^[a-z+.-]+:/i.test(href) || href.startsWith('/') ),
  }));
  problems.check(file, !found.ran && found.scripts <= 1 && found.foreign === 0 && found.handlers === 0, `not neutral: ${JSON.stringify(found)}`);
  problems.check(file, found.addresses.length === 0, `leads out of the folder: ${found.addresses.slice(0, 3)}`);
  await context.close();
}

const problems = new Problems();
if (options.pictures) mkdirSync(resolve(options.pictures), { recursive: true });
const browser = await launch();
try {
  for (const file of options.hostile ? everyPage() : []) await neutral(browser, file, problems);
  for (const file of kinds()) {
    if (!existsSync(file)) {
      problems.check(file, false, 'is not there');
      continue;
    }
    const before = problems.list.length;
    const printed = await look(browser, file, problems);
    console.log(`${basename(folder)}${file.slice(folder.length)}: ${printed} printed pages, ${problems.list.length - before} problems`);
  }
} finally {
  await browser.close();
}
problems.list.forEach(problem => console.error(problem));
console.log(`${problems.checks} checks, ${problems.list.length} problems`);
process.exitCode = problems.list.length === 0 && problems.checks > 0 ? 0 : 1;
