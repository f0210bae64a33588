/** Ways and hooks in the words of driver.yaml. */
import { printText } from "../expr/text.js";
import { memberTypeText } from "../model/driver/members.js";
import type { Access, Address, Hook, InputSource, MemberRef, Root, XdpWay } from "../model/driver/types.js";

/** By its key, all that a way or hook says, but for documentation: `inputs.phc_time`, `when`. */
export function partsOf(point: XdpWay | Hook): ReadonlyMap<string, string> {
  const own = "attach" in point ? hookParts(point) : wayParts(point);
  const parts = [...own, ...accessParts(point)].filter(([, text]) => text !== "");
  return new Map(parts);
}

type Parts = [key: string, text: string][];

function hookParts({ attach, function: name, args, returns, packet, remembers }: Hook): Parts {
  return [
    ["attach", attach],
    ["function", name],
    ["args", args.map((arg) => `${arg.name}: ${memberTypeText(arg.type)}`).join(", ")],
    ["returns", returns === undefined ? "" : memberTypeText(returns)],
    ["packet", packet === undefined ? "" : printText(packet)],
    ["remembers", remembers === undefined ? "" : printText(remembers)],
  ];
}

function wayParts({ format, metadata }: XdpWay): Parts {
  const answers = metadata.flatMap(({ item, when, values }): Parts => {
    const condition: Parts = when === undefined ? [] : [[`metadata.${item}.when`, printText(when)]];
    return [
      ...condition,
      ...values.map(({ part, expr }): Parts[number] => [`metadata.${item}.${part}`, printText(expr)]),
    ];
  });
  return [["format", format], ...answers];
}

function accessParts(access: Access): Parts {
  const { reads, descriptor, entries, when, inputs, absent, kernels, verified } = access;
  return [
    ["reads", reads],
    ...access.roots.flatMap(rootParts),
    ["descriptor", descriptor === undefined ? "" : addressText(descriptor)],
    ...entries.map(({ name, address }): Parts[number] => [`entries.${name}`, addressText(address)]),
    ["when", when === undefined ? "" : printText(when)],
    ...inputs.map((input): Parts[number] => [`inputs.${input.input}`, inputText(input)]),
    ["absent", absent.map(refText).join(", ")],
    ["kernels", kernels],
    ["verified", verified.join(", ")],
  ];
}

/** Arguments are said by `args`; the others every driver has. */
function rootParts(root: Root): Parts {
  if (root.kind === "buff") return [["buff", root.type]];
  if (root.kind === "ring") return [["ring", refText(root)]];
  if (root.kind !== "let") return [];
  const index = root.index === undefined ? "" : `, index: ${printText(root.index)}`;
  return [[`let.${root.name}`, `{ type: ${memberTypeText(root.type)}, at: ${printText(root.at)}${index} }`]];
}

function inputText({ timecounter, alternatives }: InputSource): string {
  const texts = alternatives.map(({ expr }) => printText(expr));
  if (timecounter) return `{ timecounter: ${texts.join(", ")} }`;
  return texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(", ")}]`;
}

/** `buff.eop_desc`, `{ base: ring.desc, index: ring.next_to_clean, stride: 16 }` */
function addressText(address: Address): string {
  if (address.kind === "expression") return printText(address.expr);
  const { base, index, back, entries, stride } = address;
  const round = entries === undefined ? [] : [`back: ${back}`, `entries: ${printText(entries)}`];
  const parts = [`base: ${printText(base)}`, `index: ${printText(index)}`, ...round, `stride: ${printText(stride)}`];
  return `{ ${parts.join(", ")} }`;
}

function refText({ type, member }: MemberRef): string {
  return `${type}.${member}`;
}

/** `fentry ice_process_skb_fields`, `buff.eop_desc of struct ice_xdp_buff` */
export function pointText(point: XdpWay | Hook): string {
  if ("attach" in point) return `${point.attach} ${point.function}`;
  const container = point.roots.find(({ kind }) => kind === "buff") ?? point.roots.find(({ kind }) => kind === "ring");
  const type = container?.kind === "buff" || container?.kind === "ring" ? container.type : "";
  const address = point.descriptor === undefined ? "" : addressText(point.descriptor);
  return [address, type].filter((text) => text !== "").join(" of ");
}
