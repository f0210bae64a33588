// The command line in few files. What the source imports only when it is needed is a file of its own, and so are packages
// that few runs need; a run reads the files that it comes to. What several of them import is in each.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
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

const PACKAGES = ["chokidar", "diff", "handlebars", "handlebars/runtime", "yaml", "zod"];
/** Errors are known by their classes: there is one of each. */
const SHARED = ["errors.ts", "btf/error.ts"];
const LIB = "lib";

/** zod's messages in fifty languages; ours are our own. */
const withoutLocales = {
  name: "without-locales",
  setup(setup) {
    setup.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({ contents: "" }));
  },
};

/** commander runs programs for subcommands that are programs; none of ours is. */
const withoutPrograms = {
  name: "without-programs",
  setup(setup) {
    setup.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: "programs", namespace: "none" } : undefined,
    );
    setup.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "" }));
  },
};

/** Imports of packages, and those of `found`, are left to run time; new ones are added to it. */
function apart(src, outfile, found) {
  return {
    name: "apart",
    setup(setup) {
      const folder = outfile.includes(`/${LIB}/`) ? "." : `./${LIB}`;
      const external = (name) => ({ path: `${folder}/${name}.cjs`, external: true });
      const packages = new RegExp(`^(${PACKAGES.join("|")})$`);
      setup.onResolve({ filter: packages }, ({ path }) => external(nameOf(path)));
      setup.onResolve({ filter: /^\.\/.*\.cjs$/ }, ({ path }) => ({ path, external: true }));
      setup.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, importer, kind }) => {
        const module = relative(src, join(dirname(importer), path)).replace(/\.js$/, ".ts");
        if (kind === "entry-point" || module.startsWith("..")) return undefined;
        if (kind !== "dynamic-import" && !SHARED.includes(module)) return undefined;
        found.add(module);
        return external(nameOf(module));
      });
    },
  };
}

/** The command line, and below it all that it imports when it is needed. */
export async function bundleCommandLine(root, options) {
  const src = join(root, "src");
  const found = new Set(["bin.ts"]);
  // A set goes on to what is added meanwhile.
  for (const module of found) {
    const isMain = module === "bin.ts";
    const outfile = join(root, "bin", isMain ? "nicdesc.cjs" : `${LIB}/${nameOf(module)}.cjs`);
    const url = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;";
    await build({
      ...OPTIONS,
      ...options,
      entryPoints: [join(src, module)],
      outfile,
      banner: { js: isMain ? `#!/usr/bin/env node\n${url}` : url },
      define: { "import.meta.url": "importMetaUrl", ...options.define },
      plugins: [withoutPrograms, apart(src, outfile, found)],
    });
  }
}

/** A file beside those of the command line. */
export async function bundleBeside(root, name, contents) {
  const outfile = join(root, "bin", LIB, name);
  const stdin = { contents, resolveDir: root };
  await build({ ...OPTIONS, stdin, outfile, plugins: [apart(join(root, "src"), outfile, new Set())] });
}

export async function bundlePackages(root) {
  const folder = join(root, "bin", LIB);
  mkdirSync(folder, { recursive: true });
  for (const name of PACKAGES) {
    const all = `module.exports = require(${JSON.stringify(name)});`;
    const stdin = { contents: name === "zod" ? await usedOfZod(root) : all, resolveDir: root };
    await build({ ...OPTIONS, plugins: [withoutLocales], stdin, outfile: join(folder, `${nameOf(name)}.cjs`) });
  }
}

/** What the source uses of zod, which it calls z; the rest is left out. */
async function usedOfZod(root) {
  const src = join(root, "src");
  const texts = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(src, path), "utf8"))
    .filter((text) => text.includes('import * as z from "zod"'));
  const names = texts.flatMap((text) => [...text.matchAll(/\bz\s*\.(\w+)/g)].map(([, name]) => name));
  const values = Object.keys(await import("zod"));
  return `export { ${values.filter((name) => names.includes(name)).join(", ")} } from "zod";`;
}

function nameOf(module) {
  return module.replace(/\.ts$/, "").replaceAll("/", "-");
}
