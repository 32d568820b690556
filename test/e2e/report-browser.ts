/** A real browser for reports, which it opens from a file. @module */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

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

export interface OpenReport {
  readonly page: Page;
  /** console messages, errors, and requests other than for the file itself */
  readonly heard: readonly string[];
}

export interface ReportBrowser {
  open(file: string, width: number, colorScheme?: "light" | "dark"): Promise<OpenReport>;
  openWithoutScripts(file: string): Promise<Page>;
}

/** One for all tests of a file. */
export function reportBrowser(): ReportBrowser {
  let browser: Browser;
  beforeAll(async () => {
    if (!existsSync(executablePath)) {
      throw new Error(`there is no ${executablePath}: install Debian's package chromium (apt-get install chromium)`);
    }
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser?.close());
  return {
    async open(file, width, colorScheme = "light") {
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
    },
    async openWithoutScripts(file) {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(pathToFileURL(file).href);
      return page;
    },
  };
}

/** The verdict's lines as they are read. */
export async function verdictOf(page: Page): Promise<string[]> {
  return (await page.locator(".verdict li").allTextContents()).map((text) => text.replaceAll("\u00a0", " "));
}
