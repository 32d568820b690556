/** SVG to PNG with a font of our own: without one, text vanishes silently. @module */
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const fontFiles = (() => {
  const { resolve } = createRequire(import.meta.url);
  return ["400Regular", "600SemiBold"].map((weight) =>
    resolve(`@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`),
  );
})();

/** The first is in every PNG; a browser takes what it has. */
export const fontFamily = "Noto Sans, system-ui, sans-serif";

/** At twice its size, for print and dense screens. */
export function toPng(svg: string): Uint8Array {
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: "Noto Sans" };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
