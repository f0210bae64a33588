/**
 * Imagines kernel memory in which a way or hook leads to a descriptor: structs as a kernel's BTF lays them out, values
 * at random until what the spec says of them holds. What the spec's expressions come to is computed here once more, from
 * the spec and the BTF alone.
 */
import type { Btf } from "../../../src/btf/index.js";
import type { Inputs } from "../../../src/decode/decode.js";
import { type Expr, int, walk } from "../../../src/expr/ast.js";
import { evaluate } from "../../../src/expr/evaluate.js";
import type { Access, AccessPath, Address, Hop, MemberType, Root } from "../../../src/model/driver/types.js";
import type { Descriptor } from "../../../src/model/types.js";
import type { Random } from "../random.js";
import type { Sample } from "../samples.js";
import { hasMember, placeOf, sizeOf } from "./kernels.js";
import { type Wishes, wish } from "./wishes.js";

interface Write {
  readonly at: number;
  readonly bytes: Uint8Array;
  /** The address of a place in the world. */
  readonly relative: boolean;
}

export interface Imagined {
  /** Of the descriptor that lies there: the sample's, but for what the condition read in it. */
  readonly bytes: Uint8Array;
  readonly used: number;
  readonly writes: readonly Write[];
  readonly xdp: number;
  readonly args: readonly { readonly value: bigint; readonly relative: boolean }[];
  /** Whether the way's condition holds. */
  readonly holds: boolean;
  /** Where the descriptor's ring entries are; empty for a way without. */
  readonly entries: readonly number[];
  /** Of the inputs; undefined where the kernel lacks what it is made of. */
  readonly inputs: Readonly<Record<string, Inputs[string] | undefined>>;
  value(expr: Expr): bigint;
}

/** Any address of the kernel's that arithmetic does not lead out of. */
export const BASE = 0xffff_c900_0000_0000n;
/** Around what a pointer points at: room for entries of rings, and for headers in front. */
const BEFORE = 512;
const BEHIND = 6144;
const MANY_TRIES = 600;

/** A world, or undefined where none was found in many tries. */
export function imagine(
  access: Access,
  descriptor: Descriptor | undefined,
  btf: Btf,
  sample: Sample | undefined,
  random: Random,
  wanted: boolean,
  fields: (sample: Sample) => ReadonlyMap<string, bigint>,
): Imagined | undefined {
  for (let tries = 0; tries < MANY_TRIES; tries++) {
    const world = new World(access, descriptor, btf, sample, random, fields);
    const made = world.make();
    if (made?.holds === wanted) return made;
  }
  return undefined;
}

interface Area {
  readonly from: number;
  readonly to: number;
}

class World {
  private readonly writes: Write[] = [];
  private readonly areas: Area[] = [];
  private next = 64;
  /** By the text of a path: pointers as addresses, and the addresses of structs inside. */
  private readonly values = new Map<string, bigint>();
  private readonly args: { value: bigint; relative: boolean }[] = [];
  private readonly constants: readonly bigint[];
  private readonly wishes: Wishes = new Map();
  private xdp = 0;
  private readonly bitFields = new Map<number, bigint>();
  /** Paths of pointers that the condition asks of. */
  private readonly compared = new Set<string>();
  private bytes: Uint8Array = new Uint8Array();
  /** Two members of a union, say. */
  private conflict = false;

  constructor(
    private readonly access: Access,
    private readonly descriptor: Descriptor | undefined,
    private readonly btf: Btf,
    private readonly sample: Sample | undefined,
    private readonly random: Random,
    private readonly fields: (sample: Sample) => ReadonlyMap<string, bigint>,
  ) {
    if (access.when !== undefined)
      walk(access.when, (node) => {
        if (node.kind === "field") this.compared.add(node.key);
      });
    this.constants = constantsOf(access, descriptor);
    for (const { input, alternatives } of access.inputs) {
      const value = sample?.inputs[input];
      for (const { expr } of alternatives) if (typeof value === "bigint") wish(expr, int(value), this.wishes);
    }
  }

  make(): Imagined | undefined {
    for (const root of this.access.roots) if (!this.root(root)) return undefined;
    for (const path of this.access.paths.values()) this.path(path);
    const holds = this.access.when === undefined || this.value(this.access.when) !== 0n;
    const entries = holds ? this.place() : [];
    if (entries === undefined) return undefined;
    const inputs: Record<string, Inputs[string] | undefined> = {};
    for (const source of this.access.inputs) {
      const said = source.alternatives.find(({ needs }) => needs.every((ref) => hasMember(this.btf, ref)));
      const input = this.descriptor?.inputs.find(({ name }) => name === source.input);
      if (said === undefined || input === undefined) inputs[source.input] = undefined;
      else if (source.timecounter) inputs[source.input] = this.clock(this.value(said.expr));
      else {
        const value = BigInt.asUintN(Number(input.type.slice(1)), this.value(said.expr));
        const fits =
          source.input === "size" ? this.sample?.inForce === Number(value) : value >> BigInt(input.width) === 0n;
        if (!fits && holds) return undefined;
        inputs[source.input] = value;
      }
    }
    if (this.conflict) return undefined;
    return {
      bytes: this.bytes,
      used: this.next,
      writes: this.writes,
      xdp: this.xdp,
      args: this.args,
      holds,
      entries,
      inputs,
      value: (expr) => this.value(expr),
    };
  }

  value(expr: Expr): bigint {
    return evaluate(expr, {
      field: (key) => this.values.get(key) ?? this.own(key) ?? fail(`no value of ${key}`),
      input: (name) => fail(`an input ${name}`),
    });
  }

  /** A field of the descriptor, in inputs. */
  private own(key: string): bigint | undefined {
    if (!key.startsWith("desc.") || this.sample === undefined) return undefined;
    return this.fields(this.bytes.length > 0 ? { ...this.sample, bytes: this.bytes } : this.sample).get(
      key.slice("desc.".length),
    );
  }

  private root(root: Root): boolean {
    switch (root.kind) {
      case "xdp":
      case "buff":
        if (this.xdp === 0) {
          const types = this.access.roots.filter(({ kind }) => kind === "buff" || kind === "xdp");
          this.xdp = this.area(
            Math.max(...types.map((one) => this.sizeOf(typeOf(one))), this.sizeOf("struct xdp_buff")),
          );
        }
        this.values.set(root.name, BASE + BigInt(this.xdp));
        return true;
      case "ring": {
        if (this.xdp === 0) this.xdp = this.area(this.sizeOf("struct xdp_buff"));
        const ring = this.area(this.sizeOf(root.type));
        this.values.set(root.name, BASE + BigInt(ring));
        const rxq = ring + this.member(root.type, root.member).at;
        this.pointer(this.xdp + this.member("struct xdp_buff", "rxq").at, rxq);
        this.values.set("xdp.rxq", BASE + BigInt(rxq));
        return true;
      }
      case "argument":
        this.argument(root);
        return true;
      case "let":
        return this.let(root);
      case "desc":
        return true;
    }
  }

  private let({ name, type, at: where, index }: Extract<Root, { kind: "let" }>): boolean {
    for (const expr of [where, ...(index === undefined ? [] : [index])]) {
      for (const path of this.pathsOf(expr)) {
        if (path.root === "desc") continue;
        this.path(path);
        // Something that only other kernels have.
        if (!this.values.has(path.text)) return true;
      }
    }
    const size = type.kind === "struct" ? this.sizeOf(type.type) : type.kind === "integer" ? type.bytes : 8;
    const at = this.value(where) + (index === undefined ? 0n : this.value(index)) * BigInt(size);
    if (!this.isInside(at, size)) return false;
    if (type.kind === "struct") this.values.set(name, at);
    else if (type.kind === "integer")
      this.values.set(name, this.put(Number(at - BASE), type, type.bytes * 8, 0, this.drawn(name, type.bytes * 8)));
    else {
      const known = this.writes.find((write) => write.relative && write.at === Number(at - BASE));
      const to =
        known === undefined
          ? this.area(this.sizeOf(type.kind === "pointer" ? type.to : ""))
          : Number(Buffer.from(known.bytes).readBigUInt64LE(0));
      if (known === undefined) this.pointer(Number(at - BASE), to);
      this.values.set(name, BASE + BigInt(to));
    }
    return true;
  }

  private argument({ name, index, type }: Extract<Root, { kind: "argument" }>): void {
    for (let i = this.args.length; i <= index; i++) this.args.push({ value: this.random.bits(64), relative: false });
    if (type.kind === "pointer") {
      const at = name === "returned" && this.random.chance(0.2) ? 0 : this.area(this.sizeOf(type.to));
      this.values.set(name, at === 0 ? 0n : BASE + BigInt(at));
      this.args[index] = { value: BigInt(at), relative: at !== 0 };
    } else if (type.kind === "integer") {
      const value = BigInt.asUintN(type.bytes * 8, this.some(64));
      this.values.set(name, extended(value, type));
      // Above its bits a register holds what it held before.
      const rest = this.random.bits(64) << BigInt(type.bytes * 8);
      this.args[index] = { value: BigInt.asUintN(64, rest | value), relative: false };
    }
  }

  private path({ root, hops, text }: AccessPath): void {
    let from = root;
    let at = root;
    for (const hop of hops) {
      at += `.${hop.member}`;
      if (!this.values.has(at)) {
        if (!hasMember(this.btf, hop)) return;
        const base = this.values.get(from);
        if (base === undefined) return;
        this.hop(hop, base, at);
      }
      from = at;
    }
    const value = this.values.get(at);
    if (value !== undefined) this.values.set(text, value);
  }

  private hop(hop: Hop, base: bigint, text: string): void {
    const { at, bits, lsb, isBool } = this.member(hop.type, hop.member);
    if (hop.leaf.kind === "struct" || hop.leaf.kind === "array") {
      this.values.set(text, base + BigInt(at));
      return;
    }
    // Behind a NULL pointer there is nothing; what is read there is 0.
    if (base === 0n) {
      this.values.set(text, 0n);
      return;
    }
    const place = Number(base - BASE) + at;
    if (hop.leaf.kind === "pointer") {
      const known = [...this.values.values()].filter((value) => value > BASE);
      const shared = hop.leaf.to !== "" && this.sizeOf(hop.leaf.to) === 0 && this.random.chance(0.4);
      if (this.compared.has(text) && this.random.chance(0.5)) {
        this.write(place, new Uint8Array(8), false);
        this.values.set(text, 0n);
        return;
      }
      const wished = hop.leaf.to === "" ? this.wished(text) : undefined;
      const to =
        wished !== undefined && wished > BASE
          ? Number(wished - BASE)
          : shared
            ? Number(this.random.pick(known) - BASE)
            : this.area(this.sizeOf(hop.leaf.to));
      this.pointer(place, to);
      this.values.set(text, BASE + BigInt(to));
      return;
    }
    const drawn = BigInt.asUintN(isBool ? 1 : bits, this.drawn(text, bits));
    this.values.set(text, this.put(place, hop.leaf, bits, lsb, drawn));
  }

  /** Writes an integer; what it is in an expression. */
  private put(at: number, { order, signed }: IntegerType, bits: number, lsb: number, value: bigint): bigint {
    const there = this.integer(at, bits, lsb, order === "be" ? swapped(value, bits) : value);
    const read = order === "be" ? swapped(there, bits) : there;
    return signed ? BigInt.asUintN(64, BigInt.asIntN(bits, read)) : read;
  }

  private member(type: string, member: string) {
    return placeOf(this.btf, { type, member }) ?? fail(`no ${type}.${member}`);
  }

  private sizeOf(type: string): number {
    return sizeOf(this.btf, type);
  }

  /** New room for something of this size. */
  private area(size: number): number {
    const at = this.next + BEFORE;
    this.next = Math.ceil((at + size + BEHIND) / 64) * 64;
    this.areas.push({ from: at - BEFORE, to: this.next });
    return at;
  }

  private isInside(address: bigint, size: number): boolean {
    const at = Number(address - BASE);
    return this.areas.some(({ from, to }) => at >= from && at + size <= to);
  }

  private pointer(at: number, to: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(to));
    this.write(at, bytes, true);
  }

  /** Writes bits; those of a place that a union's other member has are what they are already. */
  private integer(at: number, bits: number, lsb: number, value: bigint): bigint {
    const size = Math.ceil((bits + lsb) / 8);
    const mask = ((1n << BigInt(bits)) - 1n) << BigInt(lsb);
    const known = this.writes.find(
      (write) => !write.relative && write.at <= at && write.at + write.bytes.length >= at + size,
    );
    if (known !== undefined && lsb === 0 && bits % 8 === 0) {
      let there = 0n;
      for (let i = size - 1; i >= 0; i--) there = (there << 8n) | BigInt(known.bytes[at - known.at + i] ?? 0);
      return there;
    }
    // The bits beside a bit-field are others'.
    const before = this.bitFields.get(at) ?? 0n;
    let rest = (before & ~mask) | ((value << BigInt(lsb)) & mask);
    const isField = lsb !== 0 || bits % 8 !== 0;
    const bytes = new Uint8Array(size);
    if (isField) this.bitFields.set(at, rest);
    for (let i = 0; i < size; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
    if (isField) this.writes.push({ at, bytes, relative: false });
    else this.write(at, bytes, false);
    return value;
  }

  private write(at: number, bytes: Uint8Array, relative: boolean): void {
    if (this.meets(at, bytes.length)) this.conflict = true;
    this.writes.push({ at, bytes, relative });
  }

  /** What a path or variable should be, as a rule; undefined where that needs what is not there yet. */
  private wished(text: string): bigint | undefined {
    const expr = this.wishes.get(text);
    if (expr === undefined || this.random.chance(0.2)) return undefined;
    let known = true;
    walk(expr, (node) => {
      if (node.kind === "field" && !this.values.has(node.key) && this.own(node.key) === undefined) known = false;
    });
    return known ? this.value(expr) : undefined;
  }

  private drawn(text: string, bits: number): bigint {
    return BigInt.asUintN(bits, this.wished(text) ?? this.some(bits));
  }

  /** A number such as may stand in a struct. */
  private some(bits: number): bigint {
    const { random } = this;
    const kind = random.below(100);
    const value =
      kind < 35
        ? random.bits(1)
        : kind < 60
          ? random.bits(5)
          : kind < 75
            ? random.bits(8)
            : kind < 92 && this.constants.length > 0
              ? random.pick(this.constants)
              : random.bits(64);
    return BigInt.asUintN(bits, value);
  }

  private clock(address: bigint): Inputs[string] | undefined {
    const { random } = this;
    if (!this.isInside(address, this.sizeOf("struct timecounter"))) return undefined;
    const at = Number(address - BASE);
    const counter = this.area(this.sizeOf("struct cyclecounter"));
    this.pointer(at + this.member("struct timecounter", "cc").at, counter);
    const put = (base: number, type: string, name: string, value: bigint) => {
      const { at: offset, bits } = this.member(type, name);
      this.integer(base + offset, bits, 0, value);
      return value;
    };
    return {
      cycle_last: put(at, "struct timecounter", "cycle_last", random.bits(64)),
      nsec: put(at, "struct timecounter", "nsec", random.bits(60)),
      frac: put(at, "struct timecounter", "frac", random.bits(random.pick([0, 8, 32, 64]))),
      mask: (() => {
        const mask = (1n << BigInt(1 + random.below(64))) - 1n;
        put(at, "struct timecounter", "mask", random.bits(64));
        return put(counter, "struct cyclecounter", "mask", mask);
      })(),
      mult: put(counter, "struct cyclecounter", "mult", random.bits(32)),
      shift: put(counter, "struct cyclecounter", "shift", BigInt(random.below(64))),
    };
  }

  /** Puts the descriptor where the spec says that it is; undefined where that is nowhere. */
  private place(): number[] | undefined {
    const { descriptor, access, sample } = this;
    if (descriptor === undefined || access.descriptor === undefined || sample === undefined) return [];
    const addresses = [access.descriptor, ...access.entries.map(({ address }) => address)];
    const places: number[] = [];
    this.bytes = sample.bytes.slice();
    for (const [i, address] of addresses.entries()) {
      const entry = descriptor.entries[i] ?? fail("no such entry");
      const at = this.addressOf(address);
      if (!this.isInside(at, entry.size)) return undefined;
      const place = Number(at - BASE);
      places.push(place);
      const bytes = this.bytes.subarray(entry.offset, entry.offset + entry.size);
      // What the condition read in the descriptor stays.
      for (const write of this.writes) {
        const from = write.at - place;
        if (from + write.bytes.length <= 0 || from >= entry.size) continue;
        if (write.relative || from < 0 || from + write.bytes.length > entry.size) return undefined;
        bytes.set(write.bytes, from);
      }
      this.writes.push({ at: place, bytes, relative: false });
    }
    return places;
  }

  /** Whether something else is written there. */
  private meets(at: number, size: number): boolean {
    return this.writes.some((write) => write.at < at + size && at < write.at + write.bytes.length);
  }

  private addressOf(address: Address): bigint {
    if (address.kind === "expression") return this.value(address.expr);
    const [base, index, stride] = [address.base, address.index, address.stride].map((expr) => this.value(expr));
    if (base === undefined || index === undefined || stride === undefined || base === 0n) return 0n;
    let entry = index;
    for (let i = 0; i < address.back; i++) {
      const last = (address.entries === undefined ? 0n : this.value(address.entries)) - 1n;
      entry = entry === 0n ? last : entry - 1n;
    }
    return BigInt.asUintN(64, base + entry * stride);
  }

  private pathsOf(expr: Expr): AccessPath[] {
    const paths: AccessPath[] = [];
    walk(expr, (node) => {
      const path = node.kind === "field" ? this.access.paths.get(node.key) : undefined;
      if (path !== undefined) paths.push(path);
    });
    return paths;
  }
}

function typeOf(root: Root): string {
  return root.kind === "buff" || root.kind === "xdp" ? root.type : "";
}

type IntegerType = Extract<MemberType, { kind: "integer" }>;

function swapped(value: bigint, bits: number): bigint {
  let to = 0n;
  for (let bit = 0; bit < bits; bit += 8) to = (to << 8n) | ((value >> BigInt(bit)) & 0xffn);
  return to;
}

function extended(value: bigint, { bytes, signed }: Extract<MemberType, { kind: "integer" }>): bigint {
  return signed ? BigInt.asUintN(64, BigInt.asIntN(bytes * 8, value)) : value;
}

/** The numbers that conditions compare with, those beside them, and a descriptor's sizes. */
function constantsOf({ when, inputs, descriptor: address }: Access, descriptor: Descriptor | undefined): bigint[] {
  const found = new Set<bigint>(
    descriptor !== undefined && descriptor.sizes.length > 1 ? descriptor.sizes.map(BigInt) : [],
  );
  const look = (expr: Expr) =>
    walk(expr, (node) => {
      if (node.kind === "int") for (const near of [-1n, 0n, 1n]) found.add(BigInt.asUintN(64, node.value + near));
    });
  if (when !== undefined) look(when);
  for (const { alternatives } of inputs) for (const { expr } of alternatives) look(expr);
  if (address?.kind === "expression") look(address.expr);
  return [...found];
}

function fail(what: string): never {
  throw new Error(what);
}
