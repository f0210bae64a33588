// npm run bench [-- --json] [-- --verbose] [instructions] [bpf] [startup] [scaling]
// Instructions beside hand-written C, reads on the running kernel, start-up beside `node -e 0`, time and memory with many specs.
import { disagreements } from "./agreement.mjs";
import { measureBpf } from "./bpf.mjs";
import { measureInstructions } from "./instructions.mjs";
import { measureScaling } from "./scaling.mjs";
import { measureStartup } from "./startup.mjs";

const PARTS = ["instructions", "bpf", "startup", "scaling"];
/** A spec among many may take this much more time than one among few. */
const MOST_GROWTH = 1.2;
const MOST_MB = 500;

const args = process.argv.slice(2);
const unknown = args.find((arg) => !["--json", "--verbose", ...PARTS].includes(arg));
if (unknown !== undefined) {
  process.stderr.write(`bench: unknown argument ${unknown}\n`);
  process.exit(2);
}
const asked = PARTS.filter((part) => args.includes(part));
const wants = (part) => asked.length === 0 || asked.includes(part);

const results = {};
if (wants("instructions")) {
  results.instructions = measureInstructions();
  results.disagreements = disagreements();
}
if (wants("bpf")) results.bpf = measureBpf();
if (wants("startup")) results.startup = measureStartup();
if (wants("scaling")) results.scaling = measureScaling();

process.stdout.write(args.includes("--json") ? `${JSON.stringify(results, withoutCode, 2)}\n` : markdown(results));
process.exitCode = isGood(results) ? 0 : 1;

/** Raw readers are never worse than those by hand, and say the same. Times depend on the machine and fail nothing. */
function isGood({ instructions = [], disagreements: found = [] }) {
  return instructions.every(({ raw }) => raw.worst === undefined || raw.worst.ratio <= 1) && found.length === 0;
}

/** The disassembly is for who looks into a reader, not for a report. */
function withoutCode(key, value) {
  return key === "code" ? undefined : value;
}

function markdown({ instructions, disagreements: found, bpf, startup, scaling }) {
  const parts = [];
  if (wants("instructions")) {
    parts.push(
      instructions === undefined ? "Instructions: not measured, there is no clang." : instructionTable(instructions),
    );
    if (found?.length > 0) parts.push(["The two sides do not say the same:", "", ...found].join("\n"));
  }
  if (bpf !== undefined) parts.push(...bpfTables(bpf));
  if (startup !== undefined) parts.push(startupTable(startup));
  if (scaling !== undefined) parts.push(scalingTable(scaling));
  return `${parts.join("\n\n")}\n`;
}

/** How many BPF instructions the readers take, generated and by hand. */
function instructionTable(descriptors) {
  const rows = descriptors.map(({ name, raw, metadata }) => [name, ...cells(raw), ...cells(metadata)]);
  const [rawSum, metadataSum] = ["raw", "metadata"].map((kind) => ({
    readers: sum(descriptors, (one) => one[kind].readers),
    generated: sum(descriptors, (one) => one[kind].generated),
    hand: sum(descriptors, (one) => one[kind].hand),
    worst: worstOf(descriptors.map((one) => one[kind].worst)),
  }));
  rows.push(["all", ...cells(rawSum), ...cells(metadataSum)]);
  const head = ["BPF instructions", "fields", "nicdesc / by hand", "worst", "metadata", "nicdesc / by hand", "worst"];
  const text = table(head, rows);
  return args.includes("--verbose") ? `${text}\n\n${readerTable(descriptors)}` : text;
}

function readerTable(descriptors) {
  const rows = descriptors.flatMap(({ name, readers }) =>
    readers.map((reader) => [
      `${name} ${reader.name}`,
      reader.kind,
      String(reader.generated.count),
      String(reader.hand.count),
      reader.ratio.toFixed(2),
    ]),
  );
  return table(["reader", "kind", "nicdesc", "by hand", "ratio"], rows);
}

function cells({ readers, generated, hand, worst }) {
  if (readers === 0) return ["", "", ""];
  const ratio = (generated / hand).toFixed(2);
  return [String(readers), `${generated} / ${hand} = ${ratio}`, `${worst.ratio.toFixed(2)} ${worst.name}`];
}

/** Back to back is what a read costs; one after the other, how long it takes. */
function bpfTables({ missing, reads, bars }) {
  if (missing !== undefined) return [`Reads on this kernel: not measured, there is no ${missing.join(", no ")}.`];
  const [packet] = reads;
  const rows = reads.map(({ name, ns, latencyNs, instructions }) => [
    name,
    ns.toFixed(2),
    latencyNs.toFixed(2),
    (latencyNs / packet.latencyNs).toFixed(1),
    instructions.toFixed(0),
  ]);
  const head = ["a read on this kernel", "ns back to back", "ns one after the other", "× packet", "instructions"];
  const ratios = bars.map(({ what, ratio, instructionRatio, most, least }) => {
    const missed = (most !== undefined && ratio > most) || (least !== undefined && ratio < least) ? " missed" : "";
    const bar = most !== undefined ? `≤ ${most}${missed}` : least !== undefined ? `≥ ${least}${missed}` : "";
    return [what, ratio.toFixed(2), instructionRatio.toFixed(2), bar];
  });
  return [table(head, rows), table(["compared, back to back", "time", "instructions", "bar"], ratios)];
}

function startupTable(commands) {
  const rows = commands.map(({ name, ms, ratio, bar }) => [
    name,
    ms.toFixed(0),
    ratio.toFixed(2),
    bar === undefined ? "" : `≤ ${bar}${ratio <= bar ? "" : " missed"}`,
  ]);
  return table(["start-up", "ms", "× node -e 0", "bar"], rows);
}

function scalingTable(sizes) {
  const [few] = sizes;
  const rows = sizes.map(({ specs, msPerSpec, peakMb }) => {
    const growth = msPerSpec / few.msPerSpec;
    const good = growth <= MOST_GROWTH && peakMb < MOST_MB;
    const bar = `≤ ${MOST_GROWTH} × that of ${few.specs}, < ${MOST_MB} MB${good ? "" : " missed"}`;
    return [String(specs), msPerSpec.toFixed(1), peakMb.toFixed(0), bar];
  });
  return table(["specs", "ms per spec", "peak MB", "bar"], rows);
}

function table(head, rows) {
  const line = (row) => `| ${row.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function sum(items, of) {
  return items.reduce((total, item) => total + of(item), 0);
}

function worstOf(all) {
  return all.reduce(
    (most, one) => (one !== undefined && (most === undefined || one.ratio > most.ratio) ? one : most),
    undefined,
  );
}
