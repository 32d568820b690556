/** The `moments` accountant. @module */
import { classicConversion } from "../rdp/rdp-conversion.js";
import { momentOrders } from "../rdp/rdp-orders.js";
import { rdpAccountant } from "./rdp-accountant.js";

export const moments = rdpAccountant(
  {
    name: "moments",
    summary:
      "the moments accountant as first published: moments 1 to 32 and the looser conversion, for comparison with its papers",
    reference: {
      title: "Deep Learning with Differential Privacy",
      url: "https://arxiv.org/abs/1607.00133",
      year: 2016,
    },
  },
  momentOrders,
  classicConversion,
);
