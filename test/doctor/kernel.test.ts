import { describe, expect, test } from "vitest";
import { readBtf } from "../../src/btf/index.js";
import type { MachineFacts } from "../../src/doctor/facts.js";
import { judgeKernel } from "../../src/doctor/kernel.js";
import { kernelBtf } from "./support.js";

const FACTS: MachineFacts = {
  release: "6.18.0",
  btf: ["vmlinux"],
  capabilities: (1n << 41n) - 1n,
  uidMap: "0          0 4294967295",
  unprivilegedBpf: "2",
  lockdown: "[none] integrity confidentiality",
  jit: "1",
  config: undefined,
  loaded: [],
  traceable: undefined,
  interfaces: [],
};
const MODERN = readBtf(kernelBtf());
const OLD = readBtf(kernelBtf({ functions: [] }));

const judge = (facts: Partial<MachineFacts> = {}, btf: typeof MODERN | undefined = MODERN) =>
  judgeKernel({ ...FACTS, ...facts }, btf);
const confidential = "none integrity [confidentiality]";

describe("how kernel memory is read", () => {
  test.each([
    ["6.18.0", "cast", {}, MODERN],
    ["6.17.0-rc1", "cast", {}, MODERN],
    ["7.0.1", "cast", {}, MODERN],
    ["6.16.12", "copy", {}, MODERN],
    ["6.1.0-50-amd64", "copy", {}, OLD],
    // A cast of a kernel that does not have it: the version alone does not make it.
    ["6.18.0", "copy", {}, OLD],
    ["6.18.0", "none", { jit: "0" }, MODERN],
    ["6.1.0", "copy", { jit: "0" }, OLD],
    ["6.18.0", "cast", { lockdown: confidential }, MODERN],
    ["6.12.0", "none", { lockdown: confidential }, MODERN],
    ["5.4.0", "none", {}, readBtf(kernelBtf({ functions: [], helper: "BPF_FUNC_probe_read" }))],
  ] as const)("%s: %s", (release, mode, facts, btf) => {
    expect(judge({ release, ...facts }, btf).access.mode).toBe(mode);
  });

  test("is not known without types", () => {
    const report = judgeKernel({ ...FACTS, btf: undefined }, undefined);
    expect(report.access.mode).toBe("unknown");
    expect(report.kfuncs.every(({ has }) => has === "unknown")).toBe(true);
    expect(report.advice).toEqual([
      {
        problem: "the kernel shows no types in /sys/kernel/btf",
        mend: "use a kernel that was built with CONFIG_DEBUG_INFO_BTF=y",
      },
    ]);
  });
});

describe("what is missing", () => {
  const problems = (facts: Partial<MachineFacts>) => judge(facts).advice.map(({ problem }) => problem);
  const NET_ADMIN = 1n << 12n;
  const SYS_ADMIN = 1n << 21n;

  test.each([
    [(1n << 41n) - 1n, []],
    [NET_ADMIN | (1n << 38n) | (1n << 39n), []],
    [NET_ADMIN | SYS_ADMIN, []],
    [SYS_ADMIN, ["this process lacks CAP_NET_ADMIN"]],
    [NET_ADMIN | (1n << 39n), ["this process lacks CAP_PERFMON"]],
    [0n, ["this process lacks CAP_BPF, CAP_PERFMON, CAP_NET_ADMIN"]],
    [undefined, []],
  ])("capabilities %s", (capabilities, expected) => {
    expect(problems({ capabilities })).toEqual(expected);
  });

  test("a user namespace, the compiler, lockdown", () => {
    expect(problems({ uidMap: "0 1000 1" })[0]).toContain("in a user namespace");
    expect(problems({ jit: "0" })).toEqual(["the JIT compiler is off"]);
    expect(problems({ release: "6.12.0", lockdown: confidential })[0]).toContain("lockdown=confidentiality refuses");
    expect(problems({ lockdown: confidential })).toEqual([]);
  });
});

test("what cannot be read is not known", () => {
  const report = judge({ capabilities: undefined, uidMap: undefined, unprivilegedBpf: undefined, lockdown: undefined });
  expect(report).toMatchObject({ initialUserNamespace: "unknown", unprivilegedBpf: "unknown", lockdown: "unknown" });
  expect(judge({ jit: undefined }).jit).toBe("unknown");
  expect(judge({ jit: undefined, config: new Map([["CONFIG_BPF_JIT_ALWAYS_ON", "y"]]) }).jit).toBe("yes");
  expect(judge({ unprivilegedBpf: "0" }).unprivilegedBpf).toBe("yes");
});

test("tracing: a configuration can rule it out, and never promises it", () => {
  const direct = "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS";
  const tracing = (config: MachineFacts["config"]) => judge({ config }).tracing;
  expect(tracing(undefined)).toEqual({
    works: "unknown",
    why: "whether they are refused shows only when one is loaded",
  });
  expect(tracing(new Map())).toMatchObject({ works: "no", why: expect.stringContaining("CONFIG_BPF_EVENTS") });
  expect(tracing(new Map([["CONFIG_BPF_EVENTS", "y"]]))).toMatchObject({ why: expect.stringContaining(direct) });
  const built = new Map([
    ["CONFIG_BPF_EVENTS", "y"],
    [direct, "y"],
  ]);
  expect(tracing(built)).toMatchObject({ works: "unknown", why: expect.stringContaining("was built for them") });
});
