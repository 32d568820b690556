/** The page's only script: a slider through the frames of a search, or of drawings. Without it all frames are shown. @module */
import { createHash } from "node:crypto";

export const sliderScript = `
for (const search of document.querySelectorAll(".search")) {
  const slider = search.querySelector("input");
  const frames = JSON.parse(slider.dataset.frames);
  const output = search.querySelector("output");
  const images = search.querySelectorAll("img.frames");
  const [line, point] = search.querySelectorAll(".marker");
  const show = () => {
    const [words, left, top] = frames[slider.value];
    slider.setAttribute("aria-valuetext", words);
    output.textContent = words;
    for (const image of images) {
      const notes = JSON.parse(image.dataset.notes ?? "[]");
      const note = notes[slider.value];
      image.alt = image.dataset.what + " at " + words + (note === undefined ? "" : ": " + note);
      if (note !== undefined) image.closest(".panel").querySelector(".panel-note").textContent = note;
    }
    search.style.setProperty("--row", slider.value);
    if (line === undefined) return;
    line.hidden = point.hidden = left === null;
    line.style.left = point.style.left = left + "%";
    point.style.top = top + "%";
  };
  search.classList.add("on");
  search.querySelector(".search-slider").hidden = false;
  slider.addEventListener("input", show);
  show();
}
`;

/** For the page's content security policy: this script and no other. */
export const sliderScriptHash = `sha256-${createHash("sha256").update(sliderScript).digest("base64")}`;
