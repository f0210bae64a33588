// How many BPF instructions a reader takes, beside one written by hand.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { byDriver, descriptorsOf } from "./readers.mjs";
import { BIN, firstOf, inTemporaryFolder, multiarchInclude, ROOT, run } from "./tools.mjs";
import { wrapperName, wrappersOf } from "./wrappers.mjs";

/** For each descriptor and kind of reader: both sums, the worst reader, and all of them. Undefined without clang. */
export function measureInstructions() {
  const clang = firstOf("clang-19", "clang");
  const objdump = firstOf("llvm-objdump-19", "llvm-objdump");
  if (clang === undefined || objdump === undefined) return undefined;
  return inTemporaryFolder((folder) => {
    run(process.execPath, [BIN, "generate", "-q", "-o", folder]);
    const descriptors = descriptorsOf();
    const functions = new Map(
      byDriver(descriptors).flatMap(([driver, own]) => {
        const source = join(folder, `${driver}.c`);
        const object = join(folder, `${driver}.o`);
        writeFileSync(source, wrappersOf(driver, own));
        const include = ["-I", folder, "-I", join(ROOT, "bench"), ...multiarchInclude()];
        run(clang, ["-O2", "-target", "bpf", "-mcpu=v3", "-Wall", ...include, "-c", source, "-o", object]);
        return [...disassemble(objdump, object)];
      }),
    );
    return descriptors.map((descriptor) => summary(descriptor, functions));
  });
}

/** Functions by name: their instructions, as many as they take; a 64-bit immediate takes two. */
function disassemble(objdump, object) {
  const functions = new Map();
  let current = [];
  for (const line of run(objdump, ["-d", "--no-show-raw-insn", object]).split("\n")) {
    const name = /^[0-9a-f]+ <([^>]+)>:$/.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      functions.set(name, current);
    }
    const instruction = /^\s+\d+:\s+(.*\S)\s*$/.exec(line)?.[1];
    if (instruction !== undefined) current.push(instruction);
  }
  return functions;
}

function summary(descriptor, functions) {
  const readers = descriptor.readers.map((reader) => {
    const [generated, hand] = ["generated", "hand"].map((side) => {
      const instructions = functions.get(wrapperName(side, descriptor, reader));
      if (instructions === undefined) throw new Error(`${descriptor.name}: ${reader.name} was not compiled`);
      return { code: instructions, count: slots(instructions) };
    });
    return { kind: reader.kind, name: reader.name, generated, hand, ratio: generated.count / hand.count };
  });
  return { name: descriptor.name, raw: sumUp(readers, "raw"), metadata: sumUp(readers, "metadata"), readers };
}

function sumUp(readers, kind) {
  const own = readers.filter((reader) => reader.kind === kind);
  const worst = own.reduce(
    (most, reader) => (most === undefined || reader.ratio > most.ratio ? reader : most),
    undefined,
  );
  return {
    readers: own.length,
    generated: own.reduce((sum, reader) => sum + reader.generated.count, 0),
    hand: own.reduce((sum, reader) => sum + reader.hand.count, 0),
    worst: worst === undefined ? undefined : { name: worst.name, ratio: worst.ratio },
  };
}

function slots(instructions) {
  return instructions.reduce((sum, text) => sum + (/\bll$/.test(text) ? 2 : 1), 0);
}
