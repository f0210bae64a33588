// What reading costs on the kernel that runs: in nanoseconds, on real packets of a veth pair, in turns.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BIN, firstOf, inTemporaryFolder, median, multiarchInclude, ROOT, run } from "./tools.mjs";

const ROUNDS = 31;
const PACKETS = 20;
/** As in bpf/loop.h. */
const LOOPS = 100;
const UNROLLED = 10;

/** What nicdesc/loader.h sets for a veth here: values of nicdesc/access.h, or text. */
const AS_LOADED = {
  nicdesc_nic: ["NICDESC_NIC_VETH_SKB", "NICDESC_ACCESS_CAST"],
  nicdesc_guarded_driver: Buffer.from("veth".padEnd(16, "\0")),
};

/** A read: its file in bench/bpf, the program there, and how it is loaded. More are added here. */
const READS = [
  { name: "nothing", file: "loads", program: "nothing" },
  { name: "load from the packet", file: "loads", program: "packet_load" },
  { name: "load through a cast", file: "loads", program: "cast_load" },
  { name: "bpf_probe_read_kernel, 4 bytes", file: "loads", program: "probe_4" },
  { name: "bpf_probe_read_kernel, 64 bytes", file: "loads", program: "probe_64" },
  { name: "veth: hash, pointer at hand", file: "by-hand", program: "hash_field" },
  { name: "veth: hash, from the context", file: "by-hand", program: "hash_raw" },
  { name: "veth: hash and type, by hand", file: "by-hand", program: "hash_by_hand" },
  { name: "veth: hash and type, nicdesc_rx_hash()", file: "api", program: "hash_api", set: AS_LOADED },
  { name: "veth: the same, chosen when compiled", file: "fixed", program: "hash_fixed" },
  { name: "nicdesc_guard()", file: "guard", program: "guard_each", set: AS_LOADED },
  { name: "nicdesc_guard_once()", file: "guard", program: "guard_once", set: AS_LOADED },
  { name: "veth: hash and type, kfunc", file: "by-hand", program: "hash_kfunc", bound: true },
  { name: "mlx5/cqe64: hash and type", file: "descriptor", program: "cqe_hash" },
  { name: "mlx5/cqe64: hash and type, by hand", file: "descriptor", program: "cqe_hash_by_hand" },
  { name: "mlx5/cqe64: five items", file: "descriptor", program: "cqe_five" },
  { name: "mlx5/cqe64: five items, by hand", file: "descriptor", program: "cqe_five_by_hand" },
];

/** What is to hold of two of them. */
const BARS = [
  { what: "nicdesc_rx_hash() / by hand", of: "hash_api", to: "hash_by_hand", most: 1.05 },
  { what: "nicdesc_rx_hash(), chosen when compiled / by hand", of: "hash_fixed", to: "hash_by_hand", most: 1.05 },
  { what: "mlx5/cqe64: hash and type / by hand", of: "cqe_hash", to: "cqe_hash_by_hand", most: 1.05 },
  { what: "mlx5/cqe64: five items / by hand", of: "cqe_five", to: "cqe_five_by_hand", most: 1.05 },
  { what: "kfunc / the hash, pointer at hand", of: "hash_kfunc", to: "hash_field", least: 5 },
  { what: "kfunc / the hash, from the context", of: "hash_kfunc", to: "hash_raw", least: 5 },
  { what: "kfunc / hash and type by hand", of: "hash_kfunc", to: "hash_by_hand" },
];

/** The reads with their times and instructions, and how they compare; or why there is nothing. */
export function measureBpf(rounds = ROUNDS) {
  const missing = missingTools();
  if (missing.length > 0) return { missing };
  return inTemporaryFolder((folder) => {
    run(process.execPath, [BIN, "generate", "-q", "-o", folder]);
    for (const file of new Set(READS.map((read) => read.file))) compile(folder, file);
    const runner = join(folder, "run");
    const include = ["-I", join(ROOT, "test", "harness", "veth")];
    const libraries = ["-lbpf", "-lelf", "-lz"];
    run("gcc", ["-O2", "-Wall", ...include, join(ROOT, "bench", "bpf", "run.c"), "-o", runner, ...libraries]);
    const variants = READS.map((read) => variantOf(folder, read));
    const lines = run(runner, [String(rounds), String(PACKETS), ...variants])
      .trim()
      .split("\n");
    const measured = lines.map((line) => JSON.parse(line));
    checkValues(measured);
    return compare(READS, measured);
  });
}

/** Without these there is nothing to measure; each is asked by doing it. */
function missingTools() {
  const asks = [
    ["clang", () => clang() !== undefined],
    ["gcc", () => firstOf("gcc") !== undefined],
    ["kernel BTF", () => existsSync("/sys/kernel/btf/vmlinux")],
    ["veth pairs", () => succeeds("unshare", ["--net", "ip", "link", "add", "type", "veth"])],
    ["libbpf", () => succeeds("gcc", ["-E", "-x", "c", "-"], "#include <bpf/libbpf.h>\n")],
  ];
  return asks.filter(([, has]) => !has()).map(([name]) => name);
}

function clang() {
  return firstOf("clang-19", "clang");
}

function succeeds(command, args, input = "") {
  return spawnSync(command, args, { input, stdio: ["pipe", "ignore", "ignore"] }).status === 0;
}

function compile(folder, file) {
  const include = ["-I", folder, "-I", join(ROOT, "bench"), ...multiarchInclude()];
  const source = join(ROOT, "bench", "bpf", `${file}.bpf.c`);
  const flags = ["-O2", "-g", "-target", "bpf", "-mcpu=v3", "-Wall"];
  run(clang(), [...flags, ...include, "-c", source, "-o", join(folder, `${file}.o`)]);
}

/** A word for run.c. */
function variantOf(folder, { file, program, bound, set = {} }) {
  const words = [join(folder, `${file}.o`), program];
  if (bound) words.push("bound");
  const source = readFileSync(join(ROOT, "bench", "bpf", `${file}.bpf.c`), "utf8");
  for (const [name, value] of Object.entries(set)) {
    // Only the guard's program has its variable, and only the API's the selector.
    if (name === "nicdesc_guarded_driver" && !source.includes("guard.h")) continue;
    words.push(`${name}=${Array.isArray(value) ? selector(folder, value) : value.toString("hex")}`);
  }
  return words.join(":");
}

/** What macros of nicdesc/access.h come to when all are set, as the bytes of a __u64. */
function selector(folder, macros) {
  const text = readFileSync(join(folder, "nicdesc", "access.h"), "utf8");
  const all = macros.reduce((sum, macro) => {
    const [, value, shift] = new RegExp(`^#define ${macro} \\(?(\\w+?)(?:ULL << (\\d+)\\))?$`, "m").exec(text) ?? [];
    if (value === undefined) throw new Error(`nicdesc/access.h has no ${macro}`);
    return sum | (BigInt(value) << BigInt(shift ?? 0));
  }, 0n);
  return Buffer.from(BigUint64Array.of(all).buffer).toString("hex");
}

/** A read that gives something else, or nothing, is no read: its time says nothing. */
function checkValues(measured) {
  const value = new Map(measured.map((one) => [one.program, BigInt(one.value)]));
  const same = [
    ["cast_load", "probe_4", "probe_64"],
    ["hash_by_hand", "hash_api", "hash_fixed", "hash_kfunc"],
    ["guard_each", "guard_once"],
    ["cqe_hash", "cqe_hash_by_hand"],
    ["cqe_five", "cqe_five_by_hand"],
  ];
  for (const programs of same) {
    const [first, ...others] = programs.filter((program) => value.has(program));
    const other = others.find((program) => value.get(program) !== value.get(first));
    if (other !== undefined) throw new Error(`${other} reads ${value.get(other)}, ${first} ${value.get(first)}`);
    if (value.get(first) === 0n) throw new Error(`${first} reads nothing`);
  }
}

/** Each round's empty loop is taken from what else the round measured. */
function compare(reads, measured) {
  const byProgram = new Map(measured.map((one) => [one.program, one]));
  const nothing = byProgram.get("nothing");
  const each = (one, kind) => one[kind].map((ns, round) => (ns - nothing[kind][round]) / (LOOPS * UNROLLED));
  const instructions = (one) => (one.instructions - one.once) / (UNROLLED - 1);
  return {
    reads: reads.slice(1).map(({ name, program }) => {
      const one = byProgram.get(program);
      return {
        name,
        program,
        ns: median(each(one, "free")),
        latencyNs: median(each(one, "chained")),
        instructions: instructions(one),
      };
    }),
    bars: BARS.filter(({ of, to }) => byProgram.has(of) && byProgram.has(to)).map(({ what, of, to, most, least }) => {
      const [a, b] = [byProgram.get(of), byProgram.get(to)];
      const others = each(b, "free");
      const ratio = median(each(a, "free").map((ns, round) => ns / others[round]));
      const instructionRatio = instructions(a) / instructions(b);
      return { what, ratio, instructionRatio, most, least };
    }),
  };
}
