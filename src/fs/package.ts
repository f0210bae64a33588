/** Where this package lies, bundled or not: its specs, templates and version. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package's own folder cannot be found");
    folder = parent;
  }
  return folder;
}

const PACKAGE_ROOT = findRoot();
export const SHIPPED_SPECS = join(PACKAGE_ROOT, "specs");
export const SHIPPED_TEMPLATES = join(PACKAGE_ROOT, "templates");

export function packageVersion(): string {
  const text = readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
