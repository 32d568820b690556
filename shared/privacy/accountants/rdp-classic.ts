/** The `rdp-classic` accountant. @module */
import { classicConversion } from "../rdp/rdp-conversion.js";
import { rdpOrders } from "../rdp/rdp-orders.js";
import { rdpAccountant } from "./rdp-accountant.js";

export const rdpClassic = rdpAccountant(
  {
    name: "rdp-classic",
    summary: "Rényi differential privacy with the first, looser conversion: for comparison with older papers",
    reference: { title: "Rényi Differential Privacy", url: "https://arxiv.org/abs/1702.07476", year: 2017 },
  },
  rdpOrders,
  classicConversion,
);
