/** examples/vendor-overlay: an overlay without findings, and programs that read what it adds. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decode } from "../../src/decode/decode.js";
import { readSpecs } from "../../src/fs/specs.js";
import { parse } from "../../src/load.js";
import { findDescriptor } from "../../src/select.js";
import { inTemporaryFolder, run } from "../harness/run.js";
import { type Tool, testWith } from "../harness/tools.js";
import { RECEIVER, VETH_TOOLS, withPair } from "../harness/veth/veth.js";
import { bytesOf, fieldFiles } from "../vectors-check/files.js";
import { exampleFolder, make, RUNNING, runTraced } from "./build.js";

const EXAMPLE = "vendor-overlay";
const GTPU = 22;
const RXDID_AT = 0;

const { model, diagnostics } = parse(readSpecs([join(exampleFolder(EXAMPLE), "specs")]));
const rxFlex = findDescriptor(model.descriptors, "ice/rx-flex");

/** Descriptors as ice writes them, every other one with the private profile. */
const descriptors = (fieldFiles().find((file) => file.descriptor === rxFlex.name)?.vectors ?? []).map((vector, i) => {
  const bytes = bytesOf(vector.bytes);
  if (i % 2 === 0) bytes[RXDID_AT] = GTPU;
  return bytes;
});
const ours = descriptors.filter((bytes) => bytes[RXDID_AT] === GTPU);
const readme = readFileSync(join(exampleFolder(EXAMPLE), "README.md"), "utf8");
const stream = Buffer.concat(descriptors);

function lineByDecode(bytes: Uint8Array): string {
  const { fields, metadata } = decode(model, rxFlex, bytes);
  const field = (key: string) => fields.find((one) => one.field.key === key)?.value ?? -1n;
  const item = (name: string) => metadata.find((one) => one.metadata.item.name === name);
  const mark = item("rx_flow_mark");
  const teid = field("gtpu.teid").toString(16).padStart(8, "0");
  const length = item("rx_length")?.values[0];
  return `teid 0x${teid} qfi ${field("gtpu.qfi")} length ${length}${mark?.status === "ok" ? ` mark ${mark.values[0]}` : ""}`;
}

describe("examples/vendor-overlay", () => {
  test("has no findings", () => {
    expect(diagnostics).toEqual([]);
  });

  test("adds a case and leaves the shipped ones as they are", () => {
    const shipped = findDescriptor(parse(readSpecs([])).model.descriptors, rxFlex.name);
    const names = (descriptor: typeof rxFlex) => descriptor.variants?.cases.map((item) => item.name) ?? [];
    expect(names(rxFlex).filter((name) => !names(shipped).includes(name))).toEqual(["gtpu"]);
    const added = rxFlex.fields.filter((field) => !shipped.fields.some((other) => other.key === field.key));
    expect(added.map((field) => field.key)).toEqual(["gtpu.teid", "gtpu.qfi", "gtpu.flow_id"]);
    const rxdid = (descriptor: typeof rxFlex) =>
      new Map(descriptor.fields.find((field) => field.key === "rxdid")?.values.map(({ name, value }) => [name, value]));
    expect(rxdid(rxFlex)).toEqual(new Map([...rxdid(shipped), ["gtpu", BigInt(GTPU)]]));
  });

  testWith(RUNNING, "reads the private fields in user space and hands up the descriptors in the kernel", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      const { stdout } = await run(join(folder, "gtpu"), ["--bytes", "-"], stream);
      expect(Buffer.from(stdout).toString("utf8").trimEnd().split("\n")).toEqual(ours.map(lineByDecode));

      const [, hex = "", said = ""] = /^echo (\w+) .*?^ {4}(teid .*?)$/ms.exec(readme) ?? [];
      const shown = await run(join(folder, "gtpu"), ["--bytes", "-"], bytesOf(hex));
      expect(Buffer.from(shown.stdout).toString("utf8").trimEnd()).toBe(said);

      const records = await runTraced(EXAMPLE, "clean_rx_irq", rxFlex.size, stream, folder);
      expect(records).toEqual(ours.map((bytes) => Buffer.from(bytes).toString("hex")));
      expect(readFileSync(join(folder, "nicdesc.d"), "utf8")).toContain("specs/ice/gtpu.yaml");
    }),
  );

  testWith([...new Set<Tool>([...RUNNING, ...VETH_TOOLS, "clang-14"])], "refuses an interface of another driver", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder, "clang-14");
      await withPair(folder, async (pair) => {
        await expect(pair.receiver(join(folder, "gtpu"), RECEIVER)).rejects.toThrow(
          `${RECEIVER} is driven by veth, which these headers do not know; they know ice`,
        );
      });
    }),
  );
});
