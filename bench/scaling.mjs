// Whether time grows with the number of specs as it should: synthetic specs, like real ones, in two amounts.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BIN, inTemporaryFolder, median } from "./tools.mjs";

const SIZES = [200, 2000];
const ROUNDS = 3;
const PER_DRIVER = 20;

/** For each size: the milliseconds a spec takes beyond those of the shipped ones, and the peak of memory. */
export function measureScaling(sizes = SIZES, rounds = ROUNDS) {
  return inTemporaryFolder((folder) => {
    const folders = sizes.map((size) => writeSpecs(join(folder, `specs-${size}`), size));
    const none = writeSpecs(join(folder, "specs-0"), 1);
    const runs = [none, ...folders].map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, specs] of [none, ...folders].entries()) runs[i].push(generate(specs, join(folder, "out")));
    }
    const base = median(runs[0].map(({ ms }) => ms));
    return sizes.map((size, i) => ({
      specs: size,
      msPerSpec: (median(runs[i + 1].map(({ ms }) => ms)) - base) / size,
      peakMb: Math.max(...runs[i + 1].map(({ peakMb }) => peakMb)),
    }));
  });
}

/** The child tells its own peak: a script around the command line, run in the same process. */
const TELL = `process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS + "\\n"));`;

function generate(specs, out) {
  const code = `${TELL} process.argv.splice(1, 0, ${JSON.stringify(BIN)}); require(${JSON.stringify(BIN)});`;
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["-e", code, "generate", "-q", "-o", out, "--specs", specs, "synthetic*"],
    { encoding: "utf8", maxBuffer: 1 << 26 },
  );
  const ms = performance.now() - start;
  const peak = /^peak (\d+)$/m.exec(stderr);
  if (status !== 0 || peak === null) throw new Error(`generate: ${stderr.slice(0, 2000)}`);
  rmSync(out, { recursive: true, force: true });
  return { ms, peakMb: Number(peak[1]) / 1024 };
}

function writeSpecs(folder, count) {
  for (let i = 0; i < count; i++) {
    const driver = `synthetic${Math.floor(i / PER_DRIVER)}`;
    mkdirSync(join(folder, driver), { recursive: true });
    writeFileSync(join(folder, driver, `rx-${i}.yaml`), specText(driver, i));
  }
  return folder;
}

/** A receive completion of about 20 fields; where the bits lie changes from one to the next. */
function specText(driver, i) {
  const order = ["le", "be"][i % 2];
  const low = i % 3;
  const flags = [
    "done",
    "last",
    "tagged",
    "hashed",
    "checked",
    "bad_l3",
    "bad_l4",
    "is_ipv4",
    "is_ipv6",
    "is_tcp",
    "is_udp",
  ];
  const bits = flags.map((name, at) => `  ${name}: { of: flags, bits: ${at + low}, doc: bit ${at} of the verdict }`);
  return `# yaml-language-server: $schema=../schema.json
nicdesc: 1
descriptor: ${driver}/rx-${i}
title: Synthetic receive completion ${i}
doc: One of many, to see how time grows with their number.
direction: rx-completion
size: 32
kernel: { type: struct synthetic_${i}_cqe }
sources:
  - drivers/net/ethernet/synthetic/${driver}.h
inputs:
  expected_phase: { type: u8, bits: 1, doc: the phase bit that the queue expects }
fields:
  rss: { at: 0, type: ${order}32, doc: RSS hash }
  flags: { at: 4, type: ${order}32, doc: what the NIC found }
${bits.join("\n")}
  kind: { of: flags, bits: 31..28, values: { packet: ${i % 5}, error: ${(i % 5) + 1}, flush: ${(i % 5) + 8} }, doc: what this is }
  length: { at: 8, type: ${order}16, unit: bytes, doc: length of the packet }
  vlan_tci: { at: 10, type: ${order}16, when: tagged, doc: the tag that was stripped }
  mark: { at: 12, type: ${order}32, doc: what a rule said }
  stamp_high: { at: 16, type: ${order}32 }
  stamp_low: { at: 20, type: ${order}32 }
  stamp: { parts: [stamp_high, stamp_low], unit: ns, doc: when the packet arrived }
  queue: { at: 24, type: ${order}16, doc: the receive queue }
  phase: { at: 26, type: u8, bits: ${i % 8}, doc: flips on every round }
reserved:
  - { of: flags, bits: 27..${flags.length + low} }
${low === 0 ? "" : `  - { of: flags, bits: ${low - 1}..0 }\n`}  - { at: 27, size: 5 }
${i % 8 === 7 ? "" : `  - { at: 26, type: u8, bits: 7..${(i % 8) + 1} }\n`}${i % 8 === 0 ? "" : `  - { at: 26, type: u8, bits: ${(i % 8) - 1}..0 }\n`}metadata:
  rx_hash:
    when: kind == packet && hashed
    hash: rss
    type:
      - { if: is_ipv4, value: l3_ipv4 }
      - { if: is_ipv6, value: l3_ipv6 }
      - { if: is_tcp, value: l4 | l4_tcp }
      - { if: is_udp, value: l4 | l4_udp }
  rx_timestamp: { when: stamp != 0, timestamp: stamp }
  rx_vlan_tag: { when: tagged, vlan_proto: 0x8100, vlan_tci: vlan_tci }
  rx_csum:
    - { when: checked && (bad_l3 || bad_l4), status: bad }
    - { when: checked, status: unnecessary }
    - { status: none }
  rx_length: length
  rx_queue: queue
  rx_flow_mark: { when: mark != 0, mark: mark }
  rx_end_of_packet: last
  rx_done: phase == expected_phase
`;
}
