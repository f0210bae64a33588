/** Programs on every hook of every driver, as their users write them: every reader is asked, the packet is looked at. */
import { findDescriptor, type Model } from "../../../src/model/types.js";
import { descriptorView } from "../../../src/target/view.js";
import { type DriverView, HEAD, LICENSE, viewOf } from "../access/programs.js";

type HookView = DriverView["hooks"][number];

export interface HookPrograms {
  readonly programs: readonly string[];
  /** The kernels that `verified` in driver.yaml lists. */
  readonly verified: readonly string[];
}

/** Of each packet a member that it has in every kernel. */
const PACKETS = `#include <bpf/bpf_core_read.h>

struct sk_buff___seen {
	void *data;
} __attribute__((__preserve_access_index__));
struct xdp_frame___seen {
	void *data;
} __attribute__((__preserve_access_index__));
struct xdp_buff___seen {
	void *data;
} __attribute__((__preserve_access_index__));

__u64 seen;
`;

/** The names of the programs of each hook, `ice_devrx`. */
export function allHooks(model: Model): HookPrograms[] {
  return eachHook(model, (driver, { name, remembers, verified }) => {
    const own = `${driver}_${name}`;
    return { programs: remembers ? [own, `${own}_remember`, `${own}_recall`] : [own], verified };
  });
}

/** All of them in one object: the kernel's types are read once. */
export function hooksSource(model: Model): string {
  const includes = model.drivers.map(({ name }) => `#include <nicdesc/${name}/driver.h>`).join("\n");
  const programs = eachHook(model, (driver, hook) => {
    const remember = hook.remembers ? rememberPrograms(model, hook, `${driver}_${hook.name}`) : "";
    return hookProgram(model, hook, `${driver}_${hook.name}`) + remember;
  });
  return [HEAD, includes, PACKETS, ...programs, LICENSE].join("\n");
}

function eachHook<T>(model: Model, make: (driver: string, hook: HookView) => T): T[] {
  return model.drivers.flatMap((driver) => viewOf(model, driver).hooks.map((hook) => make(driver.name, hook)));
}

function hookProgram(model: Model, hook: HookView, name: string): string {
  const entries = hook.c.entries.map((entry) => entry.name);
  const names = [name, ...entries, ...(hook.packet ? [hook.packet.name] : [])];
  const packet = hook.packet
    ? `	sum += (__u64)BPF_CORE_READ((${hook.packet.type}___seen *)${hook.packet.name}, data);\n`
    : "";
  return `${hook.c.macro}(${names.join(", ")})
{
	__u64 sum = 0;

${hook.items.map((item) => askItem(item, entries)).join("")}${readAll(model, hook.reads, entries)}
${packet}	seen = sum;
	return 0;
}
`;
}

/** What the hook fills in for the descriptor's reader. */
function askItem({ c, parts }: HookView["items"][number], entries: readonly string[]): string {
  const declarations = parts.map(({ type }, i) => `__${type} part${i} = 0; `).join("");
  const args = [...entries, ...parts.map((_, i) => `&part${i}`)].join(", ");
  const uses = parts.map((_, i) => ` + (__u64)part${i}`).join("");
  return `	{ ${declarations}sum += (__u64)${c.macro}(${args})${uses}; }\n`;
}

/** What notes the descriptor, and an XDP program that asks for it. */
function rememberPrograms(model: Model, { c, reads }: HookView, name: string): string {
  return `
${c.macro}_REMEMBER(${name}_remember)

SEC("xdp")
int ${name}_recall(struct xdp_md *ctx)
{
	const struct ${c.struct} *desc;
	struct ${c.struct} copy;
	__u64 sum = 0;

	if (${name}_remember_find(ctx, &desc, &copy))
		return XDP_PASS;
${readAll(model, reads, ["desc"])}
	seen = sum;
	return XDP_PASS;
}
`;
}

/** Calls of the readers that need nothing but the descriptor. */
function readAll(model: Model, name: string, entries: readonly string[]): string {
  const { readers } = descriptorView(findDescriptor(model, name), model, { mark: "", command: "" });
  return readers
    .filter(({ c }) => c.count === 0 && c.parameters.every((parameter) => entries.includes(parameter.name)))
    .map(({ c }) => `	sum += (__u64)${c.name}(${c.parameters.map((parameter) => parameter.name).join(", ")});`)
    .join("\n");
}
