/**
 * Every way and every hook of every driver, as kernels of other versions lay their structs out: loaded by the verifier
 * here, run in memory that is made up, and compared with what the spec says of the same memory.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { Btf } from "../../../src/btf/index.js";
import { type Decoded, decode, type Inputs } from "../../../src/decode/decode.js";
import type { Driver, Hook, XdpWay } from "../../../src/model/driver/types.js";
import { type Descriptor, findDescriptor, type MetadataPart } from "../../../src/model/types.js";
import { receiveItems } from "../../../src/target/driver-view.js";
import { BASE, type Imagined, imagine } from "../../harness/access/imagine.js";
import { driverBtf, hasMember, isThere, KERNELS, type Kernel } from "../../harness/access/kernels.js";
import {
  type DriverView,
  HOOK_ITEMS,
  MODES,
  programName,
  SLOTS,
  viewOf,
  worldSource,
} from "../../harness/access/programs.js";
import { type Answer, compileText, type Job, load, prepare, WORLD_TOOLS } from "../../harness/access/worlds.js";
import { Random, seedOf } from "../../harness/random.js";
import { inParallel, inTemporaryFolder } from "../../harness/run.js";
import { makeSamples, type Sample } from "../../harness/samples.js";
import { shippedModel } from "../../harness/shipped.js";
import { testWith } from "../../harness/tools.js";

const model = shippedModel();
const ITEMS = receiveItems(model);
const DRIVERS = model.drivers.filter(({ ways, hooks }) => ways.length + hooks.length > 0);

const ENODATA = -61n;
/** Not this way: the next one is asked. */
const ENEXT = -1024n;
const EOPNOTSUPP = -95n;
/** Of these worlds, the condition of every fourth does not hold. */
const WORLDS = 60;
const LEAST = 4;

/** A run, and what must come of it. */
interface Case {
  readonly job: Job;
  readonly about: string;
  readonly check: (answer: Answer, seen: Seen) => void;
}

/** What was compared. */
interface Seen {
  values: number;
  /** How often items were answered with a value, by way. */
  readonly answered: Map<string, number>;
}

function samplesOf(descriptor: Descriptor): Sample[] {
  return makeSamples(model, descriptor, { random: 12, aimed: WORLDS, bits: false }).slice(2);
}

function casesOf(driver: Driver, view: DriverView, kernel: Kernel, btf: Btf): Case[] {
  const ways = driver.ways.flatMap((way, i) => {
    const seen = view.ways[i];
    return seen === undefined ? [] : wayCases(driver, way, seen, kernel, btf);
  });
  const hooks = driver.hooks.flatMap((hook, i) => {
    const seen = view.hooks[i];
    return seen === undefined ? [] : hookCases(driver, hook, seen, kernel, btf);
  });
  return [...ways, ...hooks];
}

/** Worlds of one way or hook, with the samples that lie in them. */
function worldsOf(driver: Driver, access: XdpWay | Hook, kernel: Kernel, btf: Btf) {
  const descriptor = access.reads === "" ? undefined : findDescriptor(model, access.reads);
  const random = new Random(seedOf(`${driver.name} ${access.name} ${kernel}`));
  const samples = descriptor === undefined ? [] : samplesOf(descriptor);
  const conditional = access.when !== undefined;
  const worlds: { world: Imagined; sample: Sample | undefined; descriptor: Descriptor | undefined }[] = [];
  for (let i = 0; i < WORLDS; i++) {
    const sample = samples.length === 0 ? undefined : random.pick(samples);
    const world = imagine(access, descriptor, btf, sample, random, !conditional || i % 4 !== 3, fieldsOf(descriptor));
    if (world !== undefined)
      worlds.push({
        world,
        sample: sample && { ...sample, bytes: world.holds ? world.bytes : sample.bytes },
        descriptor,
      });
  }
  // Some conditions are met by few worlds; none at all would prove nothing.
  const holding = worlds.filter(({ world }) => world.holds).length;
  expect(holding, `${kernel} ${driver.name} ${access.name}: worlds in which it holds`).toBeGreaterThan(LEAST);
  if (conditional) expect(worlds.length - holding, `${driver.name} ${access.name}`).toBeGreaterThan(2);
  return worlds;
}

/** The descriptor's own fields, which inputs may be made of. */
function fieldsOf(descriptor: Descriptor | undefined) {
  return ({ bytes, inForce }: Sample): ReadonlyMap<string, bigint> => {
    if (descriptor === undefined) return new Map();
    const { fields } = decode(model, descriptor, bytes.subarray(0, inForce));
    return new Map(fields.map(({ field, value }) => [field.key, value]));
  };
}

function wayCases(driver: Driver, way: XdpWay, view: DriverView["ways"][number], kernel: Kernel, btf: Btf): Case[] {
  const there = isThere(btf, way);
  if (way.verified.includes(kernel)) expect(there, `${kernel} ${driver.name} ${way.name} is there`).toBe(true);
  if (!there) return [];
  return worldsOf(driver, way, kernel, btf).flatMap(({ world, sample, descriptor }, i) =>
    MODES.map((mode): Case => {
      const about = `${kernel} ${driver.name} ${way.name} ${mode} ${i}`;
      const decoded = descriptor && sample && decodeIn(descriptor, sample, world);
      return {
        about,
        job: { program: programName("way", way.name, mode), world },
        check: (answer, seen) => {
          const signed = answer.words.map((word) => BigInt.asIntN(64, word));
          expect(signed[0], about).toBe(0n);
          if (descriptor !== undefined && sample !== undefined)
            checkFound(about, answer, descriptor, sample, world.holds ? 0n : ENEXT);
          for (const [k, item] of view.items.entries()) {
            const expected =
              decoded === undefined
                ? ownAnswer(way, item.name, world, btf)
                : readAnswer(way, item.name, decoded, world, btf);
            checkItem(`${about}: ${item.name}`, `${way.name} ${item.name}`, answer, 2 + k * SLOTS, expected, seen);
          }
        },
      };
    }),
  );
}

function decodeIn(descriptor: Descriptor, sample: Sample, { inputs }: Imagined): Decoded {
  const known: Record<string, Inputs[string]> = {};
  for (const [name, value] of Object.entries(inputs)) if (value !== undefined) known[name] = value;
  return decode(model, descriptor, sample.bytes.subarray(0, sample.inForce), { inputs: known });
}

interface Expected {
  readonly result: bigint;
  readonly values: readonly bigint[];
}

const no = (result: bigint): Expected => ({ result, values: [] });

/** What a descriptor's own answer is, once the way led to it. */
function readAnswer(way: XdpWay, name: string, decoded: Decoded, world: Imagined, btf: Btf): Expected {
  const own = way.metadata.some(({ item }) => item === name);
  if (own) return ownAnswer(way, name, world, btf);
  return world.holds ? decodedAnswer(name, decoded, world) : no(ENEXT);
}

/** What the descriptor itself answers, with the inputs that the world has. */
function decodedAnswer(name: string, decoded: Decoded, world: Imagined): Expected {
  const found = decoded.metadata.find(({ metadata }) => metadata.item.name === name);
  if (found === undefined) throw new Error(`${name} is asked and not known`);
  if (found.metadata.inputs.some((input) => world.inputs[input.name] === undefined)) return no(EOPNOTSUPP);
  if (found.status === "no-data") return no(ENODATA);
  if (found.status === "not-supported") return no(EOPNOTSUPP);
  if (found.status !== "ok") throw new Error(`${name}: ${found.status}`);
  if (found.metadata.item.predicate) return no(found.values[0] ?? 0n);
  return { result: 0n, values: found.values };
}

/** What the driver's own structures answer. */
function ownAnswer(way: XdpWay, name: string, world: Imagined, btf: Btf): Expected {
  const answer = way.metadata.find(({ item }) => item === name);
  const item = ITEMS.find((candidate) => candidate.name === name);
  if (answer === undefined || item === undefined) throw new Error(`${way.name}: no answer to ${name}`);
  if (!answer.needs.every((ref) => hasMember(btf, ref))) return no(EOPNOTSUPP);
  if (answer.when !== undefined && world.value(answer.when) === 0n) return no(ENODATA);
  if (item.predicate) return no(answer.values[0] && world.value(answer.values[0].expr) !== 0n ? 1n : 0n);
  const values = item.parts.map((part) => {
    const said = answer.values.find((value) => value.part === part.name);
    const value = BigInt.asUintN(part.width, said === undefined ? (part.default ?? 0n) : world.value(said.expr));
    // The kernel's member has the network's byte order already: its bytes are passed on.
    return stored(part, value);
  });
  return { result: 0n, values };
}

/** A part in network byte order, as this machine reads it. */
function stored(part: MetadataPart, value: bigint): bigint {
  if (!part.type.startsWith("be")) return value;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return part.width === 16 ? BigInt(bytes.readUInt16BE(0)) : BigInt(bytes.readUInt32BE(0));
}

function checkFound(about: string, answer: Answer, descriptor: Descriptor, sample: Sample, wanted: bigint): void {
  expect(BigInt.asIntN(64, answer.words[1] ?? 0n), `${about}: find`).toBe(wanted);
  if (wanted !== 0n) return;
  for (const { name, offset, size } of descriptor.entries) {
    const [given, wanted] = [answer.found, sample.bytes].map((bytes) =>
      Buffer.from(bytes.subarray(offset, offset + size)).toString("hex"),
    );
    expect(given, `${about}: bytes of ${name || "the descriptor"}`).toBe(wanted);
  }
}

/** What an item returned stands at one of the world's words, its parts behind it. */
function checkItem(about: string, name: string, { words }: Answer, at: number, expected: Expected, seen: Seen): void {
  expect(BigInt.asIntN(64, words[at] ?? 0n), about).toBe(expected.result);
  seen.values++;
  if (expected.result >= 0n) seen.answered.set(name, (seen.answered.get(name) ?? 0) + 1);
  if (expected.result !== 0n) return;
  const [, item = ""] = name.split(" ");
  const parts = model.vocabulary.items.find((candidate) => candidate.name === item)?.parts ?? [];
  expect(
    parts.map((part, j) => stored(part, words[at + 1 + j] ?? 0n)),
    about,
  ).toEqual(expected.values);
  seen.values += parts.length;
}

function hookCases(driver: Driver, hook: Hook, view: DriverView["hooks"][number], kernel: Kernel, btf: Btf): Case[] {
  const there = isThere(btf, hook);
  if (hook.verified.includes(kernel)) expect(there, `${kernel} ${driver.name} ${hook.name} is there`).toBe(true);
  if (!there) return [];
  return worldsOf(driver, hook, kernel, btf).flatMap(({ world, sample, descriptor }, i) =>
    MODES.map((mode): Case => {
      const about = `${kernel} ${driver.name} ${hook.name} ${mode} ${i}`;
      return {
        about,
        job: { program: programName("hook", hook.name, mode), world },
        check: (answer, seen) => {
          if (descriptor === undefined || sample === undefined) throw new Error(`${about}: reads nothing`);
          checkFound(about, answer, descriptor, sample, world.holds ? 0n : ENODATA);
          seen.values++;
          if (!world.holds) return;
          if (hook.packet !== undefined) {
            const packet = world.value(hook.packet);
            const wanted = packet === 0n ? 0n : packet - BASE + answer.memory;
            expect(answer.words[2], `${about}: packet`).toBe(wanted);
            seen.values++;
          }
          const decoded = decodeIn(descriptor, sample, world);
          for (const [k, { name }] of view.items.entries()) {
            const expected = decodedAnswer(name, decoded, world);
            checkItem(`${about}: ${name}`, `${hook.name} ${name}`, answer, HOOK_ITEMS + k * SLOTS, expected, seen);
          }
        },
      };
    }),
  );
}

describe("from made-up kernel memory to the values of the spec", () => {
  for (const driver of DRIVERS) {
    testWith(WORLD_TOOLS, driver.name, () =>
      inTemporaryFolder(async (folder) => {
        await prepare(folder, model);
        const view = viewOf(model, driver);
        const text = worldSource(model, driver);
        const compilers = ["clang-19", "clang-14"] as const;
        const objects = await inParallel(compilers, (compiler) => compileText(folder, driver.name, text, { compiler }));
        const seen: Seen = { values: 0, answered: new Map() };
        for (const kernel of KERNELS) {
          const types = driverBtf(driver, kernel);
          if (types === undefined) continue;
          const btf = join(folder, `${driver.name}-${kernel}.btf`);
          writeFileSync(btf, types.bytes);
          const cases = casesOf(driver, view, kernel, types.btf);
          const results = await inParallel(objects, (object) =>
            load(folder, object, { btf, jobs: cases.map(({ job }) => job) }),
          );
          for (const { answers } of results)
            for (const [i, { check }] of cases.entries()) check(answers[i] as Answer, seen);
        }
        // Each item that a way or hook can answer was answered with a value at least once.
        const all = [...view.ways, ...view.hooks].flatMap(({ name, items }) =>
          items.map((item) => `${name} ${item.name}`),
        );
        expect(all.filter((name) => !seen.answered.has(name))).toEqual([]);
        expect(seen.values).toBeGreaterThan(1000);
        if (process.env["SHOW"]) console.log("VALUES", driver.name, seen.values, [...seen.answered]);
      }),
    );
  }
});

describe("the comparison can fail", () => {
  testWith(WORLD_TOOLS, "programs that are loaded as on another kernel than the world's find nothing right", () =>
    inTemporaryFolder(async (folder) => {
      await prepare(folder, model);
      const driver = DRIVERS.find(({ name }) => name === "i40e") as Driver;
      const [old, recent] = (["6.1", "7.3"] as const).map((kernel) => driverBtf(driver, kernel));
      if (old === undefined || recent === undefined) throw new Error("no BTF");
      const object = await compileText(folder, driver.name, worldSource(model, driver));
      const btf = join(folder, "other.btf");
      writeFileSync(btf, old.bytes);
      const cases = casesOf(driver, viewOf(model, driver), "7.3", recent.btf);
      const { answers } = await load(folder, object, { btf, jobs: cases.map(({ job }) => job) });
      const wrong = cases.filter(({ check }, i) => {
        try {
          check(answers[i] as Answer, { values: 0, answered: new Map() });
          return false;
        } catch {
          return true;
        }
      });
      expect(wrong.length).toBeGreaterThan(cases.length / 4);
    }),
  );
});
