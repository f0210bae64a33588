// The C around a pair of readers: the same arguments, the same outputs, and nothing else, so that what differs is theirs.

/** Both wrappers of every reader of some descriptors of one driver. */
export function wrappersOf(driver, descriptors) {
  const lines = [
    ...descriptors.map((descriptor) => `#include <nicdesc/${descriptor.name}.h>`),
    `#include "by-hand/${driver}.h"`,
  ];
  for (const descriptor of descriptors) {
    for (const reader of descriptor.readers) lines.push("", ...pairOf(descriptor, reader));
  }
  return `${lines.join("\n")}\n`;
}

export function wrapperName(side, descriptor, reader) {
  return `${side}_wrapper_${descriptor.id}_${reader.name}`;
}

function pairOf(descriptor, reader) {
  const suffix = `${descriptor.id}_${reader.name}`;
  const lines = [];
  if (reader.spilled)
    lines.push(
      ...structOf(
        `in_${suffix}`,
        reader.inputs.map(({ type, name }) => cInput(type, name)),
      ),
    );
  if (reader.outputs.length > 0)
    lines.push(
      ...structOf(
        `out_${suffix}`,
        reader.outputs.map(({ type, name }) => `${type} ${name}`),
      ),
    );
  for (const side of ["generated", "hand"]) {
    const signature = `${wrapperName(side, descriptor, reader)}(${parametersOf(descriptor, reader).join(", ")})`;
    if (reader.kind === "raw") {
      lines.push(`__attribute__((noinline)) __u64 ${signature}`, "{", `\treturn ${reader[side]};`, "}");
      continue;
    }
    lines.push(`__attribute__((noinline)) int ${signature}`, "{");
    // As programs call them: outputs are locals, used when the answer is 0.
    for (const { type, name } of reader.outputs) lines.push(`\t${type} ${name};`);
    lines.push(`\tint ret = ${reader[side]};`, "");
    if (reader.outputs.length > 0) {
      lines.push("\tif (ret)", "\t\treturn ret;");
      for (const { name } of reader.outputs) lines.push(`\tout->${name} = ${name};`);
    }
    lines.push(`\treturn ${reader.outputs.length > 0 ? 0 : "ret"};`, "}");
  }
  return lines;
}

function parametersOf(descriptor, reader) {
  const suffix = `${descriptor.id}_${reader.name}`;
  const entries = reader.entries.map((name) => {
    const entry = descriptor.entries.find((candidate) => candidate.name === name);
    return `const struct ${entry.struct} *${name}`;
  });
  const inputs = reader.spilled
    ? [`const struct in_${suffix} *in`]
    : reader.inputs.map(({ type, name }) => cInput(type, name));
  const outputs = reader.outputs.length > 0 ? [`struct out_${suffix} *out`] : [];
  return [...entries, ...inputs, ...(reader.index ? ["unsigned int i"] : []), ...outputs];
}

function structOf(name, members) {
  return [`struct ${name} {`, ...members.map((member) => `\t${member};`), "};"];
}

function cInput(type, name) {
  return type === "timecounter" ? `const struct nicdesc_timecounter *${name}` : `__${type} ${name}`;
}
