// Drives the defect viewer in a real browser: node try-viewer.mjs PAGE BIG-PAGE FOLDER. Called by build/try-viewer, which makes the pages.
import { chromium } from "playwright-core";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";

const [page, bigPage, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
let failed = 0, passed = 0;

function hold(what, holds, seen = "") {
  if (holds) passed++; else failed++;
  console.log(`${holds ? "ok    " : "FAILED"} ${what}${holds ? "" : `: ${JSON.stringify(seen)}`}`);
}

async function open(file, hash = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const tab = await context.newPage();
  tab.errors = [];
  tab.on("pageerror", error => tab.errors.push(error.message));
  tab.on("request", request => { if (!/^(file|data):/.test(request.url())) tab.errors.push(`loads ${request.url()}`); });
  await tab.goto(`file://${file}${hash}`);
  return tab;
}

const text = (tab, selector) => tab.locator(selector).first().textContent(); // a drawing has no innerText
const position = tab => text(tab, "#position");

// ---- one defect, step by step
{
  const tab = await open(page);
  hold("the list has every defect", await tab.locator("#list a[data-index]").count() === 15, await tab.locator("#list a[data-index]").count());
  await tab.locator("#list a", { hasText: "NDIS0003" }).click();
  hold("a click opens a defect", (await text(tab, ".about h2")).toLowerCase().includes("freed twice"), await text(tab, ".about h2"));
  hold("a trace opens where the object is allocated", await position(tab) === "step 2 of 9", await position(tab));
  hold("the automaton shows the state before the step", await text(tab, ".node.lit text") === "Unallocated", await text(tab, ".node.lit text"));
  await tab.keyboard.press("ArrowDown");
  hold("the key goes one step on", await position(tab) === "step 3 of 9", await position(tab));
  hold("the state follows", await text(tab, ".node.lit text") === "Allocated", await text(tab, ".node.lit text"));
  hold("the source marks the step", (await text(tab, ".code .now mark")).startsWith("frame"), await text(tab, ".code .now"));
  hold("executed lines are marked, others are not", await tab.locator(".code div.ran").count() > 4 && await tab.locator(".code div:not(.ran)").count() > 20);
  await tab.keyboard.press("End");
  hold("the last step is the defect", (await text(tab, '[role=treeitem][aria-selected=true]')).includes("freed twice") && await text(tab, ".node.bad.lit text") === "NDIS0003", await text(tab, '[role=treeitem][aria-selected=true]'));
  hold("no step lies behind it", await tab.locator("#to-next").isDisabled());
  const address = tab.url();
  hold("the address leads to the step", /#[0-9a-f]{32}\/9$/.test(address), address);
  const again = await open(page, address.slice(address.indexOf("#")));
  hold("the address opens the same step", await position(again) === "step 9 of 9", await position(again));

  // ---- panes lead to one another
  await tab.locator("#step-5").click();
  hold("a step in another file opens that file", await text(tab, '[role=tab][aria-selected=true]') === "LoopbackAdapter.Send.cs", await text(tab, '[role=tab][aria-selected=true]'));
  await tab.locator('[role=tab]', { hasText: "Heartbeat" }).click();
  await tab.locator(".code div.stop", { hasText: "if (IndicateLent" }).first().click();
  hold("a line in the source chooses its step", (await text(tab, '[role=treeitem][aria-selected=true]')).includes("IndicateLent"), await text(tab, '[role=treeitem][aria-selected=true]'));
  await tab.locator("#step-4").click();
  await tab.keyboard.press("ArrowLeft");
  hold("a call folds", !await tab.locator("#step-5").isVisible() && await tab.locator("#step-4").getAttribute("aria-expanded") === "false");
  await tab.keyboard.press("ArrowDown");
  hold("a folded call is stepped over", await position(tab) === "step 7 of 9", await position(tab));
  await tab.locator("#step-4").click();
  await tab.keyboard.press("ArrowRight");
  hold("and unfolds", await tab.locator("#step-5").isVisible());

  // ---- list and filter
  await tab.keyboard.press("n");
  hold("n goes to the next defect", (await text(tab, "#list a[aria-current]")).includes("NDIS0010"), await text(tab, "#list a[aria-current]"));
  await tab.keyboard.press("/");
  await tab.keyboard.type("ndis0005");
  hold("the filter leaves what it names", await text(tab, "#count") === "2 of 15", await text(tab, "#count"));
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("o");
  await tab.waitForSelector(".overview");
  hold("the overview has a verdict on every rule", await tab.locator(".rules tbody tr").count() > 20);
  hold("nothing fails and nothing is loaded", tab.errors.length === 0, tab.errors);
}

// ---- people who see or point otherwise
for (const colorScheme of ["light", "dark"]) {
  const tab = await open(page, "", { colorScheme });
  await tab.keyboard.press("n");
  await tab.keyboard.press("j");
  await tab.screenshot({ path: `${shots}/viewer-${colorScheme}.png` });
  await tab.evaluate(axe);
  const broken = (await tab.evaluate(() => axe.run())).violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
  hold(`accessible, ${colorScheme}`, broken.length === 0, broken);
}
{
  const tab = await open(page, "", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  hold("fits a phone", await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), await tab.evaluate(() => document.documentElement.scrollWidth));
  await tab.locator("#show-list").tap();
  await tab.locator("#list a", { hasText: "NDIS0003" }).tap();
  await tab.locator("#to-next").tap();
  hold("steps on a phone", await position(tab) === "step 3 of 9", await position(tab));
  await tab.screenshot({ path: `${shots}/viewer-phone.png` });
}

// ---- a thousand defects
{
  const megabytes = statSync(bigPage).size / 1e6;
  const tab = await open(bigPage);
  const shown = await tab.evaluate(() => performance.getEntriesByType("paint").find(one => one.name === "first-contentful-paint")?.startTime ?? performance.now());
  const ready = await tab.evaluate(() => performance.getEntriesByType("navigation")[0].domComplete);
  const count = await tab.locator("#list a[data-index]").count();
  hold("a thousand defects are there", count === 1000, count);
  hold(`a thousand defects show in under a second (${Math.round(Math.max(shown, ready))} ms)`, Math.max(shown, ready) < 1000);
  hold(`a thousand defects take less than 10 MB (${megabytes.toFixed(2)} MB)`, megabytes < 10);
  const started = Date.now();
  await tab.keyboard.press("n");
  await tab.waitForFunction(() => document.querySelector("#list a[aria-current]")?.dataset.index === "1");
  hold(`the next of them opens at once (${Date.now() - started} ms)`, Date.now() - started < 500);
}

await browser.close();
console.log(`${passed} hold, ${failed} fail; screenshots in ${shots}`);
process.exit(failed ? 1 : 0);
