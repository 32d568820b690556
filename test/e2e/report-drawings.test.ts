/** What a participant drew, in the report: in a real browser, on the command line and in files. @module */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeReport } from "../../lab/report/write-report.js";
import { reportBrowser, verdictOf } from "./report-browser.js";
import { writeDrawnRun } from "./report-drawings-fixture.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-report-drawings-"));
afterAll(() => rmSync(root, { recursive: true }));
const browser = reportBrowser();
let report: string;
beforeAll(async () => {
  const variants = {
    nobody: { likeness: () => 0, isHeld: false },
    "no-defence": { likeness: (round: number) => (round < 10 ? undefined : round / 20) },
  };
  report = await writeReport(await writeDrawnRun(join(root, "drawn"), { variants, controls: ["nobody"] }));
});

/** Of each window: the frame at its top. */
const framesShown = (page: Page) =>
  page.evaluate<number[]>(`[...document.querySelectorAll(".drawn .window")].map((window) => {
    const [image, frame] = [window.querySelector("img").getBoundingClientRect(), window.getBoundingClientRect()];
    return Math.round((frame.top - image.top) / frame.height);
  })`);

test("the verdict says what was drawn, and that the control had nothing to find", async () => {
  const { page, heard } = await browser.open(report, 1280);
  expect(await verdictOf(page)).toEqual([
    "With nobody, a control, a participant had nothing to find: 0 % of its 40 images are taken for class 2; accuracy 87 %.",
    "Without defence a participant drew class 2, which it never held: 100 % of its 40 images are taken for it (a guesser 3 %, real images 100 %); accuracy 87 % → 87 %.",
  ]);
  expect(await page.locator(".verdict strong").allTextContents()).toEqual([
    "0\u00a0% of its 40 images",
    "100\u00a0% of its 40 images",
  ]);
  expect(heard).toEqual([]);
  await page.close();
});

test("one slider takes all variants to the same round, by keyboard, and says what each was taken for", async () => {
  const { page, heard } = await browser.open(report, 1280);
  const names = page.locator(".drawn .panel-name strong");
  expect(await names.allTextContents()).toEqual([
    "no-defence",
    "real images of class 2",
    "nobody",
    "the participant's own images",
    "mean of class 2",
  ]);
  const slider = page.getByRole("slider", { name: "round of attack gan, class 2" });
  const notes = page.locator(".drawn .panel-note");
  expect(await slider.getAttribute("aria-valuetext")).toBe("round 20");
  expect(await notes.allTextContents()).toEqual([
    expect.stringMatching(/^100\.0 % taken for class 2; Fréchet distance 0\.\d+$/),
    expect.stringMatching(/^others that nobody trained on: 100\.0 % taken for class 2; Fréchet distance 0\.\d+$/),
    expect.stringMatching(/^0\.0 % taken for class 2; Fréchet distance \d+\.\d$/),
    expect.stringMatching(/^0\.0 % taken for class 2; Fréchet distance \d+\.\d$/),
    expect.stringMatching(/^100\.0 % taken for class 2; Fréchet distance [\d.]+$/),
  ]);
  expect(await framesShown(page)).toEqual([3, 3]);
  await slider.press("Home");
  expect(await notes.first().textContent()).toBe("not begun");
  await slider.press("ArrowRight");
  expect(await framesShown(page)).toEqual([1, 1]);
  expect(await page.locator("output").first().textContent()).toBe("round 10");
  const alt = await page.locator("img.frames").first().getAttribute("alt");
  expect(alt).toMatch(/^Images drawn under no-defence at round 10: 50\.0 % taken for class 2; Fréchet distance \d/);
  expect(heard).toEqual([]);
  await page.close();
});

test("without scripts the rounds stand below one another, named, and no slider that would do nothing", async () => {
  const page = await browser.openWithoutScripts(report);
  expect(await page.locator(".drawn input:visible").count()).toBe(0);
  expect(await page.locator(".panel-note.live:visible").count()).toBe(0);
  const rows = page.locator(".drawn .search-names").first().locator("li:visible");
  expect(await rows.allTextContents()).toEqual([
    "round 5 not begun",
    "round 10 50.0 %",
    "round 15 75.0 %",
    "round 20 100.0 %",
  ]);
  const [image, last] = [await page.locator("img.frames").first().boundingBox(), await rows.nth(3).boundingBox()];
  expect(last!.y).toBeGreaterThan(image!.y + 0.7 * image!.height);
  expect(last!.y + last!.height).toBeLessThan(image!.y + image!.height + 1);
  await page.close();
});

test.each([390, 1280])(
  "fits a screen of %i pixels, nearest images unfolded, every picture decoded and described",
  async (width) => {
    const { page } = await browser.open(report, width, "dark");
    const folded = page.locator("#drawings details");
    expect(await folded.locator("img:visible").count()).toBe(0);
    await folded.locator("summary").click();
    // three rows of images of 12 pixels, with one around each
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('.nearest img')].map((image) => [image.naturalWidth, image.naturalHeight])",
      ),
    ).toEqual(Array(2).fill([8 * 14, 3 * 14]));
    expect(await folded.locator("img").first().getAttribute("alt")).toMatch(
      /^Samples 1 to 8 under no-defence, each above/,
    );
    expect(await page.locator("#drawings img:not([alt])").count()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.close();
  },
);

test("its attack is told by metrics of the class, each beside its best control and its ceilings, and by no others", async () => {
  const { page } = await browser.open(report, 1280);
  const attacks = await page.locator("#attacks").innerText();
  expect(attacks).not.toMatch(/PSNR|strategy/);
  expect(attacks).toMatch(/not given\s+the examples of the other participants, and their labels;/);
  expect(await page.locator("#attacks .why").innerText()).toMatch(/no participant held an image of the class/);
  const rows = page.locator("#attacks tbody").nth(1).locator("tr");
  const cells = (await rows.nth(1).locator("td").allInnerTexts()).map((text) => text.trim());
  expect(await rows.nth(1).locator("th").innerText()).toBe("taken for the class\nhigher leaks more");
  expect(cells).toEqual([
    "100.0 %",
    "91.2 % to 100.0 %",
    "noise 2.5 %",
    "own-images 0.0 %\nown-mean 0.0 %\nnobody 0.0 %",
    "real-images 100.0 %\nreal-mean 100.0 %",
  ]);
  const compared = await page.locator("#variants tr", { hasText: "taken for the class" }).locator("td").allInnerTexts();
  expect(compared[1]).toBe("100.0 %\n91.2 % to 100.0 %\nguesser 2.5 %");
  expect(await page.locator("#variants").innerText()).not.toMatch(/PSNR/);
  await page.close();
});

test("the figure is a file too, and shows both panels, both variants and what they are held against", async () => {
  const directory = join(root, "drawn", "figures");
  const { width, height } = PNG.sync.read(readFileSync(join(directory, "leakage-by-round-gan.png")));
  expect([width, height]).toEqual([2000, 880]);
  const svg = readFileSync(join(directory, "leakage-by-round-gan.svg"), "utf8");
  for (const words of ["taken for the class", "test accuracy", "no-defence", "nobody", "a guesser", "real images"]) {
    expect(svg).toContain(words);
  }
  expect(readFileSync(report, "utf8")).toContain('id="figure-leakage-by-round-gan"');
});

test.each([390, 1280])(
  "what was drawn stands against accuracy, after the drawings, with names apart, on %i pixels",
  async (width) => {
    const { page } = await browser.open(report, width);
    expect((await page.locator("main h2").allTextContents()).slice(0, 3)).toEqual([
      "What a participant drew of a class it never held",
      "What leaked at which accuracy",
      "What was learned",
    ]);
    const words = page.locator("#figure-leakage-by-accuracy text:visible");
    const [between, level] = width < 700 ? [", ", "real"] : ["\n", "real images"];
    const expected = ["no-defence", ...`nobody${between}a control`.split("\n"), level];
    expect(await words.allTextContents()).toEqual(expect.arrayContaining(expected));
    const boxes = await words.evaluateAll((texts) =>
      texts.map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return { left, right, top: top + 3, bottom: bottom - 3 };
      }),
    );
    const shared = boxes.flatMap((a, i) =>
      boxes.slice(i + 1).filter((b) => {
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      }),
    );
    expect(shared).toEqual([]);
    await page.close();
  },
);

test("an attack that never began is told in words, without a picture or a script", async () => {
  const waiting = { likeness: () => undefined };
  const path = await writeReport(await writeDrawnRun(join(root, "waiting"), { variants: { "no-defence": waiting } }));
  const { page, heard } = await browser.open(path, 390);
  expect(await verdictOf(page)).toEqual([
    "Without defence a participant drew nothing of class 2: the attack never began; accuracy 87 %.",
  ]);
  expect(await page.locator("#drawings").innerText()).toMatch(/never begun: nothing was drawn/);
  expect(readFileSync(path, "utf8")).not.toMatch(/<script|script-src|<input/);
  expect(heard).toEqual([]);
  await page.close();
});
