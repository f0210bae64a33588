// JavaScript in one file each. Packages that few runs need have files of their own, read when they are first used.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const OPTIONS = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
  // As require(): Node's own import() would not see the names that a bundled package exports.
  supported: { "dynamic-import": false },
};

const APART = ["chokidar", "diff", "handlebars", "handlebars/runtime", "yaml", "zod"];

const apart = {
  name: "apart",
  setup(setup) {
    const filter = new RegExp(`^(${APART.join("|")})$`);
    setup.onResolve({ filter }, ({ path }) => ({ path: `./${fileOf(path)}`, external: true }));
  },
};

/** zod's messages in fifty languages; ours are our own. */
const withoutLocales = {
  name: "without-locales",
  setup(setup) {
    setup.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({ contents: "" }));
  },
};

/** Bundles into the folder of the command line. */
export async function bundle(options) {
  await build({ ...OPTIONS, plugins: [apart], ...options });
}

export async function bundlePackages(root) {
  const folder = join(root, "bin");
  mkdirSync(join(folder, "lib"), { recursive: true });
  for (const name of APART) {
    const stdin = { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: root };
    await build({ ...OPTIONS, plugins: [withoutLocales], stdin, outfile: join(folder, fileOf(name)) });
  }
}

function fileOf(name) {
  return `lib/${name.replace("/", "-")}.cjs`;
}
