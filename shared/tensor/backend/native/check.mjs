/** A process of its own: computes on tensorflow, compares with known values, and prints what it took as JSON. @module */
import { deepEqual, equal } from "node:assert/strict";

const { default: tf } = await import("@tensorflow/tfjs-node");
equal(tf.getBackend(), "tensorflow");

const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]); // prettier-ignore
deepEqual([...product.dataSync()], [19, 22, 43, 50]);

const image = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
const convolved = tf.conv2d(image, tf.ones([2, 2, 1, 1]), 1, "valid");
deepEqual([...convolved.dataSync()], [12, 16, 24, 28]);

const residentMegabytes = Math.round(process.memoryUsage.rss() / 1e6);
process.stdout.write(JSON.stringify({ version: tf.version["tfjs-node"], residentMegabytes }));
