/** A type as driver.yaml declares it beside the kernel's. */
import type { Btf, BtfType, Member } from "../btf/index.js";
import { memberTypeText } from "../model/driver/members.js";
import type { MemberType } from "../model/driver/types.js";
import type { Problem } from "./result.js";
import { sayBytes } from "./words.js";

type Integer = MemberType & { readonly kind: "integer" };

/**
 * What is wrong with a declared member; undefined when it is the kernel's. CO-RE finds an integer only as an integer
 * and a pointer only as a pointer, so what C would convert is a difference here.
 */
export function misfitOfMember(declared: MemberType, member: Member, btf: Btf): Problem | undefined {
  if (declared.kind === "array") return elements(declared, member, btf);
  if (member.dimensions.length > 0) return otherKind(declared, "an array");
  if (declared.kind !== "integer") return misfitOf(declared, member.type, btf);
  if (member.bitField !== declared.bits > 0)
    return width(declared, member.bitField ? `a bit-field of ${member.bitSize}` : "no bit-field");
  if (member.bitField) return member.bitSize === declared.bits ? undefined : width(declared, `${member.bitSize} wide`);
  const type = btf.resolve(member.type);
  const isEnum = type.kind === "enum" || type.kind === "enum64";
  if (isEnum && declared.enumerated !== true)
    return otherKind(declared, "an enum, which CO-RE does not take for an integer: say `enum`");
  if (!isEnum && declared.enumerated === true) return otherKind(declared, say(type));
  return misfitOf(declared, member.type, btf) ?? sign(declared, type) ?? order(declared, member);
}

function elements(declared: MemberType & { readonly kind: "array" }, member: Member, btf: Btf): Problem | undefined {
  if (member.dimensions.length === 0) return otherKind(declared, say(btf.resolve(member.type)));
  const element = { ...member, type: member.element, dimensions: member.dimensions.slice(1), bitField: false };
  return misfitOfMember(declared.of, element, btf);
}

/** A kernel without a word on it, and a spec that takes the bytes as they are, may both be right. */
function order(declared: Integer, { byteOrder }: Member): Problem | undefined {
  if (declared.order === undefined || byteOrder === "host" || byteOrder.startsWith(declared.order[0] ?? ""))
    return undefined;
  return { rule: "order", message: `it is ${memberTypeText(declared)}, the kernel's is ${byteOrder}-endian` };
}

/** The same for a parameter or a result: of integers, enums and bool, only the size counts. */
export function misfitOf(declared: MemberType, id: number, btf: Btf): Problem | undefined {
  const type = btf.resolve(id);
  switch (declared.kind) {
    case "integer":
      if (type.kind !== "int" && type.kind !== "enum" && type.kind !== "enum64") return otherKind(declared, say(type));
      if (declared.bits > 0) return width(declared, "no bit-field");
      return type.size === declared.bytes ? undefined : width(declared, `${sayBytes(type.size)} wide`);
    case "pointer":
      return type.kind === "ptr" ? target(declared, btf.resolve(type.type)) : otherKind(declared, say(type));
    case "array":
      return otherKind(declared, say(type));
    case "struct":
      // A struct without a tag is known by its member's name alone.
      if ((type.kind === "struct" || type.kind === "union") && type.name === "") return undefined;
      return tagOf(type) === declared.type ? undefined : otherKind(declared, say(type));
  }
}

/** `struct sk_buff`, also of one that is only named; empty for what is no struct. */
export function tagOf(type: BtfType): string {
  if (type.kind === "fwd") return `${type.of} ${type.name}`;
  return type.kind === "struct" || type.kind === "union" ? `${type.kind} ${type.name}` : "";
}

function target(declared: MemberType & { readonly kind: "pointer" }, type: BtfType): Problem | undefined {
  if (declared.to === "" || type.kind === "void" || tagOf(type) === declared.to) return undefined;
  return otherKind(declared, `a pointer to ${say(type)}`);
}

/** Of 64 bits nothing is extended, and whether a plain char is signed is the machine's affair. */
function sign(declared: Integer, type: BtfType): Problem | undefined {
  if (type.kind !== "int" || type.size === 8 || type.name === "char" || type.signed === declared.signed)
    return undefined;
  return otherKind(declared, type.signed ? "signed" : "unsigned");
}

function say(type: BtfType): string {
  const tag = tagOf(type);
  if (tag !== "") return tag.endsWith(" ") ? `a ${tag}without a name` : tag;
  return type.kind === "ptr" ? "a pointer" : type.name || `a ${type.kind}`;
}

function otherKind(declared: MemberType, kernels: string): Problem {
  return { rule: "kind", message: `it is ${memberTypeText(declared)}, the kernel's is ${kernels}` };
}

function width(declared: Integer, kernels: string): Problem {
  return { rule: "width", message: `it is ${memberTypeText(declared)}, the kernel's is ${kernels}` };
}
