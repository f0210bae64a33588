// How long the command line takes, as ratios to `node -e 0`. Rounds are interleaved, so that a busy machine is busy for all.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BIN, inTemporaryFolder, median } from "./tools.mjs";

const ROUNDS = 21;

/** The commands with their median times, ratios, and bars where there are any. */
export function measureStartup(rounds = ROUNDS) {
  return inTemporaryFolder((folder) => {
    const out = join(folder, "out");
    const generate = (...args) => [BIN, "generate", "-q", "-o", out, ...args];
    const commands = [
      { name: "node -e 0", args: ["-e", "0"] },
      { name: "--version", args: [BIN, "--version"], bar: 1.5 },
      { name: "--help", args: [BIN, "--help"], bar: 1.5 },
      { name: "generate igc/rx-wb", args: generate("igc/rx-wb"), bar: 2.5, fresh: true },
      { name: "generate (all)", args: generate(), bar: 4, fresh: true },
      { name: "generate (all, one changed)", args: generate("--specs", changedSpecs(folder)), fresh: true },
      { name: "decode igc/rx-wb", args: [BIN, "decode", "igc/rx-wb", "00".repeat(16)] },
      { name: "lint", args: [BIN, "lint"] },
    ];
    const times = commands.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, { name, args, fresh }] of commands.entries()) {
        // The output folder is one that does not exist yet: files are written, none compared.
        const own = fresh ? args.map((arg) => (arg === out ? join(folder, `${i}-${round}`) : arg)) : args;
        times[i].push(timeOf(name, own));
      }
    }
    const medians = times.map(median);
    return commands.map(({ name, bar }, i) => ({ name, ms: medians[i], ratio: medians[i] / medians[0], bar }));
  });
}

/** A user's folder with a spec that no build knows. */
function changedSpecs(folder) {
  const specs = join(folder, "own");
  mkdirSync(join(specs, "igc"), { recursive: true });
  writeFileSync(join(specs, "igc", "own.yaml"), "nicdesc: 1\nextends: igc/rx-wb\ndoc: Changed.\n");
  return specs;
}

function timeOf(name, args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return time;
}
