/** The report in a real browser, from a file, with nothing else to hand. @module */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { registerCompare } from "../../lab/cli/compare.js";
import { registerReport } from "../../lab/cli/report.js";
import type { Summary, VariantSummary } from "../../lab/runs/summary.js";
import { writeReport } from "../../lab/report/write-report.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { writeRunDirectory } from "./report-fixture.js";
import type { Fixture } from "./report-fixture.js";

/** where Debian puts it; the variable is for other systems */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const root = mkdtempSync(join(tmpdir(), "fedleak-report-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Bright discs on black, one place a class. */
function discs(count: number, seed: number) {
  const side = 16;
  const rng = RngStream.fromSeed(seed);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 4);
  const images = new Float32Array(count * side * side);
  for (let n = 0; n < count; n++) {
    const [x0, y0] = [4 + 8 * (labels[n] % 2) + rng.integer(2), 4 + 8 * (labels[n] >> 1) + rng.integer(2)];
    for (let i = 0; i < side * side; i++) {
      const distance = Math.hypot((i % side) - x0, Math.floor(i / side) - y0);
      images[n * side * side + i] = Math.max(0, 1 - distance / 4);
    }
  }
  return { images, labels, shape: [side, side, 1] };
}

const fixture: Fixture = {
  question: `What can a server read from <gradients> & "updates"?`,
  targets: discs(20, 1),
  auxiliary: discs(40, 2),
  lotSize: 4,
  rounds: 30,
  variants: {
    "no-defence": {
      epsilon: "Infinity",
      error: (i) => (i === 6 ? 0.5 : 1e-4),
      accuracy: (round) => 1 - 1 / (round + 1),
    },
    dp: { epsilon: 7.98, error: () => 2, accuracy: (round) => 0.8 - 0.8 / (round + 1) },
  },
};

function makeRun(name: string, more: Partial<Fixture> = {}): string {
  const directory = join(root, name);
  writeRunDirectory(directory, { ...fixture, ...more });
  return directory;
}

/** The same run as if nothing had attacked and nothing had been defended, held against baselines instead. */
function makeLearningRun(name: string): string {
  const directory = makeRun(name);
  const file = join(directory, "summary.json");
  const summary = JSON.parse(readFileSync(file, "utf8")) as Summary;
  const variants = Object.entries(summary.variants).map(([variant, own], i) => {
    rmSync(join(directory, variant, "attacks"), { recursive: true });
    const baseline = (round: number, accuracy: number, participant?: number) =>
      `${JSON.stringify({ seq: 999, ms: 0, type: "baseline", name: participant === undefined ? "centralised" : "standalone", participant, round, accuracy, loss: 1 })}\n`;
    const lines = [0, 30].map((round) => [
      baseline(round, 0.1 + round / 60, 0),
      baseline(round, 0.1 + round / 100, 1),
      baseline(round, 0.1 + round / 40),
    ]);
    appendFileSync(join(directory, variant, "events.jsonl"), lines.flat().join(""));
    const learned: VariantSummary = {
      ...own,
      upBytes: 10 ** (7 - i),
      attacks: {},
      privacy: { ...own.privacy, epsilon: "Infinity", mechanism: "none: no defence adds noise to the update" },
      baselines: { standalone: { accuracy: 0.5, low: 0.4, high: 0.6, n: 2 }, centralised: { accuracy: 0.85 } },
    };
    return [variant, learned];
  });
  writeFileSync(file, JSON.stringify({ ...summary, expectations: [], variants: Object.fromEntries(variants) }));
  return directory;
}

/** Variants that differ in what they upload alone: everything, a tenth, a hundredth. */
function makeSweptRun(name: string): string {
  const swept = (uploadFraction: number, error: number) => ({
    epsilon: "Infinity" as const,
    error: () => error,
    accuracy: () => 0.9,
    training: { uploadFraction },
  });
  return makeRun(name, { variants: { whole: swept(1, 1e-4), tenth: swept(0.1, 0.01), hundredth: swept(0.01, 2) } });
}

async function commandLine(...words: string[]): Promise<string> {
  const program = new Command("fedleak").exitOverride();
  registerReport(program);
  registerCompare(program);
  let output = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await program.parseAsync(words, { from: "user" });
  } finally {
    write.mockRestore();
  }
  return output;
}

describe("in the browser", () => {
  let browser: Browser;
  let report: string;

  beforeAll(async () => {
    if (!existsSync(executablePath)) {
      throw new Error(`there is no ${executablePath}: install Debian's package chromium (apt-get install chromium)`);
    }
    browser = await chromium.launch({ executablePath, args });
    report = await writeReport(makeRun("whole"));
  });

  afterAll(() => browser?.close());

  /** Opens the report; `heard` collects console messages, errors and requests other than the file itself. */
  async function open(
    width: number,
    colorScheme: "light" | "dark",
    file = report,
  ): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const heard: string[] = [];
    page.on("console", (message) => heard.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith("data:") && url !== pathToFileURL(file).href) heard.push(`request: ${url}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, heard };
  }

  test("fetches nothing, says nothing to the console, and tells the verdict in words", async () => {
    const { page, heard } = await open(1280, "light");
    expect(await page.textContent("h1")).toBe(fixture.question);
    const verdict = (await page.locator(".verdict li").allTextContents()).map((text) => text.replaceAll("\u00a0", " "));
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
    const { page } = await open(1280, "light");
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
    const { page } = await open(width, "light");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    const shown = width < 700 ? "narrow" : "wide";
    expect(await page.locator(`.drawing.${shown}`).first().isVisible()).toBe(true);
    expect(await page.locator(".drawing:visible").count()).toBe(3);
    await page.close();
  });

  test.each([390, 1280])("without attacks it speaks of learning and bytes, on %i pixels", async (width) => {
    const { page, heard } = await open(width, "light", await writeReport(makeLearningRun(`learning-${width}`)));
    const verdict = (await page.locator(".verdict li").allTextContents()).map((text) => text.replaceAll("\u00a0", " "));
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

  describe("with searches", () => {
    let searched: string;
    beforeAll(async () => {
      searched = await writeReport(makeRun("searched", { frameIterations: [0, 1, 5, 25, 100] }));
    });

    /** Of the window that a search is seen through: the row of frames at its top. */
    const rowShown = (page: Page) =>
      page.evaluate<number>(`(() => {
        const image = document.querySelector(".search img.frames").getBoundingClientRect();
        const window = document.querySelector(".search .window").getBoundingClientRect();
        return Math.round((window.top - image.top) / window.height);
      })()`);

    test("a slider goes through the iterations by keyboard, and says where it is", async () => {
      const { page, heard } = await open(1280, "light", searched);
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
      const { page } = await open(1280, "light", searched);
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
      const { page } = await open(width, "dark", searched);
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.close();
    });

    test("without scripts every frame is there, named by its iteration, and no slider that would do nothing", async () => {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(pathToFileURL(searched).href);
      expect(await page.locator(".search input:visible").count()).toBe(0);
      const named = page.locator(".search-names").first().locator("li:visible");
      expect(await named.allTextContents()).toEqual([0, 1, 5, 25, 100].map((i) => `iteration ${i}`));
      const [image, window] = [page.locator("img.frames").first(), page.locator(".window").first()];
      expect((await image.boundingBox())!.height).toBeCloseTo((await window.boundingBox())!.height, 1);
      const row = (await named.nth(4).boundingBox())!;
      expect(row.y + row.height).toBeLessThan((await image.boundingBox())!.y + (await image.boundingBox())!.height + 1);
      await page.close();
    });

    test("it runs that one script and no other", () => {
      const html = readFileSync(searched, "utf8");
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).toMatch(/script-src 'sha256-[\w+/=]+'"/);
      expect(readFileSync(report, "utf8")).not.toMatch(/<script|script-src|<input/);
    });
  });

  test("says of every attack what it was not given, and of one that failed why, apart from its scores", async () => {
    const { page } = await open(1280, "light");
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
      const { page } = await open(1280, scheme);
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

test("the figures' PNGs hold text", async () => {
  const directory = makeRun("figures");
  await writeReport(directory);
  for (const name of ["accuracy", "leakage", "epsilon", "reconstructions-curious"]) {
    const { width, height } = PNG.sync.read(readFileSync(join(directory, "figures", `${name}.png`)));
    expect(width).toBeGreaterThan(1000);
    expect(height).toBeGreaterThan(400);
    expect(readFileSync(join(directory, "figures", `${name}.svg`), "utf8")).toMatch(/^<svg /);
  }
  const { data, width } = PNG.sync.read(readFileSync(join(directory, "figures", "reconstructions-curious.png")));
  // the names of the rows stand left of the tiles, where nothing else is
  const inked = Array.from({ length: data.length / 4 }, (_, i) => i).filter(
    (i) => i % width < 240 && data[4 * i] < 128,
  );
  expect(inked.length).toBeGreaterThan(200);
});

test("variants that differ in one number are drawn against it, and the verdict starts with what it did", async () => {
  const directory = makeSweptRun("swept");
  const html = readFileSync(await writeReport(directory), "utf8");
  const { width, height } = PNG.sync.read(readFileSync(join(directory, "figures", "leakage-by-parameter.png")));
  expect([width, height]).toEqual([2000, 1000]);
  expect(html).toContain("<li><strong>Leakage falls to its control at uploadFraction 0.01.</strong></li>");
  expect(html).toContain('id="figure-leakage-by-parameter"');
  expect(html).toContain("no better than its control");
});

test("a run that failed still gets a report that says so", async () => {
  const directory = makeRun("failed", { status: "failed", reason: "participant 3 left in round 20" });
  const file = join(directory, "summary.json");
  const summary = JSON.parse(readFileSync(file, "utf8")) as { variants: Record<string, unknown> };
  delete summary.variants.dp;
  writeFileSync(file, JSON.stringify(summary));
  const html = readFileSync(await writeReport(directory), "utf8");
  expect(html).toContain("<strong>This run failed</strong>: participant 3 left in round 20.");
  expect(html).toContain("Accuracy by round.");
});

test("the same run directory gives the same report, byte for byte", async () => {
  const directory = makeRun("twice");
  const first = readFileSync(await writeReport(directory), "utf8");
  expect(readFileSync(await writeReport(directory), "utf8")).toBe(first);
});

describe("on the command line", () => {
  test("report makes it again and prints its path", async () => {
    const directory = makeRun("again");
    const path = (await commandLine("report", directory)).trim();
    expect(statSync(path).size).toBeGreaterThan(10_000);
  });

  test("compare puts runs and variants into one table and says where the runs differ", async () => {
    const runs = [makeRun("short"), makeRun("long", { rounds: 60 })];
    const table = await commandLine("compare", ...runs);
    expect(table.match(/│ dp /g)).toHaveLength(2);
    expect(table).toMatch(/ε: δ = 1e-5, per example, add-or-remove-one, RDP/);
    expect(table).toMatch(/caution: short no-defence and long no-defence differ in rounds/);

    const { runs: found, cautions } = JSON.parse(await commandLine("compare", ...runs, "--json")) as {
      runs: { variants: Record<string, { accuracy: number }> }[];
      cautions: string[];
    };
    expect(found.map(({ variants }) => Object.keys(variants))).toEqual(Array(2).fill(["no-defence", "dp"]));
    expect(cautions.length).toBeGreaterThan(0);
  });

  test("compare says what a number that variants differ in did to leakage", async () => {
    const table = await commandLine("compare", makeSweptRun("swept-compared"));
    expect(table).toMatch(/swept-compared: Leakage falls to its control at uploadFraction 0\.01\.\n/);
  });

  test("compare leaves out what no run has: without attacks it shows baselines and bytes", async () => {
    const table = await commandLine("compare", makeLearningRun("compared"));
    const head = table
      .split("\n")[1]
      .split("│")
      .map((cell) => cell.trim());
    expect(head.filter((cell) => cell !== "")).toEqual([
      ...["run", "variant", "accuracy", "ε", "standalone", "centralised", "uploaded", "downloaded"],
    ]);
    expect(table).toMatch(/│ dp +│ 77\.4 % +│ ∞ │ 50\.0 % +│ 85\.0 % +│ 1\.00 MB +│/);
  });

  test("what is no run is refused as bad usage, with a next step", async () => {
    const refused = { name: "UsageError", hint: expect.stringContaining("run") as string };
    await expect(commandLine("compare", root)).rejects.toMatchObject(refused);
    await expect(commandLine("report", join(root, "absent"))).rejects.toMatchObject(refused);
  });
});
