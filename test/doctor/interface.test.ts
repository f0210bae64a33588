import { expect, test } from "vitest";
import { judgeInterface } from "../../src/doctor/interface.js";
import { modelWithTwin } from "../harness/shipped.js";

test("the descriptors of a driver are those that it reads, whosever they are", () => {
  const facts = {
    name: "eth0",
    driver: "twin",
    module: "twin",
    virtual: false,
    ethtool: "twin",
    kind: undefined,
    deviceType: "",
    hardware: 1,
  };
  const machine = {
    release: "6.12.0",
    btf: ["vmlinux"],
    capabilities: undefined,
    uidMap: undefined,
    unprivilegedBpf: undefined,
    lockdown: undefined,
    jit: undefined,
    config: undefined,
    loaded: [],
    traceable: undefined,
    interfaces: [facts],
  };
  const around = { model: modelWithTwin("igc"), machine, sources: [], kernel: { major: 6, minor: 12 } };
  const { descriptors, headers } = judgeInterface(facts, around);
  expect(descriptors).toEqual(["igc/rx-wb", "igc/tx-context", "igc/tx-data"]);
  expect(headers).toEqual(descriptors.map((name) => `nicdesc/${name}.h`));
});
