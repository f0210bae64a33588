/** A spec held against the kernel's own types. */
import {
  type Descriptor,
  type Field,
  isWholeWord,
  orderOfType,
  type SliceField,
  type SplitField,
} from "../model/types.js";
import { judgeNames, problemsOf } from "./enumerators.js";
import { type BtfSource, type Found, type Frame, findFrame, framesOf, type Misfit } from "./frames.js";
import { judge } from "./judge.js";
import { inRange, type KernelVersion } from "./kernels.js";
import { type KernelWord, localName, wordOf } from "./members.js";
import { bitsOfMember, bitsOfSlice, sameBits } from "./memory.js";
import type { FieldResult, FrameResult, Problem, Verification } from "./result.js";
import { unnamedMembers } from "./unnamed.js";
import { sayBytes, sayField, sayMember } from "./words.js";

export interface VerifyOptions {
  /** What the fields' `kernels` are held against; without it, a field with `kernels` may be absent. */
  readonly kernel?: KernelVersion;
}

/**
 * Verifies a descriptor against the first BTF that has its types: sizes, and of each field that names or implies a
 * member its place, width, byte order and array; of each that names enumerators its bits and values.
 * @throws BtfError when the BTF turns out to be damaged.
 */
export function verifyDescriptor(
  descriptor: Descriptor,
  sources: readonly BtfSource[],
  options: VerifyOptions = {},
): Verification {
  const checked = framesOf(descriptor).map((frame) => new FrameCheck(descriptor, frame, options).run(sources));
  const frames = checked.map(({ frame }) => frame);
  const byKey = new Map(checked.flatMap(({ fields }) => fields).map((field) => [field.key, field]));
  const fields = descriptor.fields.map((field) => byKey.get(field.key) ?? unjudged(field, "not-in-btf"));
  return { descriptor: descriptor.name, status: statusOf(frames, fields), frames, fields };
}

function statusOf(frames: readonly FrameResult[], fields: readonly FieldResult[]): Verification["status"] {
  if (frames.length === 0) return "unknown";
  if (frames.some(({ status }) => status === "differs") || fields.some(({ status }) => status === "differs"))
    return "differs";
  return frames.every(({ status }) => status === "absent") ? "absent" : "agrees";
}

function unjudged(field: Field, status: "not-in-btf" | "not-in-kernel"): FieldResult {
  const spec = field.kind === "slice" ? sayField(field) : field.kind;
  return { key: field.key, status, spec, member: "", kernel: "", compared: [], named: [], problems: [] };
}

class FrameCheck {
  private readonly named = new Set<string>();

  constructor(
    private readonly descriptor: Descriptor,
    private readonly frame: Frame,
    private readonly options: VerifyOptions,
  ) {}

  run(sources: readonly BtfSource[]): { readonly frame: FrameResult; readonly fields: readonly FieldResult[] } {
    const found = findFrame(this.frame.kernel, this.descriptor.driver, sources);
    if (found === undefined || "misfit" in found) return this.without(found);
    const fields = this.frame.fields.map((field) => this.field(field, found));
    const problems = [...this.sizeProblems(found), ...this.frame.common.flatMap((field) => this.common(field, found))];
    const good = problems.length === 0 && fields.every(({ status }) => status !== "differs");
    const frame: FrameResult = {
      ...this.said("", problems),
      status: good ? "agrees" : "differs",
      btf: found.source,
      kernelSize: found.size,
      unnamed: unnamedMembers(found, this.frame, this.descriptor, this.named),
    };
    return { frame, fields };
  }

  private without(misfit: Misfit | undefined) {
    const problems: Problem[] = misfit === undefined ? [] : [{ rule: "member", message: misfit.misfit }];
    const status = misfit === undefined ? ("absent" as const) : ("differs" as const);
    const fields = this.frame.fields.map((field) =>
      unjudged(field, isInMemory(field) ? "not-in-kernel" : "not-in-btf"),
    );
    return { frame: { ...this.said(misfit?.source ?? "", problems), status, unnamed: [] }, fields };
  }

  private said(btf: string, problems: readonly Problem[]) {
    const { entry, variant, kernel, sizes } = this.frame;
    return { entry, variant, type: kernel.type, member: kernel.member ?? "", sizes, btf, problems };
  }

  private sizeProblems({ size }: Found): Problem[] {
    const { sizes } = this.frame;
    if (sizes.includes(size)) return [];
    return [{ rule: "size", message: `the spec says ${sayBytes(sizes.at(-1) ?? 0)}, the kernel ${sayBytes(size)}` }];
  }

  private field(field: Field, found: Found): FieldResult {
    return this.withNames(this.member(field, found), field, found);
  }

  /** Bits and values that enums tell are judged where members tell nothing, too. */
  private withNames(result: FieldResult, field: Field, found: Found): FieldResult {
    const named = judgeNames(field, found.btf);
    const compared = named.filter(({ status }) => status !== "not-in-kernel");
    if (compared.length === 0) return { ...result, named };
    const problems = this.isOlderOrNewer(field) ? [] : problemsOf(named);
    const good = result.status === "not-in-btf" ? "agrees" : result.status;
    const says = compared.map(({ name, kernel }) => `${name} = ${kernel}`);
    const kernel = [...(result.kernel === "" ? [] : [result.kernel]), ...says].join("; ");
    const status = problems.length === 0 ? good : "differs";
    return { ...result, status, kernel, named, problems: [...result.problems, ...problems] };
  }

  private member(field: Field, found: Found): FieldResult {
    if (field.kind === "slice") return this.slice(field, found);
    if (field.kind === "split") return this.split(field, found);
    return unjudged(field, "not-in-btf");
  }

  private slice(field: SliceField, found: Found): FieldResult {
    const word = wordOf(found, field);
    if (word === undefined || (field.of !== "" && field.member === "" && !word.member.bitField))
      return this.missing(field, found);
    this.named.add(word.path);
    const { compared, problems } = judge(field, word, found.btf, this.isRaw(field));
    return this.result(field, word, found, compared, problems);
  }

  /** In kernels that have the value in one piece, its parts together are the member. */
  private split(field: SplitField, found: Found): FieldResult {
    const word = wordOf(found, field);
    if (word === undefined) return unjudged(field, "not-in-btf");
    this.named.add(word.path);
    const own = field.parts.toReversed().flatMap((key) => {
      const part = this.descriptor.fields.find((candidate) => candidate.key === key);
      return part?.kind === "slice" ? bitsOfSlice(part, found.btf.endian) : [];
    });
    const same = sameBits(own, bitsOfMember(word.member, found.btf.endian));
    const message = "its parts do not make up the kernel's";
    return this.result(field, word, found, ["offset", "width"], same ? [] : [{ rule: "offset", message }]);
  }

  private result(
    field: Field,
    { path, member }: KernelWord,
    found: Found,
    compared: FieldResult["compared"],
    problems: readonly Problem[],
  ): FieldResult {
    const { key } = field;
    const spec = field.kind === "slice" ? sayField(field) : field.kind;
    const status = problems.length === 0 ? "agrees" : this.isOlderOrNewer(field) ? "not-in-kernel" : "differs";
    const kernel = sayMember(found.btf, member);
    return { key, status, spec, member: pathIn(found, path), kernel, compared, named: [], problems };
  }

  private missing(field: SliceField, found: Found): FieldResult {
    if (field.of !== "" && field.member === "") return unjudged(field, "not-in-btf");
    const { kernel } = this.options;
    if (field.kernels !== "" && (kernel === undefined || !inRange(field.kernels, kernel)))
      return unjudged(field, "not-in-kernel");
    if (this.endsBeyond(field, found)) return unjudged(field, "not-in-kernel");
    const path = pathIn(found, pathOf(field));
    const message = `${this.frame.kernel.type} has no member ${path}`;
    return {
      ...unjudged(field, "not-in-kernel"),
      status: "differs",
      member: path,
      problems: [{ rule: "member", message }],
    };
  }

  /** Of a descriptor of several sizes, an older kernel's type may be one of the smaller. */
  private endsBeyond({ at }: SliceField, { size }: Found): boolean {
    return this.frame.sizes.length > 1 && this.frame.sizes.includes(size) && at >= size;
  }

  private isOlderOrNewer({ kernels }: Field): boolean {
    return kernels !== "" && this.options.kernel !== undefined && !inRange(kernels, this.options.kernel);
  }

  /** Where a case has a type of its own, it begins with the common fields, perhaps under other names. */
  private common(field: SliceField, found: Found): Problem[] {
    const word = wordOf(found, field);
    if (word === undefined) return [];
    this.named.add(word.path);
    const { problems } = judge(field, word, found.btf, this.isRaw(field));
    return problems.map(({ rule, message }) => ({ rule, message: `${field.key}: ${message}` }));
  }

  /**
   * Bits in CPU byte order over a member that the kernel declares in another must be meant: a second field reads the
   * same bits in the member's own order, or a whole word names its member although it has the same name.
   */
  private isRaw(field: SliceField): boolean {
    if (field.member === localName(field) && isWholeWord(field)) return true;
    const { at, msb, lsb, variant } = field;
    return this.descriptor.fields.some(
      (other) =>
        other.kind === "slice" &&
        orderOfType(other.type) !== "host" &&
        other.at === at &&
        other.msb === msb &&
        other.lsb === lsb &&
        other.variant === variant &&
        pathOf(other) === pathOf(field),
    );
  }
}

function pathOf(field: Field): string {
  return field.member || localName(field);
}

function pathIn({ prefix }: Found, path: string): string {
  return prefix === "" ? path : `${prefix}.${path}`;
}

function isInMemory(field: Field): boolean {
  return field.kind === "slice" && (field.of === "" || field.member !== "");
}
