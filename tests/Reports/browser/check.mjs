// Opens reports in Chromium, from a telephone to a projector and on paper, and says what would keep somebody from reading them.
// node check.mjs FOLDER-FOR-PICTURES REPORT.html…
import { chromium } from 'playwright-core';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const [, , pictures, ...reports] = process.argv;
const widths = [360, 768, 1280, 1920, 3840], patience = 180_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const report of reports) {
  const name = basename(report, '.html'), address = 'file://' + resolve(report);
  const wrong = (where, what) => faults.push(`${name}, ${where}: ${what}`);
  if (statSync(report).size > 5_000_000) wrong('file', 'more than 5 MB');

  const open = async (where, settings) => {
    const context = await browser.newContext(settings), page = await context.newPage();
    page.setDefaultTimeout(patience);
    page.on('console', message => { if (message.type() !== 'log') wrong(where, `console: ${message.text()}`); });
    page.on('pageerror', error => wrong(where, `script: ${error.message}`));
    page.on('request', request => { if (request.url() !== address && !request.url().startsWith('data:')) wrong(where, `asks for ${request.url()}`); });
    await page.goto(address);
    return page;
  };
  const fits = async (where, page) => {
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (wide > room) wrong(where, `is ${wide} px wide where there are ${room}`);
  };

  for (const width of widths) {
    const where = `${width} px`, page = await open(where, { viewport: { width, height: Math.round(width * (width < 700 ? 2 : 0.5625)) }, hasTouch: width < 1000 });
    await fits(where, page);
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    await fits(`${where}, all tables open`, page);
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = false; }));
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: width <= 1280 });
    await page.close();
  }

  {
    const where = 'rules of accessibility', page = await open(where, { viewport: { width: 1280, height: 900 } });
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const rule of found.violations) wrong(where, `${rule.id} (${rule.nodes.length}): ${rule.help}; ${rule.nodes[0].html.slice(0, 160)}`);
    const checked = found.passes.find(rule => rule.id === 'color-contrast')?.nodes.length ?? 0;
    if (checked < 50) wrong(where, `contrast was computed for ${checked} texts; expected 50 at least`);
    // What stands in parts of bars, which the rules above do not see: WCAG 2, 1.4.3.
    const pale = await page.evaluate(() => {
      const light = color => color.match(/\d+/g).slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
      const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [...document.querySelectorAll('.bars .in')].map(text => [text.textContent, ratio(light(getComputedStyle(text.parentNode).fill), light(getComputedStyle(text.parentNode.previousElementSibling).fill))]).filter(([, r]) => !(r >= 4.5));
    });
    for (const [text, ratio] of pale) wrong(where, `“${text}” in a bar has a contrast of ${ratio.toFixed(1)}; expected 4.5`);
    await page.close();
  }

  {
    const where = 'keyboard', page = await open(where, { viewport: { width: 1280, height: 900 } });
    const seen = new Set();
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.className) !== 'skip') wrong(where, 'the first stop does not skip to the answer');
    for (let stop = 0; stop < 400; stop++) {
      const at = await page.evaluate(() => {
        const e = document.activeElement, box = e.getBoundingClientRect();
        if (!e.dataset.stop) e.dataset.stop = String(document.querySelectorAll('[data-stop]').length + 1);
        return { stop: e.dataset.stop, kind: e.className || e.tagName, name: e.getAttribute('aria-label') || e.textContent.trim(), seen: box.width > 0 && box.height > 0 };
      });
      if (seen.has(at.stop) || at.kind === 'BODY') break;
      seen.add(at.stop);
      if (!at.name) wrong(where, `a ${at.kind} has no name`);
      if (!at.seen) wrong(where, `a ${at.kind} is focused and not seen`);
      await page.keyboard.press('Tab');
    }
    const panes = page.locator('.pane'), count = await panes.count();
    for (let k = 0; k < count; k++) if (!await panes.nth(k).getAttribute('data-stop')) wrong(where, `map ${k} cannot be reached`);
    const view = () => page.locator('.pane svg').first().getAttribute('viewBox'), before = await view();
    await panes.first().focus();
    for (const key of ['+', '+', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await page.waitForTimeout(400);
    const after = await view();
    if (after === before) wrong(where, 'a map does not move');
    const views = new Set(await page.locator('.pane svg').evaluateAll(maps => maps.map(m => m.getAttribute('viewBox'))));
    if (views.size !== 1) wrong(where, 'maps do not move together');
    await page.keyboard.press('Home');
    await page.waitForTimeout(400);
    if ((await view()).split(' ').map(Number).join(' ') !== before.split(' ').map(Number).join(' ')) wrong(where, 'Home does not show all');
    await page.close();
  }

  {
    const where = 'pointer', page = await open(where, { viewport: { width: 1280, height: 900 } });
    const pane = page.locator('.pane').last(), output = page.locator('.map output').last(), hint = await output.textContent();
    await pane.scrollIntoViewIfNeeded();
    const box = await pane.boundingBox();
    for (let x = 0.05; x < 1 && await output.textContent() === hint; x += 0.01)
      for (let y = 0.05; y < 1 && await output.textContent() === hint; y += 0.05) await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    if (!/\d/.test(await output.textContent())) wrong(where, 'no value is told of what is pointed at');
    const viewBox = () => page.locator('.pane svg').last().getAttribute('viewBox'), before = await viewBox();
    await page.locator('.map .tools').last().locator('button').first().click();
    await page.waitForTimeout(400);
    const near = await viewBox();
    if (!(Number(near.split(' ')[2]) < Number(before.split(' ')[2]))) wrong(where, 'the button does not zoom');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 - 40, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(400);
    if (await viewBox() === near) wrong(where, 'a map cannot be dragged');
    await page.close();
  }

  {
    const where = 'no script', page = await open(where, { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
    await page.locator('.map').first().screenshot({ path: join(pictures, `${name}-no-script.png`) });
    if (await page.locator('.pane use').count() < 4) wrong(where, 'the maps are empty');
    if (await page.locator('button').count() > 0) wrong(where, 'a button does nothing');
    await page.close();
  }

  {
    const where = 'paper', page = await open(where, {});
    const paper = await page.pdf({ path: join(pictures, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
    const pages = (paper.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
    if (pages < 3 || pages > 40) wrong(where, `${pages} pages; expected 3 to 40`);
    await page.close();
  }
}
await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${reports.length} reports, ${widths.length} widths and paper: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
