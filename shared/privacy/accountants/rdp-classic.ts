/** The `rdp-classic` accountant. @module */
import { rdpAccountant } from "./rdp-accountant.js";
import { classicConversion } from "../rdp/rdp-conversion.js";

export const rdpClassic = rdpAccountant(
  {
    name: "rdp-classic",
    summary: "Rényi differential privacy with the first, looser conversion: for comparison with older papers",
    reference: { title: "Rényi Differential Privacy", url: "https://arxiv.org/abs/1702.07476", year: 2017 },
  },
  classicConversion,
);
