/** The `rdp` accountant. @module */
import { improvedConversion } from "../rdp/rdp-conversion.js";
import { rdpOrders } from "../rdp/rdp-orders.js";
import { rdpAccountant } from "./rdp-accountant.js";

export const rdp = rdpAccountant(
  {
    name: "rdp",
    summary:
      "Rényi differential privacy, exact for sampled Gaussian and Laplace noise, with the improved conversion; an upper bound",
    reference: {
      title: "Rényi Differential Privacy of the Sampled Gaussian Mechanism",
      url: "https://arxiv.org/abs/1908.10530",
      year: 2019,
    },
  },
  rdpOrders,
  improvedConversion,
);
