/** How the federation trained: who took turns when, what was shared, on how many processes. @module */
import type { RunConfig } from "../../../shared/scenario/schema.js";
import type { RecordedRun, RecordedSeed } from "../../runs/read-run.js";
import { factList } from "../markup/fact-list.js";
import type { Told } from "../markup/fact-list.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { configsOf } from "../recorded/configs.js";
import { countOf, significant } from "../words/format.js";
import { choiceWords, processWords, trainingFacts, type Fact } from "../words/training-words.js";

function factsOf(config: RunConfig): Fact[] {
  return [
    ["model", choiceWords(config.task.model)],
    ["participants", `${config.participants.count}, ${processWords(config)}`],
    ...trainingFacts(config),
  ];
}

/** What the events say about how it went. */
function course(seeds: readonly RecordedSeed[]): Fact[] {
  const events = seeds.flatMap((seed) => seed.events);
  const durations = events.flatMap((event) => (event.type === "round" ? [event.seconds] : [])).sort((a, b) => a - b);
  const incidents = events.filter((event) => event.type === "incident" && event.what !== "withdrawn").length;
  const median = durations[Math.floor(durations.length / 2)];
  return [
    ["a round took", median === undefined ? "no round was finished" : `${significant(median)} s, median`],
    ["incidents", incidents === 0 ? "none" : `${countOf(incidents, "incident")}, see below`],
  ];
}

/** Undefined where resolved.json cannot be read. */
export function trainingSection(run: RecordedRun): Markup | undefined {
  const configs = configsOf(run);
  const told = Object.keys(run.variants).flatMap((name, index): Told[] => {
    const config = configs.find((named) => named.name === name)?.config;
    if (config === undefined) return [];
    return [{ name, index, facts: new Map([...factsOf(config), ...course(run.variants[name])]) }];
  });
  if (told.length === 0) return undefined;
  return markup`<section id="training"><h2>How it trained</h2>${factList(told)}</section>`;
}
