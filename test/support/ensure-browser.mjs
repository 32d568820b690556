/**
 * Runs before the tests: the report is opened in a real browser. Where there is none, it installs Debian's chromium if
 * it may (root, apt), as on a fresh machine or in a container; elsewhere it says what to do, and the browser test fails.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

if (!existsSync(browser)) {
  const say = (text) => process.stderr.write(`${text}\n`);
  if (mayInstall && process.env.CHROMIUM === undefined) {
    say("no browser yet: installing Debian's chromium for the browser test");
    const options = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync("apt-get", ["install", "-y", "-qq", "chromium"], options);
  } else {
    say(`no browser at ${browser}: install Debian's package chromium, or set CHROMIUM to the path of one`);
  }
}
