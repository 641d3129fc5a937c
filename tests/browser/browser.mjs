// Chromium, and one page of the tree opened in it with everything noted that a page must not do.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Success criteria of WCAG 2.2, levels A and AA.
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Starts the browser, which reaches no network. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args });
}

/** What was found wrong, by page. */
export class Problems {
  constructor() {
    this.list = [];
    this.checks = 0;
  }

  /** Counts a check, and notes it as a problem if it does not hold. */
  check(where, holds, what) {
    this.checks += 1;
    if (!holds) this.list.push(`${where}: ${what}`);
  }
}

/** Opens a file as a page; whatever it writes to the console, asks of the network or shows as a dialog is a problem. */
export async function open(context, file, problems) {
  const page = await context.newPage();
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) problems.check(file, false, `console: ${message.text()}`);
  });
  page.on('pageerror', error => problems.check(file, false, `script: ${error}`));
  page.on('dialog', dialog => {
    problems.check(file, false, `dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('request', request => {
    const url = request.url();
    if (!/^(file|data|about):/.test(url)) problems.check(file, false, `asks for ${url}`);
  });
  await page.goto(`file://${file}`, { waitUntil: 'load' });
  return page;
}

/** What axe finds of WCAG 2.2 AA on a page as it stands; the policy of the page keeps others' scripts out, this one comes by the debugger. */
export async function accessibility(page, where, problems) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(tags => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), WCAG);
  for (const violation of found.violations) {
    const nodes = violation.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ');
    problems.check(where, false, `axe ${violation.impact}: ${violation.id}: ${violation.nodes.length} × ${nodes}`);
  }
  problems.check(where, found.testEngine?.name === 'axe-core', 'axe did not run');
}
