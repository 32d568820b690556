/** Searches in the report: a slider through their iterations, in a real browser. @module */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeReport } from "../../lab/report/write-report.js";
import { reportBrowser } from "./report-browser.js";
import { makeRun } from "./report-runs.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-report-searches-"));
afterAll(() => rmSync(root, { recursive: true }));
const browser = reportBrowser();
let searched: string;
beforeAll(async () => {
  searched = await writeReport(makeRun(join(root, "searched"), { frameIterations: [0, 1, 5, 25, 100] }));
});

/** Of the window that a search is seen through: the row of frames at its top. */
const rowShown = (page: Page) =>
  page.evaluate<number>(`(() => {
    const image = document.querySelector(".search img.frames").getBoundingClientRect();
    const window = document.querySelector(".search .window").getBoundingClientRect();
    return Math.round((window.top - image.top) / window.height);
  })()`);

test("a slider goes through the iterations by keyboard, and says where it is", async () => {
  const { page, heard } = await browser.open(searched, 1280);
  expect(await page.locator(".search").count()).toBe(2 * 3);
  const slider = page.getByRole("slider", { name: "iteration of no-defence, participant 0, round 1" });
  expect(await slider.getAttribute("aria-valuetext")).toBe("iteration 100, objective 3.1e-4");
  expect(await rowShown(page)).toBe(4);
  const marker = page.locator(".marker.point").first();
  const end = await marker.boundingBox();
  await slider.press("Home");
  await slider.press("ArrowRight");
  expect(await slider.getAttribute("aria-valuetext")).toBe("iteration 1, objective 0.314");
  expect(await page.locator("output").first().textContent()).toBe("iteration 1, objective 0.314");
  expect(await page.locator("img.frames").first().getAttribute("alt")).toMatch(/^Reconstructions at iteration 1,/);
  expect(await rowShown(page)).toBe(1);
  const start = await marker.boundingBox();
  expect(start!.x).toBeLessThan(end!.x - 100);
  expect(start!.y).toBeLessThan(end!.y - 50);
  expect(heard).toEqual([]);
  await page.close();
});

test("truth and reconstruction stand below each other, image by image", async () => {
  const { page } = await browser.open(searched, 1280);
  const edges = await page.evaluate<
    number[][]
  >(`[...document.querySelectorAll(".search")].slice(0, 1).flatMap((search) =>
    [...search.querySelectorAll(".search-sheet img")].map((image) => {
      const { left, right } = image.getBoundingClientRect();
      return [left, right, image.naturalWidth];
    }))`);
  expect(edges).toHaveLength(2);
  expect(edges[0]).toEqual(edges[1]);
  // four images of 16 pixels, with one around each
  expect(edges[0][2]).toBe(4 * 18);
  await page.close();
});

test.each([390, 1280])("fits a screen of %i pixels", async (width) => {
  const { page } = await browser.open(searched, width, "dark");
  await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  await page.close();
});

test("without scripts every frame is there, named by its iteration, and no slider that would do nothing", async () => {
  const page = await browser.openWithoutScripts(searched);
  expect(await page.locator(".search input:visible").count()).toBe(0);
  const named = page.locator(".search-names").first().locator("li:visible");
  expect(await named.allTextContents()).toEqual([0, 1, 5, 25, 100].map((i) => `iteration ${i}`));
  const [image, window] = [page.locator("img.frames").first(), page.locator(".window").first()];
  expect((await image.boundingBox())!.height).toBeCloseTo((await window.boundingBox())!.height, 1);
  const row = (await named.nth(4).boundingBox())!;
  expect(row.y + row.height).toBeLessThan((await image.boundingBox())!.y + (await image.boundingBox())!.height + 1);
  await page.close();
});

test("it runs that one script and no other, and none where nothing was searched", async () => {
  const html = readFileSync(searched, "utf8");
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toMatch(/script-src 'sha256-[\w+/=]+'"/);
  expect(readFileSync(await writeReport(makeRun(join(root, "plain"))), "utf8")).not.toMatch(
    /<script|script-src|<input/,
  );
});
