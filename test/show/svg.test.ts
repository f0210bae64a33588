import { describe, expect, it } from "vitest";
import { showSvg } from "../../src/show/svg.js";
import { escapeXml } from "../../src/show/xml.js";
import { big, descriptor, growing, little, slice, varied } from "./sample.js";

/** Fails where tags do not nest; returns the elements' names. */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, close, name = "", , empty] of svg.matchAll(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gi)) {
    if (close === "/") expect(open.pop()).toBe(name);
    else {
      seen.push(name);
      if (empty !== "/") open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(svg.replace(/<\/?[a-z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/gi, "")).not.toMatch(/[<>](?![^{]*\})/);
  return seen;
}

describe("showSvg", () => {
  it.each([
    ["little", little()],
    ["big", big()],
    ["varied", varied()],
    ["growing", growing()],
  ])("is well-formed, self-contained and the same every time: %s", (_, sample) => {
    const svg = showSvg(sample);
    expect(elementsOf(svg)[0]).toBe("svg");
    expect(svg).toBe(showSvg(sample));
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|@import|<image|<script|href/);
    expect(svg.endsWith("</svg>\n")).toBe(true);
  });

  it("stays inside its picture", () => {
    const svg = showSvg(varied());
    const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.map(Number) ?? [];
    for (const [, x, y, w, h] of svg.matchAll(
      /<rect class="cell[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
    )) {
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(width);
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(height);
    }
  });

  it("names every field, with a tooltip that says what the table says", () => {
    const svg = showSvg(little());
    for (const name of ["l2tag1p", "fltstat", "ptype", "length_pbuf"]) expect(svg).toContain(`>${name}</text>`);
    expect(svg).toContain("<title>fltstat: le64 at 0x8, bits 13..12\nvalues none=0, fd_id=1, rss_hash=3</title>");
    expect(svg).toContain("<title>dd: le64 at 0x8, bit 0</title>");
    expect(svg).toContain("<title>rss: le32 at 0x4, bits 31..0\nRSS hash\nwhen fltstat == rss_hash</title>");
  });

  it("turns the names that do not fit upright", () => {
    expect(showSvg(little())).toMatch(/transform="rotate\(-90 [\d. ]+\)">l2tag1p</);
  });

  it("works on light and on dark pages", () => {
    const svg = showSvg(little());
    expect(svg).toContain("@media (prefers-color-scheme: dark)");
    for (const rule of svg.match(/^\.[^{]*\{/gm) ?? []) {
      for (const selector of rule.replace("{", "").split(",")) expect(selector.trim()).toMatch(/^\.nicdesc /);
    }
  });

  it("explains only what it draws", () => {
    expect(showSvg(little())).toContain(">reserved, must be zero</text>");
    expect(showSvg(little())).not.toContain(">field of the case</text>");
    expect(showSvg(varied())).toContain(">field of the case</text>");
    expect(showSvg(growing())).not.toContain(">reserved</text>");
  });

  it("escapes what a spec says", () => {
    const hostile = descriptor("x/y", 1, [slice("a", { at: 0, type: "u8", doc: "</title><script>&\"'\u0000" })], {
      title: "<b>&amp;\ud800",
      id: 'x"y',
    });
    const svg = showSvg(hostile);
    elementsOf(svg);
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;/title&gt;&lt;script&gt;&amp;&quot;&#39;\ufffd");
    expect(svg).toContain("&lt;b&gt;&amp;amp;\ufffd");
    expect(svg).toContain('id="nicdesc-hatch-x&quot;y"');
  });
});

describe("escapeXml", () => {
  it("replaces what XML cannot say and keeps the rest", () => {
    expect(escapeXml("a\tb\n\u0001\ufffe\u{1f600}")).toBe("a\tb\n\ufffd\ufffd\u{1f600}");
  });
});
