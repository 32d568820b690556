import { describe, expect, test } from "vitest";
import { smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";
import { scenarioJsonSchema } from "./json-schema.js";

interface Node {
  readonly anyOf?: readonly Node[];
  readonly title?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node & { readonly const?: unknown }>>;
  readonly additionalProperties?: Node | boolean;
}

const schema = scenarioJsonSchema(smallCatalogue) as unknown as Node & { readonly $schema: string };
const at = (...path: string[]) =>
  path.reduce<Node | undefined>((node, key) => (key === "[]" ? node?.items : node?.properties?.[key]), schema);

describe("the JSON Schema of a scenario", () => {
  test("is of the draft that editors speak", () => {
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
  });

  test("knows each model with its parameters, paths and short forms", () => {
    const [dense, linear, external, short, path] = at("task", "model")?.anyOf ?? [];
    expect(dense).toMatchObject({ title: "dense", required: ["kind", "hidden"], additionalProperties: false });
    expect(Object.keys(dense?.properties ?? {})).toEqual(["kind", "extraClasses", "hidden", "activation"]);
    expect(linear?.properties).toMatchObject({ kind: { const: "linear" } });
    expect(external?.properties?.kind?.pattern).toBeDefined();
    expect(short).toEqual({ type: "string", enum: ["dense", "linear"] });
    expect(path?.type).toBe("string");
  });

  test("keeps what belongs to the scenario beside what belongs to the plug-in", () => {
    const attack = at("attacks", "[]")?.anyOf?.[0];
    expect(Object.keys(attack?.properties ?? {})).toEqual([
      "kind",
      "id",
      "seat",
      "target",
      "participant",
      "controls",
      "steps",
    ]);
    expect(attack?.required).toEqual(["kind", "id"]);
  });

  test.each(["./my-attack.ts", "../x.js", "/abs/x.mjs", "my.mts"])("takes the path %s for a plug-in's", (path) => {
    expect(at("task", "model")?.anyOf?.at(-1)?.pattern).toBeDefined();
    expect(new RegExp(at("task", "model")?.anyOf?.at(-1)?.pattern ?? "$.").test(path)).toBe(true);
  });

  test("completes the dotted paths of a variant, except what variants share", () => {
    const variant = at("variants")?.additionalProperties as Node;
    const keys = Object.keys(variant.properties ?? {});
    expect(keys).toEqual(expect.arrayContaining(["participants.defences", "training.rounds", "attacks", "backend"]));
    expect(keys).not.toContain("seed");
    expect(keys).not.toContain("training");
  });
});
