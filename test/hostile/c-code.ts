/** A C file without its comments, as a compiler sees it; with trigraphs, as compilers in a strict mode do. */
export function codeOf(file: string, trigraphs: boolean): string {
  const spliced = (trigraphs ? file.replaceAll("??/", "\\") : file).replace(/\\[ \t]*\r?\n/g, "");
  let code = "";
  for (let at = 0; at < spliced.length; ) {
    const two = spliced.slice(at, at + 2);
    if (two === "/*") {
      const end = spliced.indexOf("*/", at + 2);
      if (end < 0) return `${code} (a comment without an end)`;
      if (spliced.slice(at + 2, end).includes("/*")) code += "(a comment inside a comment)";
      code += " ";
      at = end + 2;
    } else if (two === "//") {
      const end = spliced.indexOf("\n", at);
      at = end < 0 ? spliced.length : end;
    } else {
      code += spliced[at] ?? "";
      at++;
    }
  }
  return code.replace(/\s+/g, " ");
}
