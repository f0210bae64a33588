import { expect, test } from "vitest";
import { judgeInterface } from "../../src/doctor/interface.js";
import { judgeKernel } from "../../src/doctor/kernel.js";
import { reportText } from "../../src/doctor/report-text.js";
import type { Model } from "../../src/model/types.js";
import { modelWithTwin, shippedModel } from "../harness/shipped.js";

/** An interface of a driver, and a machine with it. */
function machineWith(driver: string) {
  const facts = {
    name: "eth0",
    driver,
    module: driver,
    virtual: false,
    ethtool: driver,
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
  return { facts, machine };
}

function judge(driver: string, model: Model) {
  const { facts, machine } = machineWith(driver);
  return judgeInterface(facts, { model, machine, sources: [], kernel: { major: 6, minor: 12 } });
}

test("the descriptors of a driver are those that it reads, whosever they are", () => {
  const { descriptors, headers } = judge("twin", modelWithTwin("igc"));
  expect(descriptors).toEqual(["igc/rx-wb", "igc/tx-context", "igc/tx-data"]);
  expect(headers).toEqual(descriptors.map((name) => `nicdesc/${name}.h`));
});

test("of several formats it says how to see which one the interface has", () => {
  const formats = (driver: string) => {
    const kernel = judgeKernel(machineWith(driver).machine, undefined);
    const text = reportText({ kernel, interfaces: [judge(driver, shippedModel())] }, { color: false, width: 200 });
    return [...text.matchAll(/^ {2}format (\w+) +nicdesc_nic = \w+ \(0x\w+\)(.*)$/gm)].map(
      ([, name = "", note = ""]) => name + note,
    );
  };
  expect(formats("gve")).toEqual(["gqi, the default", "dqo, if ethtool -k shows rx-lro or rx-gro-hw, not fixed"]);
  expect(formats("mlx4_en")).toEqual(["cqe, the default", "ts_cqe, if hwstamp_ctl shows an rx_filter"]);
  expect(formats("ice")).toEqual(["flex"]);
});
