import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, cli, folder, spec } from "./harness.js";

/** rss, ts_low, and: done, end of packet, hash, checksums looked at, type 23, 60 bytes, queue 5, phase. */
const RX = "efbeadde 10000000 3b5d 0000 3c00 0580";
const rx = (argv: string[], stdin?: string | Uint8Array) =>
  cli(["decode", "acme/rx", "--specs", ACME, ...argv], stdin === undefined ? {} : { stdin });

interface Shape {
  descriptor: string;
  variant: string | null;
  fields: Record<string, string>;
  metadata: Record<string, { status: string; values?: Record<string, string>; is?: boolean; reason?: string }>;
}
const json = async (ran: Promise<{ out: string }>) => JSON.parse((await ran).out) as Shape;
const BYTES = Buffer.from(RX.replaceAll(" ", ""), "hex");
const XXD = `00000000: efbe adde 1000 0000 3b5d 0000 3c00 0580  ........;]..<...\n`;
const HEXDUMP = `00000000  ef be ad de 10 00 00 00  3b 5d 00 00 3c 00 05 80  |........;]..<...|\n00000010\n`;

describe("decode", () => {
  test("the shape of --json", async () => {
    const decoded = await json(rx([RX, "--json"]));
    expect(Object.keys(decoded)).toEqual(["descriptor", "variant", "fields", "metadata"]);
    expect(decoded).toMatchObject({
      descriptor: "acme/rx",
      variant: null,
      fields: { rss: "0xdeadbeef", fltstat: "0x3", ptype: "0x17", length: "0x3c", queue: "0x5", payload: "0x38" },
      metadata: {
        rx_hash: { status: "ok", values: { hash: "0xdeadbeef", type: "0x19" } },
        rx_timestamp: { status: "input-needed" },
        rx_vlan_tag: { status: "no-data" },
        rx_flow_mark: { status: "not-supported", reason: "filters choose queues, and leave no mark" },
        rx_end_of_packet: { status: "ok", is: true },
      },
    });
  });

  test("bytes from the command line, stdin and a file, in every format", async () => {
    const expected = await rx([RX]);
    expect(expected).toMatchObject({ code: 0, err: "" });
    const file = join(folder({ "x.hex": RX }), "x.hex");
    for (const ran of [
      rx(RX.split(" ")),
      rx([], RX),
      rx(["-"], RX),
      rx(["-f", file]),
      rx(["-f", "-"], RX),
      rx(["--format", "hex"], RX),
      rx([], XXD),
      rx(["--format", "xxd"], XXD),
      rx([], HEXDUMP),
      rx(["--format", "hexdump"], HEXDUMP),
      rx([], BYTES),
      rx(["--format", "raw"], BYTES),
    ])
      expect(await ran).toEqual(expected);
  });

  test("many descriptors in a row", async () => {
    const { out } = await rx([RX, RX]);
    expect(out.match(/^acme\/rx$/gm)).toHaveLength(2);
    const { out: text } = await rx([RX, RX, RX, "--json"]);
    expect(JSON.parse(text)).toHaveLength(3);
  });

  test("--all shows what is not valid, too", async () => {
    expect((await rx([RX])).out).not.toContain("l2tag1 ");
    expect((await rx([RX, "--all"])).out).toMatch(/l2tag1 +0x0 +\(not valid\)/);
    expect((await json(rx([RX, "--json", "--all"]))).fields).toHaveProperty("l2tag1", "0x0");
    expect((await json(rx([RX, "--json"]))).fields).not.toHaveProperty("l2tag1");
  });

  test("bytes that are none, too many or too few", async () => {
    for (const [argv, stdin, message] of [
      [["00"], "", "1 byte is no whole number of descriptors of 16 bytes"],
      [["zz"], "", "line 1, column 1: `z` is no hex digit"],
      [["0"], "", "line 1, column 1: an odd number of hex digits"],
      [[], "", "the input is empty"],
      [["-f", "/nowhere"], "", "cannot read /nowhere: no such file or directory"],
      [["-f", "/"], "", "cannot read /: illegal operation on a directory"],
      [[RX, "-f", "x"], "", "the bytes come from one place"],
      [["-", RX], "", "the bytes come from one place"],
      [["--format", "raw", RX], "", "raw bytes cannot come as text"],
    ] as const) {
      const { code, out, err } = await rx([...argv], stdin);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(`nicdesc: ${message}`);
    }
  });

  test("a size that depends on features: from the bytes, or as an input", async () => {
    const hdr = (argv: string[]) => json(cli(["decode", "acme/hdr", "--specs", ACME, "--json", ...argv]));
    expect((await hdr(["02".padEnd(16, "0")])).fields).not.toHaveProperty("num_buffers");
    expect((await hdr(["02".padEnd(24, "0")])).fields).toHaveProperty("num_buffers", "0x0");
    expect((await hdr(["02".padEnd(32, "0")])).metadata["rx_hash"]?.status).toBe("ok");
    expect(await hdr(["02".padEnd(32, "0"), "-i", "size=8"])).toHaveLength(2);
    const { code, err } = await cli(["decode", "acme/hdr", "00", "--specs", ACME, "-i", "size=9"]);
    expect({ code, err }).toEqual({ code: 2, err: "nicdesc: acme/hdr has 8, 12, 16 bytes, not 9\n" });
    const virtio = await cli(["decode", "virtio_net/hdr", "00".repeat(12), "--json"]);
    expect(JSON.parse(virtio.out).fields).toHaveProperty("num_buffers");
  });

  test("variants say which", async () => {
    const flex = (bytes: string) =>
      json(cli(["decode", "acme/flex", bytes.padEnd(32, "0"), "--specs", ACME, "--json"]));
    expect((await flex("02010000")).variant).toBe("nic");
    expect((await flex("06010000")).fields).toHaveProperty("switchdev.src_vsi", "0x0");
    expect((await flex("ff")).variant).toBe("other");
    const { out } = await cli(["decode", "acme/flex", "02".padEnd(32, "0"), "--specs", ACME]);
    expect(out).toContain("acme/flex (nic)\n");
  });

  test("must-be-zero bits that are not are reported", async () => {
    const specs = folder({ "mbz/rx.yaml": spec("mbz/rx", "", "word: { at: 0, type: le32, must_be_zero: true }") });
    const mbz = (...argv: string[]) => cli(["decode", "mbz/rx", "--specs", specs, ...argv]);
    expect((await mbz("01000000")).out).toContain("word must be zero and is not\n");
    expect(await json(mbz("01000000", "--json"))).toMatchObject({ not_zero: ["word"] });
    expect((await mbz("00000000")).out).not.toContain("must be zero");
  });

  test("words in CPU byte order", async () => {
    const pair = (...argv: string[]) =>
      json(cli(["decode", "acme/pair", "1100000001000000".padEnd(48, "0"), "--specs", ACME, "--json", ...argv]));
    expect((await pair()).fields).toHaveProperty("opaque", "0x1");
    expect((await pair("--big-endian-host")).fields).toHaveProperty("opaque", "0x1000000");
  });
});

describe("decode --input", () => {
  test("integers, hex and enumerators", async () => {
    const bytes = RX.replace("3b5d", "3f5d");
    const with_ = async (...inputs: string[]) =>
      (await json(rx([bytes, "--json", ...inputs.flatMap((input) => ["-i", input])]))).metadata;
    expect((await with_("phc_time=0x500000000"))["rx_timestamp"]?.values).toEqual({ timestamp: "0x500000010" });
    expect((await with_("phase=1"))["rx_done"]).toEqual({ status: "ok", is: true });
    expect((await with_("speed=fast"))["rx_queue"]?.values).toEqual({ queue: "0x5" });
    expect((await with_("speed=slow"))["rx_queue"]?.status).toBe("not-supported");
    expect((await with_("speed=1000"))["rx_queue"]?.status).toBe("ok");
  });

  test("the members of a timecounter", async () => {
    const specs = folder({
      "tc/rx.yaml": `nicdesc: 1
descriptor: tc/rx
title: A cycle counter
direction: rx
size: 4
sources: [a test]
inputs:
  clock: { type: timecounter, doc: the driver's timecounter }
fields:
  cycles: { at: 0, type: le32 }
metadata:
  rx_timestamp: { timestamp: { cycles: cycles, clock: clock } }
`,
    });
    const inputs = ["cycle_last=10", "mask=0xffffffff", "nsec=1000", "mult=8", "shift=2"].flatMap((member) => [
      "-i",
      `clock.${member}`,
    ]);
    const decoded = await json(cli(["decode", "tc/rx", "14000000", "--specs", specs, "--json", ...inputs]));
    expect(decoded.metadata["rx_timestamp"]?.values).toEqual({ timestamp: "0x3fc" });
  });

  test("bad ones", async () => {
    for (const [input, message] of [
      ["phase", "an input is given as name=value, not phase"],
      ["phases=1", "acme/rx has no input phases\nhelp: did you mean `phase`?"],
      ["x=1", "acme/rx has no input x\nhelp: it has phase, phc_time, speed, clock"],
      ["phase=2", "phase=2: phase has 1 bit"],
      ["speed=0x10000", "speed=0x10000: speed has 16 bits"],
      ["speed=fsat", "speed=fsat: fsat is no integer\nhelp: did you mean `fast`?"],
      ["speed=warp_nine", "speed=warp_nine: warp_nine is no integer\nhelp: it has the values slow, fast"],
      ["phase=-1", "phase=-1: -1 is no integer"],
      ["phase=", "phase=: there is no value"],
      ["phase=1=1", "phase=1=1: 1=1 is no integer"],
      ["phase.x=1", "phase.x=1: phase has no members"],
      ["clock=1", "clock is a timecounter: give clock.cycle_last, clock.mask, "],
      ["clock.mulb=1", "clock is a timecounter: give clock.cycle_last, clock.mask, "],
      ["clock.mult=x", "clock.mult=x: x is no integer"],
    ]) {
      const { code, out, err } = await rx([RX, "-i", input ?? ""]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(`nicdesc: ${message}`);
    }
    expect((await cli(["decode", "acme/flex", "00", "--specs", ACME, "-i", "x=1"])).err).toContain("help: it has none");
    expect((await rx([RX, "-i", ""])).code).toBe(2);
  });
});
