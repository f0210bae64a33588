import { describe, expect, test } from "vitest";
import { codeBlock, codeSpan, markdownCell, markdownText } from "../../src/target/markdown.js";

describe("text in Markdown is shown as it is", () => {
  test.each([
    ["plain text, with (parentheses) and hi_dword", "plain text, with (parentheses) and hi_dword"],
    ["<script>alert(1)</script>", "\\<script>alert(1)\\</script>"],
    ["<!-- gone", "\\<!-- gone"],
    ["[click](https://evil)", "\\[click\\](https://evil)"],
    ["![x](y)", "!\\[x\\](y)"],
    ["`code` and ``", "\\`code\\` and \\`\\`"],
    [
      "*a* **b** _c_ __d__ e_f VIRTIO_NET_HDR_F_*",
      "\\*a\\* \\*\\*b\\*\\* \\_c\\_ \\_\\_d\\_\\_ e_f VIRTIO_NET_HDR_F\\_\\*",
    ],
    ["a | b", "a \\| b"],
    ["back\\slash \\| \\<", "back\\\\slash \\\\\\| \\\\\\<"],
    ["a & b &lt; &#60;", "a &amp; b &amp;lt; &amp;#60;"],
    ["~~gone~~ $x$", "\\~\\~gone\\~\\~ \\$x\\$"],
    ["# heading", "\\# heading"],
    ["> quote", "\\> quote"],
    ["- item", "\\- item"],
    ["--- ", "\\---"],
    ["=== ", "\\==="],
    ["+ item", "\\+ item"],
    ["1. item", "1\\. item"],
    ["2) item", "2\\) item"],
    ["1.5 is no item", "1.5 is no item"],
    ["    indented", "indented"],
  ])("%s", (text, shown) => {
    expect(markdownText(text)).toBe(shown);
    expect(markdownCell(text)).toBe(shown);
  });

  test("lines are paragraphs, and in a cell one line", () => {
    expect(markdownText("one\ntwo\n\n- three\n")).toBe("one\n\ntwo\n\n\\- three");
    expect(markdownCell("one\ntwo\n\n- three\n")).toBe("one two - three");
  });
});

describe("code", () => {
  test("spans are longer fenced than what is in them", () => {
    expect(codeSpan("a | b", false)).toBe("`a | b`");
    expect(codeSpan("a | b", true)).toBe("`a \\| b`");
    expect(codeSpan("a `b` c", false)).toBe("``a `b` c``");
    expect(codeSpan("`b``", false)).toBe("``` `b`` ```");
    expect(codeSpan(" a\nb ", false)).toBe("`a b`");
    expect(codeSpan("", true)).toBe("");
  });

  test("so are blocks", () => {
    expect(codeBlock("text", "a\n")).toBe("```text\na\n```");
    expect(codeBlock("c", "a\n```\nb\n")).toBe("````c\na\n```\nb\n````");
  });
});
