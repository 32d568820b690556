/** Which variants are there only to be compared with. @module */
import type { NamedConfig } from "./configs.js";

/** Whether any variant names this one as a control of attack `id`. */
export function isControl(id: string, variant: string, configs: readonly NamedConfig[]): boolean {
  return configs.some(({ config }) =>
    config.attacks.some((attack) => attack.id === id && (attack.controls ?? []).includes(variant)),
  );
}

/** The class that attack `id` wants to see, by its parameters; undefined where these do not say. */
export function classSought(id: string, variant: string, configs: readonly NamedConfig[]): number | undefined {
  const config = configs.find(({ name }) => name === variant)?.config;
  const targetClass = config?.attacks.find((attack) => attack.id === id)?.["targetClass"];
  return typeof targetClass === "number" ? targetClass : undefined;
}
