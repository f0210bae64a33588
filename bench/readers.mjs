// Every reader that is generated, and the one written by hand beside it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstOf, ROOT, run } from "./tools.mjs";

const { parse } = await import(join(ROOT, "dist", "load.js"));
const { readSpecs } = await import(join(ROOT, "dist", "fs", "specs.js"));
const { descriptorView } = await import(join(ROOT, "dist", "target", "view.js"));

/** A BPF function takes at most this many arguments. */
const MOST_ARGUMENTS = 5;

/**
 * The descriptors with their readers. A reader has the arguments of its wrapper, which are the same for both sides, and
 * the calls that the two wrappers make.
 */
export function descriptorsOf() {
  const { model } = parse(readSpecs([]));
  const hands = new Map();
  return model.descriptors.map((descriptor) => {
    const { driver, name, id } = descriptor;
    if (!hands.has(driver)) hands.set(driver, handParameters(driver));
    const view = descriptorView(descriptor, model, { mark: "", command: "" });
    const context = { descriptor, view, hand: hands.get(driver) };
    return {
      name,
      id,
      driver,
      entries: view.entries.map((entry) => ({ name: entry.c.parameter, struct: entry.c.struct, size: entry.size })),
      readers: [
        ...view.readers.map((reader) => readerOf("raw", reader.name, reader.c, [], context)),
        ...view.metadata
          .filter((item) => item.answered)
          .map((item) => readerOf("metadata", item.name, item.c, item.parts, context)),
      ],
    };
  });
}

/** Drivers with their descriptors. */
export function byDriver(descriptors) {
  const drivers = [...new Set(descriptors.map((descriptor) => descriptor.driver))];
  return drivers.map((driver) => [driver, descriptors.filter((descriptor) => descriptor.driver === driver)]);
}

function readerOf(kind, name, { name: generated, parameters }, parts, { descriptor, view, hand }) {
  const byHand = generated.replace(/^nicdesc_/, "hand_");
  const said = hand.get(byHand);
  if (said === undefined) throw new Error(`bench/by-hand/${descriptor.driver}.h has no ${byHand}`);
  const wanted = new Set([...parameters.map((parameter) => parameter.name), ...said]);
  const index = wanted.has("i");
  const entries = view.entries.map((entry) => entry.c.parameter).filter((entry) => wanted.has(entry));
  const inputs = descriptor.inputs
    .filter((input) => wanted.has(input.name))
    .map((input) => ({ ...input, values: valuesOf(input, descriptor) }));
  const outputs = parts.map((part) => ({ name: part.name, type: `__${part.type}` }));
  const [isInput, isOutput] = [inputs, outputs].map((list) => (own) => list.some((one) => one.name === own));
  const stray = [...wanted].find((own) => own !== "i" && !entries.includes(own) && !isInput(own) && !isOutput(own));
  if (stray !== undefined) throw new Error(`${byHand} has a parameter ${stray}, which ${generated} does not have`);
  const registers = entries.length + inputs.length + (index ? 1 : 0) + (outputs.length > 0 ? 1 : 0);
  const spilled = registers > MOST_ARGUMENTS;
  const argument = (own) => (isOutput(own) ? `&${own}` : spilled && isInput(own) ? `in->${own}` : own);
  return {
    kind,
    name,
    generated: `${generated}(${parameters.map((parameter) => argument(parameter.name)).join(", ")})`,
    hand: `${byHand}(${said.map(argument).join(", ")})`,
    entries,
    inputs,
    outputs,
    index,
    count: descriptor.fields.find((field) => field.cName === name)?.array?.count ?? 0,
    spilled,
  };
}

/** The values that an input has, where there is a list of them. */
function valuesOf(input, descriptor) {
  return input.name === "size" ? descriptor.sizes : input.values.map(({ value }) => value);
}

/** The parameters of each function in a header, by the names that the generated ones have. */
function handParameters(driver) {
  const header = join(ROOT, "bench", "by-hand", `${driver}.h`);
  const text = run(firstOf("clang-19", "clang", "gcc"), ["-E", "-P", "-nostdinc", "-x", "c", "-"], {
    input: readFileSync(header, "utf8").replace(/^#include.*$/gm, ""),
  });
  const functions = text.matchAll(/\b(hand_\w+)\s*\(([^()]*)\)\s*\{/g);
  return new Map(
    [...functions].map(([, name, parameters]) => [
      name,
      parameters.split(",").map((parameter) => {
        const own = /(\w+)\s*$/.exec(parameter)?.[1] ?? "";
        return own === "d" ? "desc" : own;
      }),
    ]),
  );
}
