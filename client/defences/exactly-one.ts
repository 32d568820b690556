/** @module */
export { requireExactlyOne } from "../../shared/plugins/exactly-one.js";
