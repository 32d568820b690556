/** Canaries of an audit in a participant's data. @module */
import type { Examples, ExampleStore } from "../../shared/plugins/task.js";
import type { PlantedCanaries } from "../../shared/process/messages.js";

/** The store with the canaries' labels in place of their own, and the canaries that are left out. */
export function plant(
  store: ExampleStore,
  { examples, labels, absent }: PlantedCanaries,
): { store: ExampleStore; absent: ReadonlySet<number> } {
  const labelOf = new Map(Array.from(examples, (example, i) => [example, labels[i]]));
  const planted = store.labels.slice();
  for (const [example, label] of labelOf) planted[example] = label;
  const gather = (indices: ArrayLike<number>): Examples => ({
    ...store.gather(indices),
    labels: Int32Array.from(indices, (index) => planted[index]),
  });
  return { store: { count: store.count, shape: store.shape, labels: planted, gather }, absent: new Set(absent) };
}
