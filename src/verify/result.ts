/** What verifying a spec gives: plain data, the same for every report. */

/** What of a field can be held against a member. */
export type Aspect = "offset" | "width" | "order" | "count";

/** What only access points can have wrong. */
type AccessRule = "type" | "kind" | "container" | "function" | "parameters" | "verified";

/** What of a field can be held against enumerators. */
export type NamedAspect = "shift" | "mask" | "bits" | "values";

/** The kinds of difference. */
export const RULES = {
  size: "the descriptor's size is not the type's",
  member: "the kernel has no such member",
  offset: "the field lies elsewhere than the member",
  width: "the field is not as wide as the member",
  order: "the field's byte order is not the member's",
  count: "the array is not the member's",
  type: "the kernel has no such type",
  kind: "the member or parameter has another type",
  container: "the struct does not hold what the way goes by",
  function: "the kernel has no such function or tracepoint",
  parameters: "the function has other parameters",
  verified: "`verified` names a kernel that the point is not for",
  shift: "the field's lowest bit is not the enumerator",
  mask: "the field's bits are not those of the enumerator",
  bits: "the field has not as many bits as the enumerator says",
  values: "a value is not the enumerator's",
} as const satisfies Record<Aspect | NamedAspect | AccessRule | "size" | "member", string>;

export type Rule = keyof typeof RULES;

export interface Problem {
  readonly rule: Rule;
  readonly message: string;
}

/**
 * `not-in-btf`: bits inside a word, computed and looked-up values; the vectors of the kernel's macros prove those.
 * `not-in-kernel`: the kernel lacks the type, or it lacks the member and the spec's `kernels` says so.
 */
export type FieldStatus = "agrees" | "differs" | "not-in-btf" | "not-in-kernel";

export interface FieldResult {
  /** `rss`, or `nic.flow_id` inside a variant's case. */
  readonly key: string;
  readonly status: FieldStatus;
  /** What the spec says: `le32 at byte 4`. */
  readonly spec: string;
  /** The member's path from the kernel's type; empty when there is none. */
  readonly member: string;
  /** What the kernel says: `__le32 rss at byte 4`; empty when it says nothing. */
  readonly kernel: string;
  /** What was compared; empty where there was nothing to compare. */
  readonly compared: readonly Aspect[];
  /** The enumerators that it names. */
  readonly named: readonly NamedResult[];
  readonly problems: readonly Problem[];
}

/** An enumerator beside what the spec says. */
export interface NamedResult {
  readonly aspect: NamedAspect;
  readonly name: string;
  /** What it should be by the spec, and what it is; empty when the kernel has none of the name. */
  readonly spec: string;
  readonly kernel: string;
  readonly status: "agrees" | "differs" | "not-in-kernel";
}

/** A member of the kernel's type that no field is named after. */
export interface Unnamed {
  readonly path: string;
  readonly kernel: string;
  /** The fields that have its bits all the same; none: the spec declares them reserved. */
  readonly fields: readonly string[];
}

/** A kernel type, and the part of the descriptor that is held against it. */
export interface FrameResult {
  /** The ring entry, or the variant's case; both empty for the descriptor itself. */
  readonly entry: string;
  readonly variant: string;
  readonly type: string;
  readonly member: string;
  readonly status: "agrees" | "differs" | "absent";
  /** Where the type was found; empty when it is absent. */
  readonly btf: string;
  /** Bytes: those that the spec allows, and the kernel's, where the type was found. */
  readonly sizes: readonly number[];
  readonly kernelSize?: number;
  readonly problems: readonly Problem[];
  readonly unnamed: readonly Unnamed[];
}

export interface Verification {
  readonly descriptor: string;
  /** `absent`: no BTF has the type. `unknown`: the spec names no type. */
  readonly status: "agrees" | "differs" | "absent" | "unknown";
  readonly frames: readonly FrameResult[];
  readonly fields: readonly FieldResult[];
}

export function countOf({ fields }: Verification, status: FieldStatus): number {
  return fields.filter((field) => field.status === status).length;
}

/** Fields that were held against a member. */
export function countMembers({ fields }: Verification): number {
  return fields.filter(({ status, member }) => member !== "" && (status === "agrees" || status === "differs")).length;
}

/** Enumerators of all fields that were compared. */
export function countNamed({ fields }: Verification): number {
  return fields.flatMap(({ named }) => named).filter(({ status }) => status !== "not-in-kernel").length;
}
