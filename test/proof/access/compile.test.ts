/** Every driver.h and metadata.h under every compiler for BPF, with what programs include in front; every hook declared. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { loadTarget } from "../../../src/fs/targets.js";
import { generate } from "../../../src/generate.js";
import { receiveItems } from "../../../src/target/driver-view.js";
import { transmitItems } from "../../../src/target/transmit-view.js";
import { askingSource, viewOf } from "../../harness/access/programs.js";
import { compileText, load, prepare, WORLD_TOOLS } from "../../harness/access/worlds.js";
import { inParallel, run, ToolFailed, writeFiles } from "../../harness/run.js";
import { ACCESS } from "../../harness/selector.js";
import { shippedModel } from "../../harness/shipped.js";
import { type Tool, testWith } from "../../harness/tools.js";

const model = shippedModel();
const ITEMS = receiveItems(model);
/** Those that a policy is about. */
const KFUNC_ITEMS = ITEMS.filter(({ kfunc }) => kfunc !== "");
const HEADERS = [...model.drivers.map(({ name }) => `nicdesc/${name}/driver.h`), "nicdesc/metadata.h"];
const PLAIN = "#include <linux/bpf.h>\n#include <linux/types.h>\n#include <bpf/bpf_helpers.h>\n";
const VMLINUX = "#include <vmlinux.h>\n#include <bpf/bpf_helpers.h>\n";
const STRICT = ["-O2", "-g", "-Wall", "-Wextra", "-Werror"];
const LICENSE = 'char _license[] SEC("license") = "GPL";\n';

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nicdesc-compile-"));
  writeFiles(folder, generate(model, loadTarget("bpf-c")));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Unit {
  readonly compiler: Tool;
  readonly flags: readonly string[];
  readonly text: string;
}

/** What the compilers said. */
async function compiled(units: readonly Unit[]): Promise<string[]> {
  const said = await inParallel(
    units.map((unit, i) => ({ ...unit, source: join(folder, `unit${i}.c`) })),
    async ({ compiler, flags, text, source }) => {
      writeFileSync(source, text);
      try {
        const { stderr } = await run(compiler, [...STRICT, ...flags, "-I", folder, "-S", source, "-o", "/dev/null"]);
        return stderr;
      } catch (error) {
        if (!(error instanceof ToolFailed)) throw error;
        return error.message;
      }
    },
  );
  return said.filter((text) => text !== "");
}

/** clang 14 does not know v4; what is loaded, here and on other kernels, is v3. */
const CLANGS = [
  ["clang-14", "v2", "vmlinux.h"],
  ["clang-19", "v4", "linux/bpf.h"],
] as const;

const clangFlags = (cpu: string) => ["-target", "bpf", `-mcpu=${cpu}`, "-I", "/usr/include/x86_64-linux-gnu"];

describe("clean", () => {
  testWith(["clang-14", "clang-19", "libbpf"], "each alone, behind <linux/bpf.h>", async () => {
    const units = (["clang-14", "clang-19"] as const).flatMap((compiler) =>
      HEADERS.map((header) => ({ compiler, flags: clangFlags("v3"), text: `${PLAIN}#include <${header}>\n` })),
    );
    expect(await compiled(units)).toEqual([]);
  });

  testWith(["clang-14", "clang-19", "libbpf", "bpftool", "kernel BTF"], "all together, every item asked", async () => {
    const { stdout } = await run("bpftool", "btf dump file /sys/kernel/btf/vmlinux format c".split(" "));
    writeFiles(folder, [{ path: "kernel/vmlinux.h", text: Buffer.from(stdout).toString("utf8") }]);
    const all = [...HEADERS, ...HEADERS].map((header) => `#include <${header}>\n`).join("");
    const units = CLANGS.flatMap(([compiler, cpu, first]) => {
      const flags = [...clangFlags(cpu), "-isystem", join(folder, "kernel")];
      const [before, other] = first === "vmlinux.h" ? [VMLINUX, PLAIN] : [PLAIN, VMLINUX];
      return [
        { compiler, flags, text: before + all + askingSource(ITEMS) + LICENSE },
        { compiler, flags, text: other + all + askingSource(KFUNC_ITEMS) + LICENSE },
      ];
    });
    expect(await compiled(units)).toEqual([]);
  });

  for (const [policy, flag] of [
    ["NICDESC_DESCRIPTOR_FIRST", "NICDESC_POLICY_RX_HASH"],
    ["NICDESC_KFUNC_FIRST", "NICDESC_POLICY"],
  ]) {
    testWith(["clang-14", "clang-19", "libbpf"], `with ${flag} ${policy}`, async () => {
      const text = `${PLAIN}#include <nicdesc/metadata.h>\n${askingSource(KFUNC_ITEMS)}${LICENSE}`;
      const units = (["clang-14", "clang-19"] as const).map((compiler) => ({
        compiler,
        flags: [...clangFlags("v3"), `-D${flag}=${policy}`],
        text,
      }));
      expect(await compiled(units)).toEqual([]);
    });
  }

  testWith(["clang-19", "libbpf"], "with one NIC and one way of reading, fixed when it is compiled", async () => {
    const text = `${PLAIN}#include <nicdesc/metadata.h>\n${askingSource(ITEMS)}${LICENSE}`;
    const formats = viewsOf().flatMap(({ answers }) => answers.map(({ macro }) => macro));
    const modes = ["CAST", "COPY", "NONE"];
    const units = formats.map((macro, i) => ({
      compiler: "clang-19" as const,
      flags: [...clangFlags("v3"), `-DNICDESC_NIC=${macro}`, `-DNICDESC_ACCESS=NICDESC_ACCESS_${modes[i % 3]}`],
      text,
    }));
    expect(await compiled(units)).toEqual([]);
  });

  const gcc = ["-idirafter", "/usr/include", "-idirafter", "/usr/include/x86_64-linux-gnu"];
  testWith(["bpf-gcc", "libbpf"], "under gcc for BPF, as far as nothing of it is called", async () => {
    const units = HEADERS.map((header) => ({
      compiler: "bpf-gcc" as const,
      flags: gcc,
      text: `${PLAIN}#include <${header}>\n`,
    }));
    expect(await compiled(units)).toEqual([]);
  });
});

/** A function each by the macro for all drivers and by the descriptor's own reader. */
function transmitted(): { readonly names: readonly string[]; readonly text: string } {
  const pairs = transmitItems(model).flatMap((item) =>
    item.readers.map(({ c: { struct, name } }) => {
      const outputs = item.parts.map(({ type, name: part }) => `__${type} *${part}`);
      const signature = [`const struct ${struct} *desc`, ...outputs].join(", ");
      const args = ["desc", ...item.parts.map(({ name: part }) => part)].join(", ");
      const functions = { macro: `nicdesc_${item.name}`, own: name };
      return {
        name,
        text: Object.entries(functions)
          .map(([by, called]) => `int ${by}_${name}(${signature})\n{\n	return ${called}(${args});\n}\n`)
          .join(""),
      };
    }),
  );
  return { names: pairs.map(({ name }) => name), text: pairs.map(({ text }) => text).join("") };
}

describe("the items of sent packets, asked of a hook's descriptor", () => {
  const { names, text } = transmitted();
  for (const compiler of ["clang-14", "clang-19"] as const) {
    testWith([compiler, "libbpf"], `become the reader that the descriptor has (${compiler})`, async () => {
      expect(names.length).toBeGreaterThan(30);
      const source = join(folder, `sent-${compiler}.c`);
      writeFileSync(source, `${PLAIN}#include <nicdesc/metadata.h>\n${text}${LICENSE}`);
      const flags = [...clangFlags("v3"), "-g0", "-Wall", "-Wextra", "-Werror", "-I", folder];
      const { stdout } = await run(compiler, [...flags, "-S", source, "-o", "-"]);
      const bodies = bodiesOf(Buffer.from(stdout).toString("utf8"));
      for (const name of names) {
        expect(bodies.get(`own_${name}`)?.length, name).toBeGreaterThan(0);
        expect(bodies.get(`macro_${name}`), name).toEqual(bodies.get(`own_${name}`));
      }
    });
  }

  testWith(["clang-19", "libbpf"], "a descriptor that does not have them is an error", async () => {
    const wrong = `int f(const struct nicdesc_mlx5_cqe64 *cqe, __u32 *length)\n{\n	return nicdesc_tx_length(cqe, length);\n}\n`;
    const unit = {
      compiler: "clang-19" as const,
      flags: clangFlags("v3"),
      text: `${PLAIN}#include <nicdesc/metadata.h>\n${wrong}`,
    };
    expect(await compiled([unit])).toEqual([
      expect.stringContaining("not compatible with any generic association type"),
    ]);
  });
});

/** The instructions of each function in assembly, its labels as if they were all the same. */
function bodiesOf(assembly: string): ReadonlyMap<string, readonly string[]> {
  const bodies = new Map<string, string[]>();
  let body: string[] = [];
  for (const line of assembly.split("\n")) {
    const [, name] = /^(\w+):/.exec(line) ?? [];
    if (name !== undefined) {
      body = [];
      bodies.set(name, body);
    } else if (/^\t[^.]/.test(line))
      body.push(
        line
          .replace(/\b\.?LBB\w+/, "label")
          .replace(/#.*/, "")
          .trim(),
      );
  }
  return bodies;
}

function viewsOf() {
  return model.drivers.map((driver) => viewOf(model, driver));
}

/** Every hook of a driver, with bodies as users write them: one that returns early, one that uses nothing. */
function hooksOf(view: ReturnType<typeof viewOf>): string {
  const programs = view.hooks.map((hook, i) => {
    const packet = hook.packet ? `, ${hook.packet.name}` : "";
    const names = hook.c.entries.map(({ name }) => name);
    const early = `	if (!${names[0]})\n		return 0;\n	seen += *(const volatile __u8 *)${names[0]};\n	return 1;`;
    const unused = [...names, ...(hook.packet ? [hook.packet.name] : [])].map((name) => `	(void)${name};`).join("\n");
    const body = i % 2 === 0 ? early : `${unused}\n	return 0;`;
    const others = [...names.slice(1), ...(hook.packet ? [hook.packet.name] : [])];
    const rest = i % 2 === 0 ? others.map((name) => `	(void)${name};\n`).join("") : "";
    return `${hook.c.macro}(user_${hook.name}, ${names.join(", ")}${packet})\n{\n${rest}${body}\n}\nTRACED(user_${hook.name})\n`;
  });
  return programs.join("\n");
}

/** As test/examples/c/traced.h. */
const TRACED = `#define TRACED(program) \\
	SEC("raw_tp") \\
	__attribute__((__flatten__)) int traced_##program(unsigned long long *ctx) \\
	{ \\
		return program(ctx); \\
	}
__u64 seen;
`;

describe("every hook of a driver in one object", () => {
  for (const view of viewsOf().filter(({ hooks }) => hooks.length > 0)) {
    testWith(WORLD_TOOLS, `${view.name}: ${view.hooks.length}, loaded where the driver is absent`, async () => {
      await prepare(folder, model);
      const text = `${PLAIN}#include <nicdesc/${view.name}/driver.h>\n${TRACED}${hooksOf(view)}${LICENSE}`;
      const objects = await inParallel(["clang-14", "clang-19"] as const, (compiler) =>
        compileText(folder, `hooks-${view.name}`, text, { compiler }),
      );
      for (const object of objects) {
        for (const access of [ACCESS.CAST, ACCESS.COPY]) {
          const { programs } = await load(folder, object, { set: { nicdesc_nic: access } });
          expect(programs.size).toBe(view.hooks.length);
        }
        // Nothing is read and nothing is called where reading is switched off.
        const { programs } = await load(folder, object, { set: { nicdesc_nic: ACCESS.NONE } });
        for (const [name, { calls, insns }] of programs) {
          expect({ name, calls }).toEqual({ name, calls: 0 });
          expect(insns, name).toBeLessThanOrEqual(12);
        }
      }
    });
  }
});
