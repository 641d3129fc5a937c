// What a reader does with a page: switch language and theme, filter, sort, open evidence, read it without script, on a phone, on paper.
import { statSync, writeFileSync } from 'node:fs';

/** How large a page may be, in bytes. */
const MOST_BYTES = { page: 300_000, index: 1_000_000 };

export function size(file, kind, problems) {
  const bytes = statSync(file).size;
  const most = kind === 'index' ? MOST_BYTES.index : MOST_BYTES.page;
  problems.check(file, bytes <= most, `${bytes} bytes, more than ${most}`);
}

/** The visible text of a page. */
const text = page => page.evaluate(() => document.body.innerText);

/** Whether any text of a language is shown, but for the names of the languages themselves. */
const shows = (page, lang) => page.evaluate(lang => {
  const marked = [...document.querySelectorAll(`main [lang="${lang}"]`)];
  return marked.some(element => element.getClientRects().length > 0 && element.innerText.trim() !== '');
}, lang);

export async function languages(page, where, problems) {
  problems.check(where, await shows(page, 'zh') && !await shows(page, 'en'), 'Chinese is not what is shown at first');
  const chinese = await text(page);
  await page.check('#lang-en', { force: true });
  problems.check(where, await shows(page, 'en') && !await shows(page, 'zh'), 'English does not take the place of Chinese');
  problems.check(where, await text(page) !== chinese, 'the text is the same in both languages');
}

const background = page => page.evaluate(() => getComputedStyle(document.querySelector('.sheet')).backgroundColor);

export async function themes(page, where, problems) {
  await page.check('#theme-light', { force: true });
  const light = await background(page);
  await page.check('#theme-dark', { force: true });
  problems.check(where, await background(page) !== light, 'dark is as light');
}

export async function filter(page, where, problems) {
  const select = page.locator('#filter-verdict');
  if (await select.count() === 0) return;
  const options = await select.locator('option').evaluateAll(all => all.map(option => option.value).filter(Boolean));
  problems.check(where, options.length > 0, 'no verdict to filter by');
  for (const verdict of options) {
    await select.selectOption(verdict);
    const shown = await page.locator('[data-entry]:visible').evaluateAll(all => all.map(entry => entry.dataset.entry));
    problems.check(where, shown.length > 0 && shown.every(one => one === verdict), `the filter ${verdict} shows ${shown.length} entries: ${[...new Set(shown)]}`);
  }
  await select.selectOption('');
  const all = await page.locator('[data-entry]').count();
  const words = page.locator('#filter-words');
  await words.fill('没有这样的文字');
  problems.check(where, await page.locator('[data-entry]:visible').count() === 0, 'words that stand nowhere show entries');
  await words.fill('');
  problems.check(where, await page.locator('[data-entry]:visible').count() === all, 'entries stay hidden when the filter is cleared');
}

export async function sort(page, where, problems) {
  const buttons = page.locator('table[data-sort] thead button');
  for (let at = 0; at < await buttons.count(); at++) {
    for (const order of ['ascending', 'descending']) {
      await buttons.nth(at).click();
      const { sorted, keys } = await buttons.nth(at).evaluate(button => {
        const head = button.closest('th');
        const column = [...head.parentNode.children].indexOf(head);
        const table = head.closest('table');
        const bodies = [...table.tBodies].filter(body => !body.classList.contains('chapter'));
        const rows = bodies.length > 1 ? bodies.map(body => body.rows[0]) : [...bodies[0].rows];
        const keys = rows.map(row => row.children[column]?.getAttribute('data-n')).filter(key => key);
        return { sorted: head.getAttribute('aria-sort'), keys: keys.map(Number) };
      });
      const right = keys.every((key, at) => at === 0 || (order === 'ascending' ? keys[at - 1] <= key : keys[at - 1] >= key));
      problems.check(where, sorted === order && right, `column ${at + 1} is not ${order}: ${keys.slice(0, 8)}`);
    }
  }
}

export async function evidence(page, where, problems) {
  const value = page.locator('a.val').first();
  if (await value.count() > 0) {
    const id = (await value.getAttribute('href')).slice(1);
    await value.click();
    // The page opens it once it has been told where the link leads.
    const opened = await page.waitForFunction(id => {
      const target = document.getElementById(id);
      return target.tagName === 'DETAILS' ? target.open : Boolean(target.innerText.trim());
    }, id, { timeout: 5000 }).then(() => true, () => false);
    problems.check(where, opened, `the link of a value does not open its evidence (${id})`);
  }
  const details = page.locator('details').first();
  if (await details.count() > 0) {
    const open = () => details.evaluate(element => element.open);
    const before = await open();
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    problems.check(where, await open() !== before, 'the keyboard does not open a detail');
  }
}

/** Without script: text is there, the languages change, details open. */
export async function withoutScript(page, where, problems) {
  problems.check(where, await shows(page, 'zh') && !await shows(page, 'en'), 'without script Chinese is not shown');
  await page.check('#lang-en', { force: true });
  problems.check(where, await shows(page, 'en') && !await shows(page, 'zh'), 'without script the language does not change');
  const summary = page.locator('summary').first();
  if (await summary.count() > 0) {
    await summary.click();
    problems.check(where, await page.locator('details').first().evaluate(element => element.open), 'without script a detail does not open');
  }
}

/** The page fits its window: nothing is cut off or scrolls sideways but what is made to. */
export async function fits(page, width, where, problems) {
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
  problems.check(where, wide <= width, `${wide} pixels wide in a window of ${width}`);
}

/** Prints to A4; the mark of made-up data is on paper too. */
export async function print(page, where, problems, pdf) {
  await page.emulateMedia({ media: 'print' });
  const marks = page.locator('.synthetic');
  if (await marks.count() > 0) problems.check(where, await marks.first().isVisible(), 'the mark of made-up data is not printed');
  problems.check(where, !await page.locator('.controls').first().isVisible().catch(() => false), 'controls are printed');
  const bytes = await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true });
  if (pdf) writeFileSync(pdf, bytes);
  const pages = bytes.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  const a4 = /\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12](\.\d+)?\s*\]/.test(bytes.toString('latin1')) || /\/MediaBox\s*\[\s*0 0 84[12](\.\d+)? 59[45](\.\d+)?\s*\]/.test(bytes.toString('latin1'));
  problems.check(where, pages > 0 && a4, `${pages} printed pages, A4: ${a4}`);
  await page.emulateMedia({ media: 'screen' });
  return pages;
}
