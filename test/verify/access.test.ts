/** Every shipped way and hook against the kernels whose types are in the fixtures. */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readBtfFile } from "../../src/fs/btf.js";
import { pointsOf, verifyDriver } from "../../src/verify/access.js";
import { ACCESS_KERNELS, DRIVERS, problemsOf, verifyAll } from "./access-support.js";
import { expectRecorded } from "./expected.js";

/** All that it needs is there, and the spec leaves the kernel out of `verified`: an earlier way is the right one. */
const NOT_VERIFIED: { readonly [kernel: string]: readonly string[] } = { "6.12": ["gve xdp.dqo_ring"] };

/** What only an input or an answer reads, and the kernel lacks. */
const MISSING: { readonly [kernel: string]: readonly string[] } = {
  "6.12": ["gve xdp.dqo_ring: input phc_time, struct gve_priv.last_sync_nic_counter"],
};

const results = ACCESS_KERNELS.map((kernel) => ({
  name: kernel.name,
  points: DRIVERS.flatMap((driver) => verifyAll(driver, kernel)),
}));

describe.each(results)("Linux $name", ({ name, points }) => {
  test("no way or hook differs", () => {
    expect(points.flatMap(problemsOf)).toEqual([]);
  });

  test("what agrees is what the spec says was found there", () => {
    const unverified = points.filter(({ status, isVerified }) => status === "agrees" && !isVerified);
    expect(unverified.map(({ driver, point }) => `${driver} ${point}`)).toEqual(NOT_VERIFIED[name] ?? []);
    const promised = points.filter(({ verified }) => verified.includes(name));
    expect(promised.filter(({ status }) => status !== "agrees")).toEqual([]);
  });

  test("what an input or an answer reads is there", () => {
    const missing = points
      .filter(({ status }) => status === "agrees")
      .flatMap(({ driver, point, checks }) =>
        checks
          .filter(({ status }) => status === "lacking")
          .map(({ role, subject }) => `${driver} ${point}: ${role}, ${subject}`),
      );
    expect(missing).toEqual(MISSING[name] ?? []);
  });
});

test("what each kernel lacks, and what is for other kernels", () => {
  const others = results.map(({ name, points }) => {
    const of = (wanted: string) =>
      points.filter(({ status }) => status === wanted).map(({ driver, point }) => `${driver} ${point}`);
    const there = ["agrees", "lacking", "excluded"];
    expect(points.filter(({ status }) => !there.includes(status))).toEqual([]);
    return { name, lacking: of("lacking"), excluded: of("excluded") };
  });
  expectRecorded("access-others", others);
});

test("how many agree, by their kind, and what was held against the kernel for them", () => {
  const figures = results.map(({ name, points }) => {
    const there = points.filter(({ status }) => status === "agrees");
    const of = (prefix: string) => there.filter(({ point }) => point.startsWith(prefix));
    const hooks = of("hooks.");
    const by = (attach: string) => hooks.filter(({ hook }) => hook.startsWith(attach)).length;
    const ways = of("xdp.");
    const like = (kind: string) => ways.filter((way) => way.kind === kind).length;
    return {
      name,
      ways: { xdp_buff: like("xdp_buff"), rxq: like("rxq"), xdp_data: like("xdp_data") },
      hooks: { fentry: by("fentry"), fexit: by("fexit"), tp_btf: by("tp_btf") },
      checks: there.reduce((sum, { checks }) => sum + checks.length, 0),
    };
  });
  console.log(JSON.stringify(figures));
  expectRecorded("access-figures", figures);
});

test("`absent` keeps a way from kernels where it would be there", () => {
  const misspelt = ACCESS_KERNELS.flatMap(({ kernel, sources }) =>
    DRIVERS.flatMap((driver) =>
      pointsOf(driver).flatMap((point) => {
        const statusOf = (absent: typeof point.absent) =>
          verifyDriver(driver, [{ ...point, absent, kernels: "" }], sources, { kernel })[0]?.status;
        if (point.absent.length === 0 || statusOf(point.absent) !== "excluded") return [];
        return [statusOf(point.absent.map(({ type, member }) => ({ type, member: `${member}_x` })))];
      }),
    ),
  );
  expect(misspelt).not.toEqual([]);
  // Which the lists above would show.
  expect(misspelt.filter((status) => status === "excluded")).toEqual([]);
});

const RUNNING = "/sys/kernel/btf/vmlinux";
test.runIf(existsSync(RUNNING))("the running kernel: nothing differs", () => {
  const sources = [{ name: "vmlinux", btf: readBtfFile(RUNNING) }];
  const found = DRIVERS.flatMap((driver) => verifyDriver(driver, pointsOf(driver), sources));
  expect(found.flatMap(problemsOf)).toEqual([]);
});
