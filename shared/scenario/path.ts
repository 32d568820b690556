/** Paths into a scenario: `participants.defences[0].clipNorm`. @module */

export type Path = readonly (string | number)[];

/** Reads a dotted path; undefined when it is not one. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  const step = /(?:^|(?<!^)\.)([^.[\]\s]+)|\[(\d+)\]/y;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    path.push(match[1] ?? Number(match[2]));
  }
  return typeof path[0] === "string" ? path : undefined;
}

export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
