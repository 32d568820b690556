/** Curves of the baselines: what a figure compares the variants with. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { light, seriesColour } from "../charts/theme.js";
import { baselineCurves, type BaselineCurves } from "../recorded/curves.js";

export interface Reference extends BaselineCurves {
  readonly name: string;
  readonly colour: string;
  /** whether there are several participants, from `low` to `high` */
  readonly hasRange: boolean;
}

/** Variants, by place in the run, that have the same baseline. */
interface Shared {
  readonly curves: BaselineCurves;
  readonly variants: (readonly [name: string, index: number])[];
}

/** Each once: the one that most variants share under its own name, others under that of their variant too. */
export function referencesOf({ variants }: Pick<RecordedRun, "variants">): Reference[] {
  return (["standalone", "centralised"] as const).flatMap((name) => {
    const distinct = new Map<string, Shared>();
    Object.entries(variants).forEach(([variant, seeds], index) => {
      const curves = baselineCurves(seeds, name);
      if (curves.mean.length === 0) return;
      const key = JSON.stringify(curves);
      distinct.set(key, { curves, variants: [...(distinct.get(key)?.variants ?? []), [variant, index]] });
    });
    const all = [...distinct.values()];
    const isCommon = (shared: Shared): boolean =>
      all.every((other) => other === shared || other.variants.length < shared.variants.length);
    return all.map((shared): Reference => {
      const { curves, variants: sharing } = shared;
      const [variant, index] = sharing[0];
      return {
        ...(isCommon(shared)
          ? { name, colour: light.muted }
          : { name: `${name}, ${variant}`, colour: seriesColour(index) }),
        hasRange: name === "standalone" && curves.low.some(([, low], i) => low < curves.high[i][1]),
        ...curves,
      };
    });
  });
}

const explanations = {
  standalone: "standalone, every participant on its own examples only",
  centralised: "centralised, one model on everybody's examples",
};

/** What must be known to read them, if there are any. */
export function referencesCaption(references: readonly Reference[]): string {
  if (references.length === 0) return "";
  const named = (["standalone", "centralised"] as const).filter((wanted) => {
    return references.some(({ name }) => name.startsWith(wanted));
  });
  const range = references.some(({ hasRange }) => hasRange)
    ? " Shaded: from the worst participant alone to the best."
    : "";
  const words = named.map((name) => explanations[name]).join("; ");
  return ` Dashed: as many gradients without a federation and without a defence; ${words}.${range}`;
}
