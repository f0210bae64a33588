/** What is generated, on the kernels that it is for: their own verifiers, types and drivers, each in a virtual machine. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect } from "vitest";
import { ELSEWHERE, outcomesOf } from "../../harness/kernels/hooking.js";
import { buildObjects } from "../../harness/kernels/objects.js";
import { CASTS, type Example, HAS_VETH, type Plan, planFor, type Setting } from "../../harness/kernels/plan.js";
import type { Ran } from "../../harness/kernels/steps.js";
import type { Swept } from "../../harness/kernels/sweep.js";
import { inParallel } from "../../harness/run.js";
import { nicValue } from "../../harness/selector.js";
import { shippedModel } from "../../harness/shipped.js";
import { type Tool, testWith } from "../../harness/tools.js";
import { checkAnswers, ENODATA, PACKETS, readAnswers } from "../../harness/veth/packets.js";
import { type Loaded, type Refused, VETH_TOOLS } from "../../harness/veth/veth.js";
import { KERNELS, type Kernel } from "../../harness/vm/kernels.js";

const TOOLS: readonly Tool[] = [...VETH_TOOLS, "clang-14", "make", "bpftool", "virtual machines"];
/** The first test waits for all machines. */
const TIMEOUT = 900_000;

const EPERM = -1;
const ENODEV = -19;
const EOPNOTSUPP = -95;
const EMEDIUMTYPE = -124;

const model = shippedModel();
const VETH = model.drivers.find(({ name }) => name === "veth")?.formats[0]?.selector ?? 0;

const folder = mkdtempSync(join(tmpdir(), "nicdesc-kernels-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let plans: Promise<ReadonlyMap<Kernel, Plan>> | undefined;

/** Boots them all, when the first test asks. */
async function planOf(kernel: Kernel): Promise<Plan> {
  plans ??= buildObjects(folder, model).then(async (objects) => {
    const all = KERNELS.map((one) => planFor(one, model, objects));
    await inParallel(all, ({ machine }) => machine.boot(folder));
    return new Map(all.map((plan) => [plan.kernel, plan]));
  });
  return (await plans).get(kernel) as Plan;
}

function loaded(result: Loaded | Refused): Loaded {
  if (result.refused !== undefined) throw new Error(`${result.refused}: ${result.error}\n${result.log}`);
  expect(result.left).toEqual([]);
  return result;
}

function succeeded({ status, stdout, stderr }: Ran): string {
  if (status !== 0) throw new Error(`${status}: ${stderr}${stdout}`);
  return stdout;
}

/** What driver.yaml says of the kernel. */
function isReachable({ driver, format }: Pick<Setting, "driver" | "format">, kernel: Kernel): boolean {
  const ways = driver?.ways.filter((way) => way.format === format?.name) ?? [];
  return ways.some((way) => way.verified.includes(kernel));
}

/** Ways of reading that every format is tried by, on each kernel. */
const MODES = 3;

/** The selector is loaded once; nothing else is, and nothing is called. */
const NOTHING = { calls: 0, loads: 1 };

/** What the verifier left must be, for the setting; undefined where it must refuse. */
function checkSwept({ name, mode }: Setting, swept: Swept, kernel: Kernel, there: boolean): void {
  const { error, log, calls, loads } = swept;
  if (mode === "CAST" && !CASTS[kernel]) {
    expect({ name, log }).toEqual({ name, log: expect.stringMatching(/bpf_rdonly_cast|R0 !read_ok/) });
    return;
  }
  expect({ name, error, log }).toEqual({ name, error: undefined, log: undefined });
  if (!there || mode === "NONE") {
    expect({ name, calls, loads }).toEqual({ name, ...NOTHING });
    return;
  }
  const auto = CASTS[kernel] ? "CAST" : "COPY";
  const chosen = mode === "AUTO" ? auto : mode;
  if (chosen === "COPY") expect({ name, calls }).toEqual({ name, calls: expect.toSatisfy((count) => count > 0) });
  else expect({ name, calls, read: loads > NOTHING.loads }).toEqual({ name, calls: 0, read: true });
}

describe.each(KERNELS)("on Linux %s", (kernel) => {
  const kernelTest = (name: string, body: (plan: Plan) => Promise<void>) =>
    testWith(TOOLS, name, async () => body(await planOf(kernel)), TIMEOUT);

  kernelTest("every item of every NIC, in every mode, where no driver is: nothing of them is left", async (plan) => {
    for (const { settings, swept } of plan.absent) {
      const all = await swept;
      expect(all.length).toBe(settings.length);
      for (const [i, setting] of settings.entries()) checkSwept(setting, all[i] as Swept, kernel, false);
    }
  });

  kernelTest("and where they are: the ways that driver.yaml has for this kernel, and no other", async (plan) => {
    const missing = succeeded(await plan.absentModules)
      .split("\n")
      .filter(Boolean);
    expect(missing).toEqual(kernel === "7.3" ? [] : ["libeth_xdp"]);
    const count = model.drivers.flatMap(({ formats }) => formats).length * MODES;
    const judged = new Set<string>();
    for (const { settings, swept } of plan.present) {
      const all = await swept;
      for (const [i, setting] of settings.entries()) {
        checkSwept(setting, all[i] as Swept, kernel, isReachable(setting, kernel));
        judged.add(setting.name);
      }
    }
    expect(judged.size).toBe(1 + count);
  });

  kernelTest("every hook: attached where `verified` has this kernel, elsewhere refused or left empty", async (plan) => {
    const { verified, all, copied } = plan.hooks;
    const works = verified.toSorted();
    expect(outcomesOf(await all)).toEqual({ works, ...ELSEWHERE[kernel] });
    if (CASTS[kernel]) expect(outcomesOf((await copied) as Ran)).toEqual({ works });
  });

  kernelTest("every driver's library, linked", async (plan) => {
    const left = new Map<string, number>();
    for (const { driver, ran } of plan.libraries) {
      const outcome = await ran;
      succeeded(outcome);
      left.set(driver.name, Number(/^linked (\d+)/m.exec(outcome.stderr)?.[1]));
    }
    // e1000e has no way in any kernel.
    const least = left.get("e1000e") ?? 0;
    const more = model.drivers.filter(({ name }) => (left.get(name) ?? 0) > least + SPARE);
    const reachable = model.drivers.filter((driver) =>
      driver.formats.some((format) => isReachable({ driver, format }, kernel)),
    );
    expect(more.map(({ name }) => name)).toEqual(reachable.map(({ name }) => name));
  });

  kernelTest("every reader of every descriptor", async (plan) => {
    for (const one of plan.readers) {
      const ran = await one;
      succeeded(ran);
      expect(ran.stderr.trimEnd().split("\n").length).toBe(model.descriptors.length * 2);
    }
  });

  kernelTest("real packets: as the kfuncs say, or -EOPNOTSUPP where there is no way", async (plan) => {
    for (const one of plan.beside) {
      const { records, received } = loaded(await one);
      expect([received, records["records"]?.length]).toEqual([PACKETS.length, PACKETS.length]);
      for (const [i, bytes] of (records["records"] ?? []).entries())
        checkAnswers(PACKETS[i] as (typeof PACKETS)[0], bytes);
    }
    for (const one of plan.alone) {
      const answers = (loaded(await one).records["records"] ?? []).map(readAnswers);
      expect(answers.map(({ timestamp }) => timestamp[0])).toEqual(
        PACKETS.map(({ hash }) => (HAS_VETH[kernel] ? (hash === "no buffer" ? ENODATA : 0) : EOPNOTSUPP)),
      );
    }
    expect(await plan.unbound).toMatchObject({ refused: "load" });
  });

  kernelTest("the guard: right, of another driver, in generic mode", async (plan) => {
    for (const { name, right, result } of plan.guards) {
      const said = loaded(await result).records["records"]?.map((record) => record.readInt32LE(0));
      expect({ name, said }).toEqual({ name, said: right ? [0, 0] : [ENODEV, ENODEV] });
    }
  });

  kernelTest("loader.h: how this kernel reads, what is refused and why", async (plan) => {
    const outcome = async (ran: Promise<Ran>) => JSON.parse(succeeded(await ran));
    const { good, other, unknown, missing, withoutPerfmon, withoutBpf, withoutAdmin, libraryWithoutAdmin } =
      plan.setups;
    const nic = `0x${nicValue(VETH, CASTS[kernel] ? "CAST" : "COPY").toString(16)}`;
    expect(await outcome(good)).toMatchObject({ error: 0, load: 0, attach: 0, nic, why: "" });
    expect(await outcome(other)).toMatchObject({
      error: EMEDIUMTYPE,
      why: expect.stringContaining("is driven by veth"),
    });
    expect(await outcome(unknown)).toMatchObject({ error: EOPNOTSUPP });
    expect(await outcome(missing)).toMatchObject({ error: ENODEV, why: "nosuch0: there is no such interface" });
    for (const less of [withoutPerfmon, withoutBpf]) {
      const why = expect.stringContaining("CAP_BPF and CAP_PERFMON are needed");
      expect(await outcome(less)).toMatchObject({ error: EPERM, why });
    }
    const why = expect.stringContaining("without CAP_SYS_ADMIN");
    const notLoaded = expect.toSatisfy((err) => err < 0);
    expect(await outcome(withoutAdmin)).toMatchObject({ error: 0, why });
    expect(await outcome(libraryWithoutAdmin)).toMatchObject({ error: 0, load: notLoaded, why });
    for (const one of plan.without) expect(await one).toMatchObject({ refused: "load" });
  });

  kernelTest("the examples run on veth, those of hooks load", async (plan) => {
    for (const { name, ended } of plan.examples) {
      const { lines, left } = await ended;
      expect({ name, lines: lines.map(words), left }).toEqual({ name, lines: SAID[name](HAS_VETH[kernel]), left: [] });
    }
    for (const one of plan.loaded) succeeded(await one);
  });

  kernelTest("a module that goes: the program stays harmless, and is loaded anew without it", async (plan) => {
    const { removed, kept, again } = plan.gone;
    succeeded(await removed);
    expect(succeeded(await kept)).toContain('"name":"linked"');
    const ran = await again;
    succeeded(ran);
    const least = await plan.libraries.find(({ driver }) => driver.name === "e1000e")?.ran;
    const insns = (text = "") => Number(/^linked (\d+)/m.exec(text)?.[1]);
    expect(insns(ran.stderr)).toBeLessThanOrEqual(insns(least?.stderr) + SPARE);
  });

  kernelTest("afterwards nothing is left", async (plan) => {
    expect(succeeded(await plan.before)).toBe("[]\n[]\n");
    expect(succeeded(await plan.after)).toBe("[]\n[]\n");
  });
});

/** Instructions of a library that has formats to compare and nothing to read. */
const SPARE = 20;

function words(line: string): string {
  return line.replaceAll("|", " ").trim().replace(/ +/g, " ");
}

/** What the examples print, where there is a way to the socket buffer, and where there is none. */
const SAID: Readonly<Record<Example, (there: boolean) => string[]>> = {
  "rx-hash": (there) => ["hash over bucket packets", ...(there ? ["no hash - 4", "l4 13 3"] : ["no hash - 7"])],
  "queue-metrics": (there) => [
    "queue packets bytes no tag 802.1Q 802.1ad untold csum good sum partial none bad untold",
    `0 7 610 ${there ? "3 3 1 0" : "0 0 0 7"} 0 0 0 0 0 7`,
  ],
  "af-xdp-metadata": (there) =>
    there
      ? [
          "52 bytes hash 0x1234abcd over 0x8 at 0 results hash 0 vlan -61 timestamp 0 length -95",
          "92 bytes vlan 8100:28671 at 0 results hash -61 vlan 0 timestamp 0 length -95",
          "82 bytes results hash -61 vlan -61 timestamp -61 length -95",
        ]
      : [52, 92, 82].map((size) => `${size} bytes results hash -95 vlan -95 timestamp -95 length -95`),
};
