/** A make dependency file: one rule, and an empty rule for each input so that a removed one does not stop make. */
export function depfile(outputs: readonly string[], inputs: readonly string[]): string {
  const list = (paths: readonly string[]) => paths.map(escapePath).join(" \\\n  ");
  const phony = inputs.map((path) => `\n${escapePath(path)}:\n`).join("");
  return `${list(outputs)}: \\\n  ${list(inputs)}\n${phony}`;
}

function escapePath(path: string): string {
  return path
    .replace(/[ #\\]/g, "\\$&")
    .replace(/\$/g, "$$$$")
    .replace(/:/g, "\\:");
}
