// A comparison counts only between readers that say the same: both sides on the same bytes and inputs, natively.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { byDriver, descriptorsOf } from "./readers.mjs";
import { BIN, firstOf, inTemporaryFolder, ROOT, run } from "./tools.mjs";
import { wrapperName, wrappersOf } from "./wrappers.mjs";

const ROUNDS = 20000;

/** The readers whose two sides disagree, with bytes that show it; empty when all agree. Undefined without a compiler. */
export function disagreements() {
  const compiler = firstOf("clang-19", "clang", "gcc");
  if (compiler === undefined) return undefined;
  return inTemporaryFolder((folder) => {
    run(process.execPath, [BIN, "generate", "-q", "-o", folder]);
    return byDriver(descriptorsOf()).flatMap(([driver, descriptors]) => {
      const source = join(folder, `${driver}.c`);
      const program = join(folder, driver);
      writeFileSync(source, programOf(driver, descriptors));
      const include = ["-I", folder, "-I", join(ROOT, "bench")];
      run(compiler, ["-O1", "-fno-strict-aliasing", "-w", ...include, source, "-o", program]);
      return run(program, [])
        .split("\n")
        .filter((line) => line !== "");
    });
  });
}

function programOf(driver, descriptors) {
  const parts = [wrappersOf(driver, descriptors), HARNESS];
  for (const descriptor of descriptors) {
    parts.push(samplesOf(descriptor), ...descriptor.readers.map((reader) => checkOf(descriptor, reader)));
  }
  const calls = descriptors.flatMap((descriptor) =>
    descriptor.readers.map((reader) => `\t${checkName(descriptor, reader)}();`),
  );
  return `${parts.join("\n")}\nint main(void)\n{\n${calls.join("\n")}\n\treturn 0;\n}\n`;
}

/** The kernel's vectors, as a start: purely random bytes hardly ever satisfy a condition. */
function samplesOf(descriptor) {
  const size = descriptor.entries.reduce((sum, entry) => sum + entry.size, 0);
  const texts = ["fields", "meaning"]
    .map((kind) => join(ROOT, "test", "vectors", `${descriptor.name}.${kind}.json`))
    .filter((path) => existsSync(path))
    .flatMap((path) => JSON.parse(readFileSync(path, "utf8")).vectors.map((vector) => vector.bytes));
  const rows = [...new Set(texts), "00".repeat(size)].map(
    (text) => `\t"${text.padEnd(size * 2, "0").replace(/../g, "\\x$&")}",`,
  );
  return `static const char samples_${descriptor.id}[][${size} + 1] = {\n${rows.join("\n")}\n};\n`;
}

function checkName(descriptor, reader) {
  return `check_${descriptor.id}_${reader.name}`;
}

function checkOf(descriptor, reader) {
  const { id } = descriptor;
  const lines = [`static void ${checkName(descriptor, reader)}(void)`, "{"];
  const size = descriptor.entries.reduce((sum, entry) => sum + entry.size, 0);
  lines.push(`\tunsigned char bytes[${size}] __attribute__((aligned(64)));`);
  if (reader.outputs.length > 0) lines.push(`\tstruct out_${id}_${reader.name} a, b;`);
  lines.push(
    `\tfor (int round = 0; round < ${ROUNDS}; round++) {`,
    `\t\tpick(bytes, ${size}, samples_${id}[random64() % (sizeof(samples_${id}) / sizeof(*samples_${id}))]);`,
  );
  for (const input of reader.inputs) lines.push(...inputLines(input).map((line) => `\t\t${line}`));
  if (reader.index) lines.push(`\t\tunsigned int i = random64() % ${reader.count};`);
  if (reader.spilled) {
    const values = reader.inputs.map(({ name, type }) => (type === "timecounter" ? `&${name}` : name));
    lines.push(`\t\tstruct in_${id}_${reader.name} in = { ${values.join(", ")} };`);
  }
  if (reader.outputs.length > 0) lines.push("\t\tmemset(&a, 0, sizeof(a));", "\t\tmemset(&b, 0, sizeof(b));");
  const call = (side, out) => {
    const entries = reader.entries.map((name) => `(const void *)(bytes + ${offsetOf(descriptor, name)})`);
    const inputs = reader.spilled
      ? ["&in"]
      : reader.inputs.map(({ name, type }) => (type === "timecounter" ? `&${name}` : name));
    const all = [
      ...entries,
      ...inputs,
      ...(reader.index ? ["i"] : []),
      ...(reader.outputs.length > 0 ? [`&${out}`] : []),
    ];
    return `${wrapperName(side, descriptor, reader)}(${all.join(", ")})`;
  };
  lines.push(`\t\tlong long x = ${call("generated", "a")}, y = ${call("hand", "b")};`);
  const outputs = reader.outputs.map(({ name }) => ` || a.${name} != b.${name}`).join("");
  lines.push(`\t\tif (x != y${outputs}) {`);
  const shown = reader.outputs.map(({ name }) => `, (long long)a.${name}, (long long)b.${name}`).join("");
  const format = reader.outputs.map(({ name }) => ` ${name} %#llx/%#llx`).join("");
  lines.push(
    `\t\t\tprintf("${descriptor.name} ${reader.name}: generated %#llx, by hand %#llx${format} of ", x, y${shown});`,
  );
  lines.push(`\t\t\tshow(bytes, ${size});`, "\t\t\treturn;", "\t\t}", "\t}", "}", "");
  return lines.join("\n");
}

function offsetOf(descriptor, name) {
  const index = descriptor.entries.findIndex((entry) => entry.name === name);
  return descriptor.entries.slice(0, index).reduce((sum, entry) => sum + entry.size, 0);
}

/** An input is what the driver has there: one of its values, where it has names for them. */
function inputLines({ name, type, width, values }) {
  if (type === "timecounter") {
    return [
      `struct nicdesc_timecounter ${name} = { random64(), ~0ULL >> (random64() % 2 * 16), random64(), random64() >> 40, random64() >> 40, random64() % 30 };`,
    ];
  }
  if (values.length === 0) {
    const limit = width === 64 ? "" : ` & ${(1n << BigInt(width)) - 1n}ULL`;
    return [`__${type} ${name} = random64() >> random64() % 64${limit};`];
  }
  const table = values.map((value) => `${value}ULL`).join(", ");
  return [
    `static const __u64 values_${name}[] = { ${table} };`,
    `__${type} ${name} = values_${name}[random64() % ${values.length}];`,
  ];
}

const HARNESS = `
#include <stdio.h>
#include <string.h>

static unsigned long long random64(void)
{
	static unsigned long long state = 88172645463325252ULL;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* A sample, with some of its bits turned over; or random bytes. */
static void pick(unsigned char *bytes, int size, const char *sample)
{
	int turned = random64() % 6;

	memcpy(bytes, sample, size);
	for (int i = 0; i < size && turned == 5; i++)
		bytes[i] = random64();
	for (int i = 0; i < turned; i++) {
		unsigned int bit = random64() % (size * 8);

		bytes[bit / 8] ^= 1 << bit % 8;
	}
}

static void show(const unsigned char *bytes, int size)
{
	for (int i = 0; i < size; i++)
		printf("%02x", bytes[i]);
	printf("\\n");
}
`;
