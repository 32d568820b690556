/** The findings as a person reads them. @module */
import Table from "cli-table3";
import { isMet, ratioOf, type Budget, type Finding } from "./benchmark.js";
import { isBusy, type Machine } from "./machine.js";

export function findingsTable(findings: readonly (Finding & { readonly command: string })[]): string {
  const table = new Table({
    head: ["what", "measured", "against", "ratio", "budget", "met", "command"],
    style: { head: [], border: [] },
  });
  for (const finding of findings) {
    const { what, measured, baseline, budget, command } = finding;
    const ratio = ratioOf(finding);
    table.push([
      what,
      `${short(measured.value)} ${measured.unit}`.trim(),
      baseline === undefined ? "–" : `${short(baseline.value)} (${baseline.of})`,
      ratio === undefined ? "–" : short(ratio),
      budget === undefined ? "–" : budgetText(budget, measured.unit),
      { true: "yes", false: "NO", undefined: "–" }[`${isMet(finding)}`],
      command,
    ]);
  }
  return table.toString();
}

export function machineText(machine: Machine): string {
  const { processor, cores, memoryGiB, platform, node, backends, loadAtStart } = machine;
  const versions = Object.entries(backends).map(([name, version]) => `${name} ${version}`);
  const facts = [processor, `${cores} cores`, `${memoryGiB} GiB`, platform, `Node ${node}`, ...versions];
  const load = `load ${loadAtStart} at the start`;
  const doubt = isBusy(machine) ? ": the machine is busy with other work, measure again when it is not" : "";
  return `${facts.join(" · ")}\n${load}${doubt}`;
}

function budgetText({ limit, bound, on }: Budget, unit: string): string {
  return `${bound === "at-most" ? "≤" : "≥"} ${limit}${on === "value" ? ` ${unit}` : ""}`.trim();
}

/** Three digits. */
function short(value: number): string {
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
