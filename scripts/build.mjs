// Builds what is published: dist/ (the API), bin/ (the command line in few files, for fast starts), schema.json.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommandLine, bundlePackages } from "./bundle.mjs";
import { buildKnown } from "./known.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "bin", "nicdesc.cjs");

execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", root], {
  stdio: "inherit",
});
rmSync(dirname(bin), { recursive: true, force: true });
await bundlePackages(root);
const id = await buildKnown(root);
await bundleCommandLine(root, { define: { NICDESC_BUILD: JSON.stringify(id) } });
chmodSync(bin, 0o755);
linkForNpx();
const { jsonSchema } = await import(join(root, "dist", "spec", "schema.js"));
writeFileSync(join(root, "schema.json"), `${JSON.stringify(jsonSchema(), null, 2)}\n`);

/** In a checkout npm makes no link for the package's own command; with one, `npx nicdesc` is this build. */
function linkForNpx() {
  const folder = join(root, "node_modules", ".bin");
  if (!existsSync(folder) || process.platform === "win32") return;
  rmSync(join(folder, "nicdesc"), { force: true });
  symlinkSync(join("..", "..", "bin", "nicdesc.cjs"), join(folder, "nicdesc"));
}
