/** What participants' own ledgers say: what left each of them, what that spent, and who has withdrawn. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { accountsOf, groupAccounts } from "../recorded/participant-accounts.js";
import type { AccountGroup } from "../recorded/participant-accounts.js";
import { bytes, countOf, epsilon } from "../words/format.js";

/** Rows of a variant, at most. */
const mostRows = 12;

/** Of every variant the first seed; nothing for runs without ledgers. */
export function participantsPrivacySection({ variants, summary }: RecordedRun): Markup | undefined {
  const named = Object.entries(variants).flatMap(([name, [seed]], index) => {
    const accounts = seed === undefined ? [] : accountsOf(seed.events);
    const groups = groupAccounts(accounts);
    const event = seed?.events.findLast(({ type }) => type === "ledgers");
    const ledgers = event?.type === "ledgers" ? event : undefined;
    return groups.length === 0 ? [] : [{ name, index, groups, ledgers }];
  });
  if (named.length === 0) return undefined;
  const hasBudget = named.some(({ groups }) => groups.some(({ epsilonLeft }) => epsilonLeft !== null));
  const columns = ["participants", "turns", "sent by each", "ε spent", ...(hasBudget ? ["ε left", "withdrew"] : [])];
  const several = summary.seeds > 1 ? " Of several seeds, the first." : "";
  return markup`<section id="ledgers"><h2>What participants have on record</h2>
<p>Every participant writes down what leaves its device before it leaves, in a ledger of its own whose lines are chained by hashes, and counts its ε by the first accountant, from above.${several}</p>
<div class="card scroll" role="region" aria-label="What participants have on record" tabindex="0"><table>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
${named.map(({ name, index, groups, ledgers }) => {
  const left = groups.slice(mostRows).reduce((sum, { participants }) => sum + participants.length, 0);
  return markup`<tbody><tr><th scope="rowgroup" class="group" colspan="${columns.length}"><span class="tag series-${index % 6}">${name}</span></th></tr>
${groups.slice(0, mostRows).map((group) => rowMarkup(group, hasBudget))}
${left > 0 && markup`<tr><td colspan="${columns.length}">and ${countOf(left, "participant")} more that spent less, see participants/*/ledger.jsonl</td></tr>`}
${ledgers && markup`<tr><td colspan="${columns.length}">${verifiedWords(ledgers.verified, ledgers.broken)}</td></tr>`}</tbody>`;
})}
</table></div></section>`;
}

function rowMarkup(group: AccountGroup, hasBudget: boolean): Markup {
  const { participants, turns, leastBytes, mostBytes, epsilonSpent, epsilonLeft, withdrawn } = group;
  const sent = leastBytes === mostBytes ? bytes(mostBytes) : `${bytes(leastBytes)} to ${bytes(mostBytes)}`;
  const budget = [
    epsilonLeft === null ? "–" : epsilon(epsilonLeft),
    withdrawn === undefined ? "–" : `in round ${withdrawn}`,
  ];
  const cells = [rangesOf(participants), String(turns), sent, epsilon(epsilonSpent), ...(hasBudget ? budget : [])];
  return markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`;
}

function verifiedWords(verified: number, broken: readonly { participant: number; why: string }[]): string {
  if (broken.length === 0) return `${countOf(verified, "ledger")} verified: whole, with every turn the run was told of`;
  const [{ participant, why }] = broken;
  return `${countOf(broken.length, "ledger")} broken (participant ${participant}: ${why}), ${verified} verified`;
}

/** "0 to 29", "3, 7", "0 to 4, 9 and 12 more" */
function rangesOf(participants: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const participant of participants) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === participant - 1) range[1] = participant;
    else ranges.push([participant, participant]);
  }
  const words = ranges.map(([first, last]) => (first === last ? String(first) : `${first} to ${last}`));
  const shown = words.slice(0, 4);
  const rest = ranges.slice(4).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return rest === 0 ? shown.join(", ") : `${shown.join(", ")} and ${rest} more`;
}
