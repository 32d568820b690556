/** What a schema cannot say: values that are each allowed, and do not go together. @module */
import type { Catalogue } from "./catalogue.js";
import { checkAttacks } from "./check-attacks.js";
import { checkAudits } from "./check-audits.js";
import { checkIndices, checkUnique, reporter, type Report } from "./check-lists.js";
import { checkSum } from "./check-sum.js";
import { checkTraining } from "./check-training.js";
import type { Diagnostic } from "./diagnostics.js";
import { nearest } from "./nearest.js";
import type { RunConfig } from "./schema.js";
import type { Tree } from "./tree.js";

/** Problems between the parts of one variant. */
export function checkRun(config: RunConfig, tree: Tree, catalogue: Catalogue): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report = reporter(tree, problems);
  checkParticipants(config, report);
  checkUnique(
    config.attacks.map(({ id }) => id),
    (index) => ["attacks", index, "id"],
    "another attack has this id",
    report,
  );
  checkAccountants(config, catalogue, report);
  checkSelection(config, catalogue, report);
  checkUnique(config.baselines, (index) => ["baselines", index], "this baseline is listed twice", report);
  problems.push(...checkAttacks(config, tree, catalogue), ...checkTraining(config, tree));
  problems.push(...checkSum(config, tree), ...checkAudits(config, tree));
  const { seed, seeds, limits, participants } = config;
  if (seed + seeds - 1 > Number.MAX_SAFE_INTEGER) {
    report(["seed"], { message: `seed is too large for ${seeds} seeds`, hint: "give a smaller seed" });
  }
  if (limits.minUpdates !== undefined && limits.minUpdates > participants.count) {
    report(["limits", "minUpdates"], {
      message: "limits.minUpdates is more than there are participants",
      allowed: `an integer from 1 to ${participants.count}`,
    });
  }
  return problems;
}

function checkParticipants({ participants: { count, defences } }: RunConfig, report: Report): void {
  defences.forEach((defence, index) => {
    const path = ["participants", "defences", index, "participants"];
    checkIndices(defence.participants ?? [], path, count, report);
  });
}

/** Whatever is chosen a second time would be chosen of what was released: of noise. */
function checkSelection({ training, participants }: RunConfig, catalogue: Catalogue, report: Report): void {
  if (training.uploadFraction === 1) return;
  participants.defences.forEach(({ kind }, index) => {
    if (catalogue.find("defence", kind)?.selectsCoordinates !== true) return;
    report(["participants", "defences", index, "kind"], {
      message: `${kind} chooses the coordinates that are uploaded, and so does training.uploadFraction`,
      hint: `leave training.uploadFraction at 1, and give ${kind} the fraction`,
    });
  });
}

function checkAccountants({ privacy }: RunConfig, catalogue: Catalogue, report: Report): void {
  const names = catalogue.names("accountant");
  const path = (index: number) => ["privacy", "accountants", index];
  privacy.accountants.forEach((name, index) => {
    if (names.includes(name)) return;
    const suggestion = nearest(name, names);
    const allowed = names.join(", ");
    report(path(index), { message: "there is no such accountant", allowed, ...(suggestion && { suggestion }) });
  });
  checkUnique(privacy.accountants, path, "this accountant is listed twice", report);
}
