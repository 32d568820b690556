import { expect, test } from "vitest";
import { markup, raw } from "./html.js";

test("what is filled in cannot break out of text or of an attribute", () => {
  const evil = `"><script>alert('x')</script>&`;
  const safe = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";
  expect(markup`<p title="${evil}">${evil}</p>`.text).toBe(`<p title="${safe}">${safe}</p>`);
});

test("markup nests, lists join, nothing leaves nothing", () => {
  const items = ["<", "b"].map((item) => markup`<li>${item}</li>`);
  const list = markup`<ul>${items}${undefined}${false}${0}</ul>${raw("<br>")}`;
  expect(list.text).toBe("<ul><li>&lt;</li><li>b</li>0</ul><br>");
});
