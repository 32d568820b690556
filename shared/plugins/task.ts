/** The plug-in kinds that make up a learning task: datasets, partitions, models. @module */
import type { z } from "zod";
import type { RngStream } from "../random/rng-stream.js";
import type { Network } from "../tensor/network.js";
import type { Plugin } from "./plugin.js";

/** Examples held in memory. */
export interface Examples {
  /** [n, ...shape], flat, in [0, 1] */
  readonly images: Float32Array;
  /** [n], class indices from 0 */
  readonly labels: Int32Array;
  /** shape of one example, such as [28, 28, 1] */
  readonly shape: readonly number[];
}

/** A set of examples that is read when needed. */
export interface ExampleStore {
  readonly count: number;
  /** shape of one example */
  readonly shape: readonly number[];
  /** [count] */
  readonly labels: Uint8Array;
  /** Reads the examples at `indices`, each in [0, count), in that order. */
  gather(indices: ArrayLike<number>): Examples;
}

export interface Dataset {
  readonly shape: readonly number[];
  /** at most 256 */
  readonly classes: number;
  open(split: "train" | "test"): ExampleStore;
  /** Reads everything once, where opening does not. @throws {Error} naming the file that is broken, and how */
  verify?(): void;
}

export interface DatasetInit {
  /** absolute; relative paths in a dataset's parameters start here: the folder of the scenario file */
  readonly folder: string;
}

/** Divides the training examples: one list of indices a participant, disjoint unless its README says otherwise. */
export interface Partition {
  assign(labels: Uint8Array, participants: number, rng: RngStream): Int32Array[];
}

export interface TaskShape {
  readonly inputShape: readonly number[];
  readonly classes: number;
}

export interface PartitionInit {
  readonly classes: number;
  readonly examples: number;
  readonly participants: number;
}

export type DatasetPlugin<P extends z.ZodObject = z.ZodObject> = Plugin<"dataset", P, DatasetInit, Dataset>;
export type PartitionPlugin<P extends z.ZodObject = z.ZodObject> = Plugin<"partition", P, PartitionInit, Partition>;
export type ModelPlugin<P extends z.ZodObject = z.ZodObject> = Plugin<"model", P, TaskShape, Network>;
