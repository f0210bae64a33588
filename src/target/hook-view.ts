/** What templates see of hooks. */
import { memberTypeText } from "../model/driver/members.js";
import { type Driver, type Hook, itemsOfHook } from "../model/driver/types.js";
import type { Descriptor } from "../model/types.js";
import { macroName, structName } from "./c/names.js";
import {
  entryOutputs,
  entryViews,
  hookAskSteps,
  hookSteps,
  outputsOf,
  printSteps,
  rememberSteps,
  requirementText,
} from "./c/ways.js";
import { itemView } from "./view.js";

export function hookView(hook: Hook, driver: Driver, descriptor: Descriptor) {
  const views = entryViews(descriptor);
  const packet = packetOf(hook);
  return {
    name: hook.name,
    kind: hook.kind,
    attach: hook.attach,
    function: hook.function,
    args: hook.args.map(({ name, type }) => ({ name, type: memberTypeText(type) })),
    reads: hook.reads,
    doc: hook.doc,
    kernels: hook.kernels,
    verified: hook.verified,
    remembers: hook.remembers !== undefined,
    packet,
    /** What its program is answered with more than the descriptor. */
    items: itemsOfHook(hook, descriptor).map((metadata) => {
      const own = `nicdesc_${driver.name}_${hook.name}_${metadata.item.name}`;
      return {
        ...itemView(metadata.item),
        inputs: metadata.inputs.map(({ name }) => name),
        c: {
          macro: own,
          name: `__${own}`,
          outputs: outputsOf(metadata.item),
          names: metadata.item.parts.map(({ name }) => name),
          body: printSteps(hookAskSteps(hook, descriptor, metadata, driver.name)),
        },
      };
    }),
    /** What the kernel would call such a function; empty for receive hooks. */
    proposed:
      hook.kind.startsWith("devtx") && descriptor.entries.length === 1 && hook.packetType !== "struct xdp_buff"
        ? `${driver.name}_${hook.kind}`
        : "",
    c: {
      macro: hookMacro(driver, hook.name),
      section: `${hook.attach}/${hook.function}`,
      prepare: `__nicdesc_${driver.name}_${hook.name}`,
      /** Empty: every kernel has what it needs. */
      exists: requirementText(hook, driver.name),
      struct: structName(descriptor, descriptor.entries[0] ?? { name: "", offset: 0, size: 0, align: 1, doc: "" }),
      entries: views.map(({ name, struct }) => ({ name, struct })),
      outputs: entryOutputs(descriptor),
      body: printSteps(hookSteps(hook, descriptor, driver.name)),
      /** What stores the descriptor's address for the XDP program that follows; empty where nothing does. */
      remember: printSteps(rememberSteps(hook, driver.name)),
    },
  };
}

/** What a hook's second parameter is called and points at. */
function packetOf({ kind, packet, packetType }: Hook): { readonly name: string; readonly type: string } | false {
  if (packet === undefined) return false;
  if (kind.endsWith("_skb")) return { name: "skb", type: "struct sk_buff" };
  return kind === "devrx_xdp" || packetType === "struct xdp_buff"
    ? { name: "xdp", type: "struct xdp_buff" }
    : { name: "xdpf", type: "struct xdp_frame" };
}

export function hookMacro(driver: Driver, hook: string): string {
  return macroName(driver.name, hook);
}
