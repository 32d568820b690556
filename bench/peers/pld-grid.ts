/**
 * `node dist/bench/peers/pld-grid.js > test/golden/pld-grid.json`, after `npm run bench:peers`: dp_accounting's epsilons
 * of 40 random settings, for the tests. @module
 */
import { randomTasks } from "../support/dp-sgd-tasks.js";
import { DpAccounting } from "./dp-accounting.js";

if (!DpAccounting.isInstalled()) throw new Error("dp_accounting is not installed here: npm run bench:peers does it");
const peer = new DpAccounting();
const lines: string[] = [];
for (const task of randomTasks(40, 40)) {
  const { refined } = await peer.epsilon(task);
  lines.push(JSON.stringify({ ...task, epsilon: refined }));
}
peer.stop();
process.stdout.write(`[\n  ${lines.join(",\n  ")}\n]\n`);
