/** A folder of folders of images: one folder a class. @module */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isPictureName } from "./picture.js";

export interface ClassFolder {
  readonly name: string;
  /** paths of the images, sorted by name */
  readonly files: readonly string[];
}

/**
 * The classes in `folder`, sorted by name. Files beside the class folders, and names that start with a dot, are passed
 * over.
 * @throws {Error} naming the folder that is missing or holds too few images, or a file that is no image
 */
export function classFolders(folder: string): readonly ClassFolder[] {
  const classes = entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: picturesIn(join(folder, name)) }));
  if (classes.length === 0) throw new Error(`${folder} has no folders in it: it must have one for each class`);
  return classes;
}

function picturesIn(folder: string): readonly string[] {
  const entries = entriesOf(folder);
  const other = entries.find((entry) => entry.isDirectory() || !isPictureName(entry.name));
  if (other !== undefined) throw new Error(`${join(folder, other.name)} is no .pgm or .png file: convert or remove it`);
  if (entries.length < 2) {
    throw new Error(
      `${folder} has ${entries.length === 0 ? "no images" : "one image"}: a class needs two, one to test on`,
    );
  }
  return entries.map(({ name }) => join(folder, name));
}

function entriesOf(folder: string) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
    // by code unit: the same order in every language
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = { ENOENT: "there is no such folder", ENOTDIR: "it is a file" };
    throw new Error(`${folder} cannot be read: ${reasons[code ?? ""] ?? message}`, { cause });
  }
}
