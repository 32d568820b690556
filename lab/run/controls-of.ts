/** Which variants are the controls of an attack. @module */
import type { ResolvedVariant } from "../../shared/scenario/resolve.js";

/** Those that the attack names; a variant that is itself a control of the attack is compared with nothing. */
export function controlsOf(variants: readonly ResolvedVariant[]): (id: string, variant: string) => readonly string[] {
  const listed = (id: string, { config }: ResolvedVariant): readonly string[] =>
    config.attacks.find((attack) => attack.id === id)?.controls ?? [];
  return (id, name) => {
    const variant = variants.find((one) => one.name === name);
    const isControl = variants.some((other) => listed(id, other).includes(name));
    return variant === undefined || isControl ? [] : listed(id, variant);
  };
}
