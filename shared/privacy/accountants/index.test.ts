import { expect, test } from "vitest";
import { accountantContract } from "../../../test/contract/accountant.js";
import { accountantNamed, accountants } from "./index.js";

accountants.forEach(accountantContract);

test("accountants are found by name", () => {
  expect(accountants.map(({ name }) => accountantNamed(name))).toEqual(accountants);
  expect(() => accountantNamed("pld")).toThrow('no accountant is named "pld"; there are rdp, rdp-classic');
});
