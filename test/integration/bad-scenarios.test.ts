/** Everything that can be written wrongly in a scenario is refused, where it stands, with what to write instead. */
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { builtIn } from "../../lab/plugins/built-in.js";
import { pluginKinds } from "../../shared/scenario/catalogue.js";
import type { AnyPlugin, PluginKind } from "../../shared/scenario/catalogue.js";
import { allowedBy, shapeAt, shapeOf } from "../../shared/scenario/json-shape.js";
import type { JsonShape } from "../../shared/scenario/json-shape.js";
import { formatPath } from "../../shared/scenario/path.js";
import type { Path } from "../../shared/scenario/path.js";
import { scenarioSchema } from "../../shared/scenario/schema.js";
import { problemsOf } from "../support/bad-scenarios/check.js";
import {
  completeScenario,
  pathsIn,
  trainings,
  valueAt,
  withMisspeltKey,
  withValue,
} from "../support/bad-scenarios/complete-scenario.js";
import type { Json, Picks } from "../support/bad-scenarios/complete-scenario.js";

const all = (kind: PluginKind): AnyPlugin[] =>
  builtIn.names(kind).map((name) => builtIn.find(kind, name) ?? expect.unreachable());

/** Enough scenarios that every plug-in and every key is in one of them. */
const scenarios = Array.from({ length: Math.max(...pluginKinds.map((kind) => all(kind).length)) }, (_, index) => {
  const pick = (kind: PluginKind) => all(kind)[index % all(kind).length];
  const picks = Object.fromEntries(pluginKinds.map((kind) => [kind, pick(kind)])) as unknown as Picks;
  return { picks, scenario: completeScenario(picks, trainings[index % trainings.length]) };
});

/** In which scenario a key is first written, by its place and, inside a plug-in's map, by the plug-in. */
const firstIn = new Map<string, Json>();
const isNew = (scenario: Json, path: Path): boolean => {
  const [room] = path.flatMap((_, i) => kindAt(scenario, path.slice(0, i)));
  const key = `${room ?? ""} ${formatPath(path)}`;
  const first = firstIn.get(key) ?? scenario;
  firstIn.set(key, first);
  return first === scenario;
};

/** The plug-in that a map picks. */
function kindAt(scenario: Json, path: Path): string[] {
  const { kind } = (valueAt(scenario, path) ?? {}) as { kind?: unknown };
  return typeof kind === "string" ? [kind] : [];
}

/** The paths of all scenarios that are to be tried, each with its scenario, and first what a test is named after. */
const cases = (isTried: (path: Path, all: (typeof scenarios)[number]) => boolean) =>
  scenarios.flatMap((all, index) =>
    pathsIn(all.scenario)
      .filter((path) => isFixed(path) && isTried(path, all) && isNew(all.scenario, path))
      .map((path) => [formatPath(path), index, path, all] as const),
  );

/** Names of variants are free. */
const isFixed = (path: Path): boolean => path[0] !== "variants" || path.length === 1;

describe("the complete scenarios", () => {
  test.each(scenarios)("are right, scenario $#", ({ scenario }) => {
    expect(problemsOf(stringify(scenario))).toEqual([]);
  });

  test("have every key of the schema", () => {
    const written = new Set(scenarios.flatMap(({ scenario }) => pathsIn(scenario)).map((path) => path.at(-1)));
    const missing = keysIn(shapeOf(scenarioSchema)).filter((key) => !written.has(key));
    expect(missing).toEqual([]);
  });
});

test.each(cases((path) => typeof path.at(-1) === "string"))(
  "a misspelt key %s is found, scenario %i",
  (name, _, path, { scenario }) => {
    const { yaml, misspelt, line, column } = withMisspeltKey(scenario, path);
    const problems = problemsOf(yaml);
    const place = problems.find((problem) => problem.line === line && problem.column === column);
    expect(place, JSON.stringify(problems)).toMatchObject({ file: "s.yaml", suggestion: path.at(-1) });
    expect(place?.message).toContain(`unknown key ${misspelt}`);
    expect(problems, name).toHaveLength(1);
  },
);

const absurd = [
  "-1",
  "0",
  "1.5",
  "1e999",
  "-1e999",
  ".nan",
  "1e300",
  "99999999999999999999",
  "abc",
  '"5"',
  "null",
  "[]",
  "{}",
  "true",
];

test.each(cases((path, { scenario }) => typeof valueAt(scenario, path) === "number"))(
  "an absurd number %s is refused, scenario %i",
  (name, _, path, { picks, scenario }) => {
    const shape = shapeOfPath(path, picks);
    for (const text of absurd) {
      const { yaml, line, column } = withValue(scenario, path, text);
      const problems = problemsOf(yaml);
      const place = problems.find((problem) => problem.line === line && problem.column === column);
      if (place === undefined) {
        expect(isWithin(Number(text), shape), `${name}: ${text} was accepted`).toBe(true);
        continue;
      }
      expect(place.path, text).toBe(name);
      expect(place.message.length, text).toBeGreaterThan(10);
      const found = { null: "nothing", "[]": "an empty list", "{}": "an empty map", abc: '"abc"' }[text] ?? text;
      expect(place.found, text).toBe(found);
      if (!isWithin(Number(text), shape)) expect(place.allowed, text).toBe(allowedBy(shape));
    }
  },
);

test.each(cases((path, { picks }) => shapeOfPath(path, picks).enum !== undefined))(
  "a word %s that it cannot be is refused, scenario %i",
  (name, _, path, { picks, scenario }) => {
    const shape = shapeOfPath(path, picks);
    for (const text of ["blue", "3", "true", "null", "[]", "{}"]) {
      const { yaml, line, column } = withValue(scenario, path, text);
      const place = problemsOf(yaml).find((problem) => problem.line === line && problem.column === column);
      expect(place, text).toMatchObject({ path: name, allowed: shape.enum?.join(", ") });
    }
  },
);

/** Bounds as JSON Schema defines them, checked without the library that the schema is written in. */
function isWithin(value: number, shape: JsonShape): boolean {
  if (!Number.isFinite(value) || (shape.type === "integer" && !Number.isInteger(value))) return false;
  return (
    value >= (shape.minimum ?? -Infinity) &&
    value <= (shape.maximum ?? Infinity) &&
    value > (shape.exclusiveMinimum ?? -Infinity) &&
    value < (shape.exclusiveMaximum ?? Infinity)
  );
}

function shapeOfPath(path: Path, picks: Picks): JsonShape {
  const places: readonly (readonly [PluginKind, string])[] = [
    ["dataset", "task.dataset."],
    ["model", "task.model."],
    ["partition", "participants.partition."],
    ["defence", "participants.defences[0]."],
    ["aggregator", "server.aggregator."],
    ["attack", "attacks[0]."],
    ["attack", "attacks[1]."],
  ];
  const place = places.find(([, prefix]) => formatPath(path).startsWith(prefix));
  const own = shapeAt(shapeOf(scenarioSchema), path);
  if (place === undefined) return own ?? expect.unreachable();
  const [kind, prefix] = place;
  const inside = path.slice(prefix.includes("[") ? path.findIndex((step) => typeof step === "number") + 1 : 2);
  return shapeAt(shapeOf(picks[kind].params), inside) ?? own ?? expect.unreachable();
}

function keysIn(shape: JsonShape): string[] {
  const inner = [...Object.values(shape.properties ?? {}), ...(shape.anyOf ?? [])];
  if (shape.items && !Array.isArray(shape.items)) inner.push(shape.items as JsonShape);
  return [...Object.keys(shape.properties ?? {}), ...inner.flatMap(keysIn)];
}
