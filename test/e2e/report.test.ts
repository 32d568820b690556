/** The report in a real browser, from a file, with nothing else to hand. @module */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeReport } from "../../lab/report/write-report.js";
import { reportBrowser, verdictOf } from "./report-browser.js";
import { fixture, makeLearningRun, makeRun } from "./report-runs.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-report-"));
afterAll(() => rmSync(root, { recursive: true }));
const browser = reportBrowser();
let report: string;
beforeAll(async () => {
  report = await writeReport(makeRun(join(root, "whole")));
});

test("fetches nothing, says nothing to the console, and tells the verdict in words", async () => {
  const { page, heard } = await browser.open(report, 1280);
  expect(await page.textContent("h1")).toBe(fixture.question);
  const verdict = await verdictOf(page);
  expect(verdict[0]).toMatch(
    /^Without defence the server recovered 19 of 20 images \(PSNR .* dB on average; a guesser/,
  );
  expect(verdict[1]).toMatch(
    /^With dp at ε = 7.98 \(δ = 1e-5, per example, add-or-remove-one, RDP\) .* 0 of 20 images/,
  );
  expect(heard).toEqual([]);
  await page.close();
});

test("shows twelve targets in four rows, every image decoded, the failure among them", async () => {
  const { page } = await browser.open(report, 1280);
  const images = await page.evaluate<number[]>(
    "[...document.querySelectorAll('.pairs img')].map((image) => image.naturalWidth)",
  );
  expect(images).toHaveLength(12 * 4);
  expect(images.every((width) => width === 64)).toBe(true);
  expect(await page.locator(".pairs .tile.recovered").count()).toBe(11);
  expect(await page.locator(".pairs img:not([alt])").count()).toBe(0);
  await page.close();
});

test.each([390, 1280])("has nothing wider than a screen of %i pixels", async (width) => {
  const { page } = await browser.open(report, width);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  const shown = width < 700 ? "narrow" : "wide";
  expect(await page.locator(`.drawing.${shown}`).first().isVisible()).toBe(true);
  expect(await page.locator(".drawing:visible").count()).toBe(4);
  await page.close();
});

test.each([390, 1280])("without attacks it speaks of learning and bytes, on %i pixels", async (width) => {
  const { page, heard } = await browser.open(
    await writeReport(makeLearningRun(join(root, `learning-${width}`))),
    width,
  );
  const verdict = await verdictOf(page);
  expect(verdict).toEqual([
    "Without defence: accuracy 96.8 % after 30 rounds, above every participant alone (50.0 % on average, at best 60.0 %) and all data in one place (85.0 %); 10.0 MB uploaded.",
    "With dp: accuracy 77.4 %, above every participant alone, below all data in one place; 1.00 MB uploaded, 10 % of what no-defence uploaded.",
  ]);
  expect(await page.locator("main h2:visible").allTextContents()).toEqual([
    "What was learned",
    "Variants compared",
    "How it trained",
    "Privacy",
    "Cautions",
    "Repeat this run",
    "Provenance",
  ]);
  const shown = width < 700 ? "narrow" : "wide";
  for (const figure of ["accuracy", "accuracy-by-bytes"]) {
    const words = await page.locator(`#figure-${figure} .drawing.${shown} text`).allTextContents();
    expect(words).toEqual(expect.arrayContaining(["standalone", "centralised", "dp"]));
  }
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  expect(heard).toEqual([]);
  await page.close();
});

test("says of every attack what it was not given, and of one that failed why, apart from its scores", async () => {
  const { page } = await browser.open(report, 1280);
  const facts = await page.locator("#attacks dl").innerText();
  expect(facts).toMatch(/sees\s+every participant's update and the weights it sends/);
  expect(facts).toMatch(/not given\s+the true images; their labels; which examples a lot drew, and how many; /);
  expect(await page.locator("#attacks .why").allInnerTexts()).toEqual([
    expect.stringMatching(/^Why it failed\s+noise hides the rows of single examples: signal to noise 0\.02/),
  ]);
  await page.close();
});

test("is dark where the reader's system is, with enough contrast in both", async () => {
  const colours = async (scheme: "light" | "dark") => {
    const { page } = await browser.open(report, 1280, scheme);
    const found = await page.evaluate<string[]>(`[
      ["body", "backgroundColor"], ["body", "color"], ["figcaption", "color"], ["thead .series-0", "color"]
    ].map(([selector, property]) => getComputedStyle(document.querySelector(selector))[property])`);
    await page.close();
    return found.map((colour) => colour.match(/\d+/g)!.map(Number));
  };
  const [light, dark] = [await colours("light"), await colours("dark")];
  expect(luminance(light[0])).toBeGreaterThan(0.9);
  expect(luminance(dark[0])).toBeLessThan(0.02);
  for (const [page, ink, muted, series] of [light, dark]) {
    expect(contrast(page, ink)).toBeGreaterThan(12);
    expect(contrast(page, muted)).toBeGreaterThan(4.5);
    expect(contrast(page, series)).toBeGreaterThan(3);
  }
});

/** WCAG 2.2, relative luminance of sRGB. */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((byte) =>
    byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}
