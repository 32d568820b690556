/** Optimal one-to-one matching of reconstructions to truths. @module */
import { linearSumAssignment } from "linear-sum-assignment";
import { Matrix } from "ml-matrix";

/**
 * For each column the row assigned to it, or -1 where there are more columns than rows; the total cost is minimal
 * (Jonker-Volgenant).
 * @param cost [rows, columns], row-major, finite
 * @throws {RangeError} on a wrong length or a cost that is not finite
 */
export function matchOptimally(cost: Float64Array, rows: number, columns: number): Int32Array {
  if (cost.length !== rows * columns) {
    throw new RangeError(
      `${cost.length} costs given for ${rows} rows and ${columns} columns; pass rows x columns of them`,
    );
  }
  if (!cost.every(Number.isFinite)) throw new RangeError("a cost is not finite; every cost must be a finite number");
  if (rows === 0 || columns === 0) return new Int32Array(columns).fill(-1);
  const { columnAssignments } = linearSumAssignment(Matrix.from1DArray(rows, columns, cost), { maximaze: false });
  return Int32Array.from(columnAssignments);
}
