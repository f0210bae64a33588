/** Every item of nicdesc/metadata.h on every queue format: what is left of it in the kernel. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { readBtfFile } from "../../../src/fs/btf.js";
import type { Driver, QueueFormat } from "../../../src/model/driver/types.js";
import type { MetadataItem } from "../../../src/model/types.js";
import { answersOf, receiveItems } from "../../../src/target/driver-view.js";
import { driverBtf, isThere } from "../../harness/access/kernels.js";
import { HEAD, LICENSE } from "../../harness/access/programs.js";
import { compileText, type Left, load, prepare, WORLD_TOOLS } from "../../harness/access/worlds.js";
import { inParallel } from "../../harness/run.js";
import { nicValue } from "../../harness/selector.js";
import { shippedModel } from "../../harness/shipped.js";
import { testWith } from "../../harness/tools.js";

const model = shippedModel();
const ITEMS = receiveItems(model);
const KERNEL = "7.3";
const MODES = ["CAST", "COPY", "NONE"] as const;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nicdesc-items-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

let prepared: Promise<void> | undefined;
function ready(): Promise<void> {
  prepared ??= prepare(folder, model);
  return prepared;
}

/** A program that asks one item. It keeps what it was told: else clang leaves out what changes no verdict. */
function program(name: string, item: MetadataItem, call: (args: string) => string, before = ""): string {
  const parts = item.parts.map(({ type, name: part }) => `	__${type} ${part} = 0;`).join("\n");
  const args = item.parts.map(({ name: part }) => `, &${part}`).join("");
  const keep = item.parts.map(({ name: part }) => `	told = ${part};\n`).join("");
  return `SEC("xdp")
int ${name}(struct xdp_md *ctx)
{
${before}${parts}
	int err = ${call(args)};

	if (err < 0)
		return XDP_ABORTED;
${keep}	return err ? XDP_DROP : XDP_PASS;
}
`;
}

/** All items by the one API. */
function apiSource(): string {
  const programs = ITEMS.map((item) => program(`api_${item.name}`, item, (args) => `nicdesc_${item.name}(ctx${args})`));
  const empty = `SEC("xdp")\nint api_empty(struct xdp_md *ctx)\n{\n	return !ctx ? XDP_ABORTED : XDP_PASS;\n}\n`;
  return [HEAD, "#include <nicdesc/metadata.h>\n", TOLD, ...programs, empty, LICENSE].join("\n");
}

const TOLD = "volatile __u64 told;\n";

/** The same by a driver's own header alone, by a program that looks whether it is on that NIC, as it should. */
function ownSource(driver: Driver, format: QueueFormat, items: readonly MetadataItem[]): string {
  const programs = items.map((item) => {
    const call = answersOf(item, driver, model).find(({ name }) => name === format.name)?.call ?? "";
    const selector = `NICDESC_NIC_${driver.name}_${format.name}`.toUpperCase();
    const look = `	if (nicdesc_selected() != ${selector})\n		return XDP_ABORTED;\n`;
    return program(`own_${item.name}`, item, (args) => `nicdesc_ask_xdp(ctx, ${call}${args})`, look);
  });
  return [HEAD, `#include <nicdesc/${driver.name}/driver.h>\n`, TOLD, ...programs, LICENSE].join("\n");
}

const FORMATS = model.drivers.flatMap((driver) => driver.formats.map((format) => ({ driver, format })));

let api: Promise<string> | undefined;
async function apiObject(): Promise<string> {
  await ready();
  api ??= compileText(folder, "api", apiSource());
  return api;
}

function leftOf(programs: ReadonlyMap<string, Left>, name: string): Left {
  const left = programs.get(name);
  if (left === undefined) throw new Error(`no program ${name}`);
  return left;
}

/** The selector is loaded even where the verifier knows what it is. */
const SELECTORS = 1;

/** Whether the running kernel has none of the driver's ways; some are built into it. */
function isAbsent({ ways }: Driver): boolean {
  const btf = readBtfFile("/sys/kernel/btf/vmlinux");
  return ways.every((way) => way.needs.length > 0 && !isThere(btf, way));
}

describe("on this kernel, where the drivers are absent", () => {
  testWith(WORLD_TOOLS, "nothing is read and nothing is called, of any item, for any format, in any mode", async () => {
    const object = await apiObject();
    const sets = FORMATS.filter(({ driver }) => isAbsent(driver)).flatMap(({ format }) =>
      MODES.map((mode) => ({ nicdesc_nic: nicValue(format.selector, mode) })),
    );
    const loaded = await inParallel(sets, async (set) => ({ set, ...(await load(folder, object, { set })) }));
    expect(loaded.length).toBe(sets.length);
    for (const { programs } of loaded) {
      expect(programs.size).toBe(ITEMS.length + 1);
      for (const [name, { calls, loads, insns }] of programs) {
        expect({ name, calls }).toEqual({ name, calls: 0 });
        expect(loads, name).toBeLessThanOrEqual(SELECTORS);
        expect(insns, name).toBeLessThanOrEqual(24);
      }
    }
  });
});

const MEASURED = FORMATS.flatMap(({ driver, format }) => {
  const items = ITEMS.filter((item) => answersOf(item, driver, model).some(({ name }) => name === format.name));
  const types = driverBtf(driver, KERNEL);
  return items.length === 0 || types === undefined ? [] : [{ driver, format, items, types }];
});

/** Instructions of all items of a format: by the API, and by the driver's own header. */
const sums = new Map<string, { readonly api: number; readonly own: number }>();

describe(`on Linux ${KERNEL}`, () => {
  for (const { driver, format, items, types } of MEASURED) {
    testWith(
      WORLD_TOOLS,
      `${driver.name} ${format.name}: the API is no longer than the driver's own header`,
      async () => {
        const object = await apiObject();
        const name = `${driver.name}-${format.name}`;
        const own = await compileText(folder, name, ownSource(driver, format, items));
        const btf = join(folder, `${name}.btf`);
        writeFileSync(btf, types.bytes);
        for (const mode of MODES) {
          const set = { nicdesc_nic: nicValue(format.selector, mode) };
          const [one, other] = await Promise.all([load(folder, object, { btf, set }), load(folder, own, { btf, set })]);
          const sum = { api: 0, own: 0 };
          for (const item of items) {
            const [given, least] = [
              leftOf(one.programs, `api_${item.name}`),
              leftOf(other.programs, `own_${item.name}`),
            ];
            const about = `${driver.name} ${format.name} ${item.name} ${mode}`;
            sum.api += given.insns;
            sum.own += least.insns;
            expect(given.insns, about).toBeLessThanOrEqual(least.insns + MORE[mode].ofOne);
            expect(given.calls, about).toBeLessThanOrEqual(least.calls + 1);
            if (mode !== "COPY") expect(given.calls, about).toBe(0);
          }
          expect(sum.api, `${driver.name} ${format.name} ${mode}: all items`).toBeLessThanOrEqual(
            sum.own + MORE[mode].onAverage * items.length,
          );
          sums.set(`${mode} ${name}`, sum);
        }
      },
    );
  }

  testWith(WORLD_TOOLS, "in each mode all of them together are no longer, either", async () => {
    for (const mode of MODES) {
      const all = [...sums].filter(([name]) => name.startsWith(`${mode} `)).map(([, sum]) => sum);
      expect(all.length).toBe(MEASURED.length);
      const total = (of: "api" | "own") => all.reduce((before, sum) => before + sum[of], 0);
      expect(total("api"), mode).toBeLessThanOrEqual(total("own"));
    }
  });
});

/**
 * Instructions more that one program may have, and those of a format on average. Where code of other NICs stands beside
 * it, clang keeps things in other registers and jumps elsewhere, now more and now less; calls of copies leave few.
 */
const MORE = {
  CAST: { ofOne: 6, onAverage: 0 },
  COPY: { ofOne: 10, onAverage: 5 },
  NONE: { ofOne: 0, onAverage: 0 },
} as const;
