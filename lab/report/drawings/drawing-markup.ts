/** Drawings in the page: every variant's at a round beside each other, and beside real images. @module */
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import type { Sheet } from "../sheets/sheet.js";
import { countOf, fixed, listed, percent, significant } from "../words/format.js";
import type { References } from "./drawing-sheets.js";
import type { Drawing, DrawingCard, DrawingScores } from "./drawings.js";
import { nearestMarkup } from "./nearest-markup.js";

const notBegun = "not begun";

/** What stands under a picture: how many pass for the class, and how far they are from it. */
function noteOf({ targetClassShare, frechetDistance }: DrawingScores, targetClass: number): string {
  if (targetClassShare === undefined) return notBegun;
  const distance = frechetDistance === undefined ? "" : `; Fréchet distance ${significant(frechetDistance)}`;
  return `${percent(targetClassShare)} taken for class ${targetClass}${distance}`;
}

function panel(name: Markup, remark: string, body: Markup): Markup {
  return markup`<div class="panel"><p class="panel-name">${name} <small>${remark}</small></p>${body}</div>`;
}

/** Without the page's script the frames stand one below the other; with it, one at a time. */
function drawingPanel(drawing: Drawing, { rounds, targetClass }: DrawingCard): Markup {
  const { variant, index, isControl, frames, rowsPerFrame, scores } = drawing;
  const name = markup`<strong class="series-${index % 6}">${variant}</strong>`;
  const remark = isControl ? "drawn by the participant, as a control" : "drawn by the participant";
  if (frames === undefined)
    return panel(name, remark, markup`<p class="panel-note">never begun: nothing was drawn</p>`);
  const what = `Images drawn under ${variant}`;
  const notes = scores.map((score) => noteOf(score, targetClass));
  const rows = rounds.map((round, i) => {
    const share = scores[i].targetClassShare;
    return markup`<li>round ${round} <small>${share === undefined ? notBegun : percent(share)}</small></li>`;
  });
  const size = `--columns: ${frames.columns}; --rows: ${rounds.length}; --ratio: ${fixed(frames.ratio / rowsPerFrame, 4)}`;
  const sheet = markup`<div class="panel-images" style="${size}"><ol class="search-names" aria-hidden="true">${rows}</ol>
<div class="panel-sheet window"><img class="frames" data-what="${what}" data-notes="${JSON.stringify(notes)}" src="${frames.image}" alt="${what}, from above in rounds ${listed(rounds.map(String))}"></div></div>
<p class="panel-note live">${notes.at(-1) ?? ""}</p>`;
  return panel(name, remark, sheet);
}

/** What images that nobody drew score, under the name that they have among controls or ceilings. */
function scoresOf({ metrics }: References, of: "controls" | "ceilings", name: string): DrawingScores {
  const [share, distance] = ["targetClassShare", "frechetDistance"].map((metric) => metrics[metric]?.[of]?.[name]);
  return {
    ...(share !== undefined && { targetClassShare: share }),
    ...(distance !== undefined && { frechetDistance: distance }),
  };
}

function fixedPanel(name: string, remark: string, sheet: Sheet | undefined, note: string): Markup | undefined {
  if (sheet === undefined) return undefined;
  const body = markup`<div class="panel-sheet" style="--columns: ${sheet.columns}"><img src="${sheet.image}" alt="${name}, ${remark}"></div><p class="panel-note">${note}</p>`;
  return panel(markup`<strong>${name}</strong>`, remark, body);
}

/** First what is to be compared: the first variant's drawings, and the truth. */
function panels(card: DrawingCard): (Markup | undefined)[] {
  const { drawings, references, targetClass } = card;
  const [first, ...others] = drawings.map((drawing) => drawingPanel(drawing, card));
  const { areHeld, victims, ownImages, heldOutMean } = references;
  const whose = areHeld ? "of participants, never seen by the attack" : "of nobody in this run";
  const note = (of: "controls" | "ceilings", name: string) => noteOf(scoresOf(references, of, name), targetClass);
  // victims' own images lie at no distance from themselves
  const real = `others that nobody trained on: ${note("ceilings", "real-images")}`;
  return [
    first,
    fixedPanel(`real images of class ${targetClass}`, whose, victims, heldOutMean === undefined ? "" : real),
    ...others,
    fixedPanel(
      "the participant's own images",
      "of other classes, all that it had",
      ownImages,
      note("controls", "own-images"),
    ),
    fixedPanel(
      `mean of class ${targetClass}`,
      "a ceiling, of images nobody trained on",
      heldOutMean,
      note("ceilings", "real-mean"),
    ),
  ];
}

function caption({ attack, targetClass, judge, drawings, seeds }: DrawingCard): string {
  const { shown, samples } = drawings.reduce((a, b) => (b.shown > a.shown ? b : a));
  const some = shown < samples ? `The first ${shown} of ${countOf(samples, "image")} a round` : "All images of a round";
  const own = judge?.classAccuracy ?? null;
  const ofClass = own === null ? "" : `, ${percent(own)} of those of class ${targetClass}`;
  const skill =
    judge === null
      ? ""
      : ` Taken for class ${targetClass}: by a classifier trained apart, which is right on ${percent(judge.accuracy)} of the test images${ofClass}, with a probability above 0.9. A blur may pass too: the Fréchet distance to the victims' images, in what that classifier sees in them, says how far it is from them.`;
  const seed = seeds > 1 ? ` First of ${seeds} seeds.` : "";
  return `Attack ${attack} sought class ${targetClass}. ${some}, each in its place from the same noise in every round.${skill}${seed}`;
}

export function drawingCardMarkup(card: DrawingCard): Markup {
  const { attack, targetClass, rounds, drawings } = card;
  const id = `drawings-${attack}-${targetClass}`;
  const words = rounds.map((round) => [`round ${round}`, null, null]);
  const last = rounds.length - 1;
  const isDrawn = drawings.some(({ frames }) => frames !== undefined);
  const slider = markup`<div class="search-slider" hidden><label for="${id}-slider">round <span class="hidden">of attack ${attack}, class ${targetClass}</span></label>
<input type="range" id="${id}-slider" min="0" max="${last}" value="${last}" step="1" data-frames="${JSON.stringify(words)}"><output for="${id}-slider" aria-hidden="true"></output></div>`;
  return markup`<figure class="card"><figcaption><strong>Drawn images by round.</strong> ${caption(card)}</figcaption>
<div class="${isDrawn && "search "}drawn" id="${id}">${isDrawn && slider}
<div class="panels">${panels(card)}</div></div>
${nearestMarkup(card)}</figure>`;
}
