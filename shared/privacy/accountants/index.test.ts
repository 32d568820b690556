import { expect, test } from "vitest";
import { accountantContract } from "../../../test/contract/accountant.js";
import { accountantNamed, accountants } from "./index.js";

for (const accountant of accountants)
  accountantContract(accountant, { grid: accountant.name === "pld" ? "small" : "full" });

test("accountants are found by name", () => {
  expect(accountants.map(({ name }) => accountantNamed(name))).toEqual(accountants);
  expect(() => accountantNamed("rpd")).toThrow('no accountant is named "rpd"; there are rdp, rdp-classic, ');
});
