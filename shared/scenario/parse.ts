/** From YAML text to a tree of values with positions. @module */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document, ParsedNode } from "yaml";
import { diagnostic, ScenarioError } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { mapping } from "./tree.js";
import type { Entry, Mapping, Origin, Tree } from "./tree.js";
import { explainYaml } from "./yaml-problems.js";

/** More values than any scenario has; aliases of aliases get there with a few lines. */
const maxValues = 100_000;

/** Levels of nesting, far beyond any scenario's and far below what overflows the parser's stack. */
const maxDepth = 100;

/**
 * Reads a scenario file.
 * @throws {ScenarioError} when it is empty, is not text, is not YAML, or is not a map of keys
 */
export function parseScenario(text: string, file: string): Mapping {
  const start: Origin = { file, line: 1, column: 1 };
  const fail = (message: string, hint: string) => new ScenarioError([diagnostic(start, { path: "", message, hint })]);
  if (text.includes("\0")) throw fail("is not a text file", "give the path of a scenario, a YAML file");
  const lines = new LineCounter();
  const tree = parseYaml(
    text.replace(/^\uFEFF/, ""),
    (offset) => {
      const { line, col } = lines.linePos(offset);
      // before the first line is counted, everything is at its start
      return line === 0 ? start : { file, line, column: col };
    },
    lines,
  );
  const next = "start from a working one: fedleak init";
  if (tree.type === "scalar" && tree.value === null) throw fail("the file holds no scenario", next);
  if (tree.type !== "map") throw fail("a scenario is a map of keys, such as `name: my-scenario`", next);
  return { ...tree, origin: start };
}

/**
 * Reads one YAML document; `place` says where an offset is.
 * @throws {ScenarioError} with every problem of the YAML
 */
export function parseYaml(text: string, place: (offset: number) => Origin, lineCounter?: LineCounter): Tree {
  const document = parseSafely(text, place, lineCounter);
  const problems = explainYaml(text, document, place);
  const tree = problems.length > 0 ? undefined : new TreeBuilder(document, place, problems).build(document.contents);
  if (tree === undefined || problems.length > 0) throw new ScenarioError(problems);
  return tree;
}

function parseSafely(text: string, place: (offset: number) => Origin, lineCounter?: LineCounter): Document.Parsed {
  const fail = (found: string) => {
    return new ScenarioError([diagnostic(place(0), { path: "", message: "this YAML cannot be read", found })]);
  };
  if (isTooDeep(text)) throw fail(`more than ${maxDepth} levels of nesting`);
  try {
    return parseDocument(text, { prettyErrors: false, ...(lineCounter && { lineCounter }) });
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
}

/** The parser recurses, and a stack that overflows in a regular expression ends the process. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return true;
  }
  // every level of block style is a space or an indicator more at the start of a line
  return new RegExp(`^(?: |[-?:] ){${2 * maxDepth}}`, "m").test(text);
}

/** Copies nodes of a document, following aliases. */
class TreeBuilder {
  readonly #document: Document.Parsed;
  readonly #place: (offset: number) => Origin;
  readonly #problems: Diagnostic[];
  readonly #open = new Set<unknown>();
  #values = 0;

  constructor(document: Document.Parsed, place: (offset: number) => Origin, problems: Diagnostic[]) {
    this.#document = document;
    this.#place = place;
    this.#problems = problems;
  }

  build(node: unknown): Tree {
    const range = (node as ParsedNode | null)?.range;
    const origin = this.#place(range?.[0] ?? 0);
    this.#values += 1;
    if (this.#values > maxValues || this.#open.has(node)) {
      const [message, hint] = ["an alias repeats itself without end", "write the values out instead of `&` and `*`"];
      throw new ScenarioError([diagnostic(origin, { path: "", message, hint })]);
    }
    if (isScalar(node)) return scalar(node.value, node.source, origin);
    this.#open.add(node);
    const tree = this.#collection(node, origin);
    this.#open.delete(node);
    return tree;
  }

  #collection(node: unknown, origin: Origin): Tree {
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target !== undefined) return this.build(target);
      this.#report(origin, `no anchor is named ${node.source}`, `mark the value with \`&${node.source}\` before it`);
    }
    if (isSeq(node)) return { type: "list", items: node.items.map((item) => this.build(item)), origin };
    if (isMap(node)) {
      return mapping(
        node.items.map(({ key, value }) => this.#entry(key, value)),
        origin,
      );
    }
    return nothing(origin);
  }

  #entry(key: unknown, value: unknown): readonly [string, Entry] {
    const origin = this.#place((key as ParsedNode | null)?.range?.[0] ?? 0);
    const named = isScalar(key) && key.value !== null && key.value !== "";
    if (!named) this.#report(origin, "a key must be a word before a colon", "write `key: value`");
    return [
      named ? String(key.value) : "",
      { key: origin, value: value === null ? nothing(origin) : this.build(value) },
    ];
  }

  #report(origin: Origin, message: string, hint: string): void {
    this.#problems.push(diagnostic(origin, { path: "", message, hint }));
  }
}

function nothing(origin: Origin): Tree {
  return { type: "scalar", value: null, source: "", origin };
}

function scalar(value: unknown, source: string | undefined, origin: Origin): Tree {
  const plain = typeof value === "number" || typeof value === "boolean" || value === null ? value : String(value);
  return { type: "scalar", value: plain, source: source ?? String(plain), origin };
}
