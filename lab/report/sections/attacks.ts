/** Each attack: what it was allowed, what it said, and how every strategy scored. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import type { AttackSummary } from "../../runs/summary.js";
import { representativeLines } from "../../score/representatives/verdict.js";
import { scoreLines } from "../../score/verdict.js";
import { factList } from "../markup/fact-list.js";
import type { Told } from "../markup/fact-list.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { configsOf } from "../recorded/configs.js";
import { listed } from "../words/format.js";
import { metricWords } from "../words/metric-words.js";
import { notGiven } from "../words/not-given.js";
import { representativesTable } from "./representatives.js";

type Named = readonly [variant: string, attack: AttackSummary, index: number];

/** Seat, and what comes with it: seen, known, and not given. */
function threatMarkup(id: string, run: RecordedRun): Markup {
  const configs = configsOf(run);
  const told = Object.entries(run.variants).flatMap(([name, seeds], index): Told[] => {
    const records = seeds.flatMap(({ attacks, representatives }) => attacks[id] ?? representatives[id] ?? []);
    const threat = records[0]?.threat;
    if (threat === undefined) return [];
    const config = configs.find((named) => named.name === name)?.config;
    const attack = config?.attacks.find((choice) => choice.id === id);
    const facts = new Map([
      ["seat", `${threat.seat}, ${threat.behaviour}`],
      ["sees", listed(threat.sees)],
      ["knows", threat.knows.length > 0 ? threat.knows.join("; ") : "nothing beforehand"],
    ]);
    if (config !== undefined && attack !== undefined) facts.set("not given", notGiven(attack, config).join("; "));
    return [{ name, index, facts }];
  });
  return factList(told);
}

const lineItems = (lines: readonly string[]): Markup =>
  markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;

/** What an attack said, and apart from it, where it fell short, why. */
function saidMarkup([name, { verdict, metrics, explanation, seat }, index]: Named): Markup {
  const head = markup`<h4 class="said series-${index % 6}">${name} <small>${verdict}</small></h4>`;
  if (verdict === "leaked") return markup`${head}${lineItems(explanation)}`;
  const scores = (seat === "participant" ? representativeLines(metrics, verdict) : scoreLines(metrics)).length;
  const why = verdict === "failed" ? "Why it failed" : "Why it got no further";
  const reasons = explanation.slice(scores);
  return markup`${head}${lineItems(explanation.slice(0, scores))}
<div class="notice why"><strong>${why}</strong>${lineItems(reasons.length > 0 ? reasons : ["the attack gave no reason"])}</div>`;
}

/** Rows of one variant: every strategy, then every control; the strategies that count are marked. */
function scoreRows({ metrics }: AttackSummary): Markup[] {
  const namesOf = (of: "strategies" | "controls") => [
    ...new Set(Object.values(metrics).flatMap((metric) => Object.keys(metric[of] ?? {}))),
  ];
  const row = (of: "strategies" | "controls", name: string) => {
    const cells = metricWords.map(({ key, format }) => {
      const value = metrics[key]?.[of]?.[name];
      if (value === undefined) return markup`<td>–</td>`;
      return markup`<td class="${of === "strategies" && value === metrics[key].value ? "counts" : ""}">${format(value)}</td>`;
    });
    return markup`<tr class="${of === "controls" ? "control" : ""}"><th scope="row">${of === "controls" && "guess: "}${name}</th>${cells}</tr>`;
  };
  return (["strategies", "controls"] as const).flatMap((of) => namesOf(of).map((name) => row(of, name)));
}

/** Whether what is scored are images of a class, and nobody's in particular. */
const takesPart = (variants: readonly Named[]): boolean => variants.some(([, { seat }]) => seat === "participant");

function scoresTable(id: string, variants: readonly Named[]): Markup {
  const heads = metricWords.map(
    ({ name, leaksMoreWhen }) => markup`<th scope="col">${name}<br><small>${leaksMoreWhen} leaks more</small></th>`,
  );
  const bodies = variants.map(
    ([
      name,
      attack,
      index,
    ]) => markup`<tbody class="scores"><tr><th scope="rowgroup" colspan="${heads.length + 1}" class="series-${index % 6}">${name}</th></tr>
${scoreRows(attack)}</tbody>`,
  );
  return markup`<p>Every strategy and every guess is matched to the true images as favourably as possible. The score that counts is that of the strongest strategy, chosen with the truth in hand, so that leakage is never understated.</p>
<div class="card scroll" role="region" aria-label="Scores of ${id} by strategy" tabindex="0"><table>
<thead><tr><th scope="col">strategy</th>${heads}</tr></thead>
${bodies}
</table></div>`;
}

/** Undefined where no attack was scored. */
export function attacksSection(run: RecordedRun): Markup | undefined {
  const named = Object.entries(run.summary.variants);
  const ids = [...new Set(named.flatMap(([, { attacks }]) => Object.keys(attacks)))];
  if (ids.length === 0) return undefined;
  const blocks = ids.map((id) => {
    const variants = named.flatMap(([name, { attacks }], index): Named[] =>
      attacks[id] === undefined ? [] : [[name, attacks[id], index]],
    );
    return markup`<h3>${id} <small>${variants[0][1].kind}</small></h3>
${threatMarkup(id, run)}
${variants.map(saidMarkup)}
${takesPart(variants) ? representativesTable(id, variants) : scoresTable(id, variants)}`;
  });
  return markup`<section id="attacks"><h2>Attacks</h2>
<p>A failed attack says nothing about stronger ones.</p>
${blocks}</section>`;
}
