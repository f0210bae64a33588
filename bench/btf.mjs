// What reading BTF costs. Usage: node bench/btf.mjs [FILE] [STRUCT]; needs a built dist/.
//
// Each figure is the median over processes of their own: a command line pays for its first run. In each of them the
// file is read and its bytes are walked once, which is the yardstick, and the file is read again, made ready for
// look-up, and one struct is looked up; every other process does it in the other order.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readBtf } from "../dist/btf/index.js";

const RUNS = 21;
const BAR = 3;
const self = fileURLToPath(import.meta.url);
const [file = "/sys/kernel/btf/vmlinux", struct = "sk_buff", order] = process.argv.slice(2);

if (order !== undefined) {
  const measures = { yardstick: readAndWalkBytes, lookup: readAndLookUp };
  const names = order === "forward" ? ["yardstick", "lookup"] : ["lookup", "yardstick"];
  const times = Object.fromEntries(names.map((name) => [name, milliseconds(measures[name])]));
  console.log(JSON.stringify(times));
} else {
  readFileSync(file);
  report();
}

function report() {
  const cold = Array.from({ length: RUNS }, (_, run) => {
    const args = [self, file, struct, run % 2 === 0 ? "forward" : "backward"];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  });
  const yardstick = median(cold.map((times) => times.yardstick));
  const lookup = median(cold.map((times) => times.lookup));
  const ratio = median(cold.map((times) => times.lookup / times.yardstick));
  const warm = repeat(() => milliseconds(readAndLookUp));
  const warmYardstick = repeat(() => milliseconds(readAndWalkBytes));

  const bytes = readFileSync(file);
  const btf = readBtf(bytes);
  const found = btf.find("struct", struct);
  const types = btf.count - btf.firstId;
  const second = repeat(() => milliseconds(() => btf.find("struct", struct)));
  const walk = repeat(() => milliseconds(() => walkTypes(btf)));

  console.log(`${file}: ${bytes.length} bytes, ${types} types; median of ${RUNS}`);
  line("read the file, walk its bytes once", yardstick);
  line(`read, ready for look-up, struct ${struct} found`, lookup);
  console.log(`  ratio, first run of a process                    ${ratio.toFixed(2).padStart(10)}    bar ${BAR}`);
  console.log(`  ratio, warm                                      ${(warm / warmYardstick).toFixed(2).padStart(10)}`);
  line("the same struct again", second, 4);
  line("every type decoded", walk);
  console.log(
    `  types per second                                 ${Math.round(types / (walk / 1000))
      .toLocaleString("en")
      .padStart(10)}`,
  );
  reportBpftool(found);
  if (ratio > BAR) process.exitCode = 1;
}

/** bpftool has no look-up by name: its answer is in the dump of the whole, as C or by type. */
function reportBpftool(found) {
  if (spawnSync("bpftool", ["version"]).status !== 0) return console.log("  no bpftool here");
  const dump = (...more) => spawnSync("bpftool", ["btf", "dump", "file", file, ...more], { maxBuffer: 1 << 30 });
  const fewRuns = 5;
  line(
    "bpftool btf dump, whole process",
    repeat(() => milliseconds(() => dump()), fewRuns),
  );
  line(
    "bpftool btf dump format c, whole process",
    repeat(() => milliseconds(() => dump("format", "c")), fewRuns),
  );
  const ours = repeat(
    () => milliseconds(() => execFileSync(process.execPath, [self, file, struct, "backward"])),
    fewRuns,
  );
  line("this, whole process, yardstick included", ours);
  const [, size] = new RegExp(`STRUCT '${struct}' size=(\\d+)`).exec(dump().stdout.toString()) ?? [];
  if (Number(size) !== found?.size)
    throw new Error(`bpftool says that struct ${struct} has ${size} bytes, not ${found?.size}`);
}

function readAndWalkBytes() {
  const bytes = readFileSync(file);
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += bytes[i];
  return sum;
}

function readAndLookUp() {
  const found = readBtf(readFileSync(file)).find("struct", struct);
  if (found === undefined) throw new Error(`${file} has no struct ${struct}`);
  return found.size;
}

function walkTypes(btf) {
  let names = 0;
  for (const type of btf.types()) names += type.name.length;
  return names;
}

function milliseconds(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function repeat(run, times = RUNS) {
  return median(Array.from({ length: times }, run));
}

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
}

function line(name, ms, digits = 2) {
  console.log(`  ${name.padEnd(48)} ${ms.toFixed(digits).padStart(10)} ms`);
}
