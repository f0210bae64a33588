/** The C of programs that go each way of a driver, in a world of the test's making. */
import type { Driver } from "../../../src/model/driver/types.js";
import { findDescriptor, type MetadataItem, type Model } from "../../../src/model/types.js";
import { entryViews } from "../../../src/target/c/ways.js";
import { driverView, receiveItems } from "../../../src/target/driver-view.js";

export type DriverView = ReturnType<typeof driverView>;
type HookView = DriverView["hooks"][number];

export const MODES = ["CAST", "COPY"] as const;
export type Mode = (typeof MODES)[number];

export function viewOf(model: Model, driver: Driver): DriverView {
  const banner = { mark: "", command: "" };
  return driverView(driver, model, banner);
}

export const HEAD = `// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
`;

export const LICENSE = `
char _license[] SEC("license") = "GPL";
`;

/** A program that asks every item: only what is called is made code of. */
export function askingSource(items: readonly MetadataItem[]): string {
  const asked = items.map(({ name, parts }) => {
    const declarations = parts.map((part, i) => `__${part.type} part${i} = 0;`).join(" ");
    const args = parts.map((_, i) => `, &part${i}`).join("");
    const uses = parts.map((_, i) => ` + (__u32)part${i}`).join("");
    return `	{ ${declarations} sum += nicdesc_${name}(ctx${args})${uses}; }`;
  });
  return `SEC("xdp")\nint ask(struct xdp_md *ctx)\n{\n	__u32 sum = 0;\n\n${asked.join("\n")}\n	return sum == 77 ? XDP_DROP : XDP_PASS;\n}\n`;
}

/** The memory, and a program that says where it is. */
export const WORLD = `#include "world.h"

struct world world SEC(".data.world");

SEC("xdp")
int where(struct xdp_md *ctx)
{
	(void)ctx;
	world.self = (__u64)&world;
	return XDP_PASS;
}
`;

/** What stands in the world's words where a way is not there at all. */
export const NOT_THERE = 0x600dn;

export function programName(kind: "way" | "hook", name: string, mode: Mode): string {
  return `${kind}_${name}_${mode.toLowerCase()}`;
}

/** Programs that go each way and ask it every item, and that do what each hook does before its user's function. */
export function worldSource(model: Model, driver: Driver): string {
  const view = viewOf(model, driver);
  const items = receiveItems(model);
  const ways = view.ways.flatMap((way) => MODES.map((mode) => wayProgram(model, way, items, mode)));
  const hooks = view.hooks.flatMap((hook) => MODES.map((mode) => hookProgram(model, hook, mode)));
  return [HEAD, `#include <nicdesc/${driver.name}/driver.h>\n`, WORLD, ...ways, ...hooks, LICENSE].join("\n");
}

function wayProgram(model: Model, way: DriverView["ways"][number], items: readonly MetadataItem[], mode: Mode): string {
  const how = `NICDESC_ACCESS_${mode}`;
  const asked = way.items.map((item, i) => {
    const parts = items.find(({ name }) => name === item.name)?.parts ?? [];
    const declarations = parts.map(({ type }, j) => `__${type} part${j} = 0;`).join(" ");
    const args = [how, "xdp", "copy", ...parts.map((_, j) => `&part${j}`)].join(", ");
    const stores = parts.map((_, j) => `world.out[${2 + i * SLOTS + 1 + j}] = part${j};`).join(" ");
    return `	{ ${declarations} world.out[${2 + i * SLOTS}] = (__s64)${item.c.name}(${args}); ${stores} }`;
  });
  const found = way.reads === "" ? [] : foundLines(model, way.reads, `${way.c.find}(${how}, xdp`);
  return [
    `SEC("xdp")\nint ${programName("way", way.name, mode)}(struct xdp_md *ctx)\n{`,
    "	void *address = (void *)*(volatile unsigned long long *)&world.xdp;",
    `	struct xdp_buff___nicdesc *xdp = nicdesc_readable(${how}, address);`,
    "	__u64 copy[NICDESC_COPY_WORDS] = {};",
    "	(void)ctx; (void)xdp; (void)copy;",
    `	world.out[0] = ${NOT_THERE};`,
    `	if (!${way.c.has}())\n		return XDP_PASS;`,
    "	world.out[0] = 0;",
    ...found,
    ...asked,
    "	return XDP_PASS;\n}\n",
  ].join("\n");
}

/** Words of each item: what it returns, and its parts. */
export const SLOTS = 6;

function hookProgram(model: Model, hook: HookView, mode: Mode): string {
  const call = `${hook.c.prepare}(NICDESC_ACCESS_${mode}, (void *)world.args`;
  const packet = hook.packet ? `${hook.packet.type} *packet = 0;` : "";
  return [
    `SEC("xdp")\nint ${programName("hook", hook.name, mode)}(struct xdp_md *ctx)\n{`,
    `	${packet}\n	(void)ctx;`,
    `	world.out[0] = ${NOT_THERE};`,
    ...foundLines(model, hook.reads, call, hook.packet ? ", &packet" : ""),
    ...(hook.packet ? ["	world.out[2] = (__u64)packet;"] : []),
    "	if (world.out[1])\n		return XDP_PASS;",
    ...hook.items.map((item, i) => hookAsked(hook, item, HOOK_ITEMS + i * SLOTS, mode)),
    "	return XDP_PASS;\n}\n",
  ].join("\n");
}

/** Where the items of a hook begin. */
export const HOOK_ITEMS = 3;

function hookAsked(hook: HookView, item: HookView["items"][number], at: number, mode: Mode): string {
  const declarations = item.parts.map(({ type }, j) => `__${type} part${j} = 0;`).join(" ");
  const entries = hook.c.entries.map(({ name }) => name);
  const args = [`NICDESC_ACCESS_${mode}`, "(void *)world.args", ...entries, ...item.parts.map((_, j) => `&part${j}`)];
  const stores = item.parts.map((_, j) => `world.out[${at + 1 + j}] = part${j};`).join(" ");
  return `	{ ${declarations} world.out[${at}] = (__s64)${item.c.name}(${args.join(", ")}); ${stores} }`;
}

/** Finds the descriptor: what that returned stands in the second word, the bytes of its ring entries in `found`. */
function foundLines(model: Model, reads: string, call: string, more = ""): string[] {
  const views = entryViews(findDescriptor(model, reads));
  const descriptor = findDescriptor(model, reads);
  const declarations = views.map(
    ({ name, struct }) => `const struct ${struct} *${name} = 0; struct ${struct} ${name}_copy;`,
  );
  const args = views.map(({ name }) => `, &${name}, &${name}_copy`).join("");
  const copies = views.map(
    ({ name }, i) =>
      `		bpf_probe_read_kernel(world.found + ${descriptor.entries[i]?.offset}, sizeof(*${name}), ${name});`,
  );
  return [
    ...declarations.map((line) => `	${line}`),
    `	world.out[1] = (__s64)${call}${args}${more});`,
    "	if (!world.out[1]) {",
    ...copies,
    "	}",
  ];
}
