/** What is wrong with a YAML text, in words. @module */
import { visit } from "yaml";
import type { Document, ErrorCode, YAMLError } from "yaml";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import type { Origin } from "./tree.js";

const indentation = "check the indentation of this line and of the one before";

const words: Partial<Record<ErrorCode, { message: string; hint: string }>> = {
  TAB_AS_INDENT: { message: "a tab indents this line", hint: "indent with spaces" },
  MULTIPLE_DOCS: {
    message: "the file holds more than one YAML document",
    hint: "remove the line `---`, or keep one scenario a file",
  },
  BAD_INDENT: { message: "this line is indented wrongly", hint: indentation },
  BLOCK_AS_IMPLICIT_KEY: { message: "a key stands where a value should be", hint: indentation },
  MULTILINE_IMPLICIT_KEY: { message: "a key must be on one line", hint: indentation },
  BAD_ALIAS: { message: "an alias is written wrongly", hint: "write `*name`, or quote the text" },
  BAD_SCALAR_START: { message: "a value cannot start with this character", hint: "put the value in quotes" },
  TAG_RESOLVE_FAILED: { message: "tags such as `!this` mean nothing here", hint: "remove the tag, or quote the text" },
};

/** Every problem the YAML parser found, one a line. */
export function explainYaml(text: string, document: Document.Parsed, place: (offset: number) => Origin): Diagnostic[] {
  const lines = new Set<number | undefined>();
  return [...document.errors, ...document.warnings]
    .map((error) => explain(text, document, error, place))
    .filter(({ line }) => !lines.has(line) && lines.add(line));
}

function explain(text: string, document: Document.Parsed, error: YAMLError, place: (offset: number) => Origin) {
  const [offset] = error.pos;
  if (error.code === "DUPLICATE_KEY") {
    const key = /^[^:\n]*/.exec(text.slice(offset))?.[0].trim() ?? "";
    return diagnostic(place(offset), { path: "", message: `the key ${key} is given twice`, hint: "keep one of them" });
  }
  if (error.code === "MISSING_CHAR" && error.message.includes("quote")) {
    const message = "a quote is opened and never closed";
    const opened = quotedTextBefore(document, offset) ?? offset;
    return diagnostic(place(opened), { path: "", message, hint: "close it on the same line" });
  }
  const known = words[error.code];
  const found = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return diagnostic(place(offset), { path: "", ...(known ?? { message: `this is not YAML: ${found}` }) });
}

/** Where the last quoted text that reaches `offset` begins. */
function quotedTextBefore(document: Document.Parsed, offset: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, node) {
      const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
      if (quoted && node.range && node.range[0] <= offset && offset <= node.range[2]) start = node.range[0];
    },
  });
  return start;
}
