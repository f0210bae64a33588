/** The command line: every command in one place. Commands are loaded when they run. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { EXIT, type ExitCode, type Io, usageText } from "./commands/io.js";
import { UsageError } from "./errors.js";
import { packageVersion } from "./fs/package.js";

/** Runs the command line and gives the exit code: 0 good, 1 findings or drift, 2 usage, I/O or internal. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.good;
  const program = buildProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.usage;
    if (!(error instanceof UsageError)) throw error;
    io.err(usageText(error));
    return EXIT.usage;
  }
}

function buildProgram(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command("nicdesc")
    .description("YAML specs of NIC hardware descriptors in, BPF C headers out")
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    })
    .showSuggestionAfterError();
  const command = (usage: string, description: string, examples: readonly string[]) =>
    program
      .command(usage)
      .description(description)
      .addHelpText("after", exampleText(examples))
      .addOption(specsOption());

  command("generate", "make BPF C headers (or what another target makes) of the descriptors", [
    "nicdesc generate -o include",
    "nicdesc generate mlx5 'i*/rx*' --specs my-specs -o include --check",
    "nicdesc generate --target markdown -o docs/descriptors",
  ])
    .argument("[pattern...]", "descriptors: mlx5, mlx5/cqe64, '*/rx*' (default: all)")
    .addOption(path("-o, --out <dir>", "the output folder; - for stdout").makeOptionMandatory())
    .addOption(path("-t, --target <target>", "a shipped target, or the path of a folder of templates").default("bpf-c"))
    .addOption(path("--templates <dir>", "templates that stand in for the target's own of the same names"))
    .option("--library <driver>", "also make a BPF C file of a driver's answers, to be linked by `bpftool gen object`")
    .option("--check", "write nothing; show what differs, and exit with 1 if anything does")
    .option("-w, --watch", "make them again whenever a spec or template changes")
    .addOption(path("--depfile <file>", "write a make dependency file"))
    .option("--no-clean", "leave files that this command does not make")
    .option("-q, --quiet", "do not say what was written")
    .option("--json", "say what was written, or differs, as JSON on stdout")
    .action(async (patterns: string[], options) =>
      done(await (await import("./commands/generate.js")).generate(patterns, options, io)),
    );

  command("lint", "report every problem of the specs, with line, column and a hint", [
    "nicdesc lint",
    "nicdesc lint my-specs/igc/rx-wb.yaml",
    "nicdesc lint --specs my-specs --format github",
  ])
    .argument("[path...]", "files, folders, drivers or descriptors (default: all)")
    .addOption(formatOption())
    .option("--json", "the same as --format json")
    .action(async (targets: string[], options) =>
      done(await (await import("./commands/lint.js")).lint(targets, options, io)),
    );

  command("decode", "bytes to fields and metadata", [
    "nicdesc decode igc/tx-data 00100000:00000000 4a00003f:00004000",
    "xxd ring.bin | nicdesc decode igb/rx-wb --json",
    "nicdesc decode igc/rx-wb -f desc.bin -i link_speed=speed_1000",
  ])
    .argument("<name>", "the descriptor: mlx5/cqe64")
    .argument("[hex...]", "its bytes; without them, or for -, stdin is read")
    .addOption(path("-f, --file <file>", "read the bytes from a file"))
    .addOption(
      new Option("--format <format>", "what the bytes are written as")
        .choices(["auto", "hex", "xxd", "hexdump", "raw"])
        .default("auto"),
    )
    .addOption(repeatable("-i, --input <name=value>", "what only the caller knows (repeatable)"))
    .option("--big-endian-host", "words in CPU byte order come from a big-endian machine")
    .option("--all", "show fields that are not valid, too")
    .option("--json", "as JSON")
    .action(async (name: string, hex: string[], options) =>
      done(await (await import("./commands/decode.js")).decode(name, hex, options, io)),
    );

  command("show", "a descriptor's layout as a picture", [
    "nicdesc show mlx5/cqe64",
    "nicdesc show mlx5/cqe64 --svg cqe64.svg",
  ])
    .argument("<name>", "the descriptor: mlx5/cqe64")
    .addOption(path("--svg <file>", "write it as an SVG file; - for stdout").conflicts("json"))
    .option("--json", "the resolved model as JSON")
    .action(async (name: string, options) => done(await (await import("./commands/show.js")).show(name, options, io)));

  command("list", "the descriptors and drivers there are", [
    "nicdesc list",
    "nicdesc list 'i*' --direction rx --answers rx_timestamp",
    "nicdesc list --drivers --json",
  ])
    .argument("[pattern...]", "descriptors: mlx5, '*/rx*' (default: all)")
    .addOption(
      new Option("--direction <direction>", "only these").choices(["rx", "tx", "rx-completion", "tx-completion"]),
    )
    .option("--answers <item>", "only those that answer this metadata: rx_hash")
    .option("--drivers", "only the drivers: queue formats, ways from XDP, hooks")
    .option("--json", "as JSON")
    .action(async (patterns: string[], options) =>
      done(await (await import("./commands/list.js")).list(patterns, options, io)),
    );

  command("matrix", "which descriptor answers which metadata, or how programs get to it", [
    "nicdesc matrix '*/rx*'",
    "nicdesc matrix --markdown > matrix.md",
    "nicdesc matrix ice --access",
  ])
    .argument("[pattern...]", "descriptors: mlx5, '*/rx*' (default: all)")
    .option("--access", "the ways from XDP and the hooks, and the kernels in which they were found")
    .addOption(new Option("--json", "as JSON").conflicts("markdown"))
    .option("--markdown", "as Markdown tables")
    .action(async (patterns: string[], options) =>
      done(await (await import("./commands/matrix.js")).matrix(patterns, options, io)),
    );

  command("kernels", "on which kernels descriptors, ways from XDP and hooks are known good", [
    "nicdesc kernels ice",
    "nicdesc kernels 'i*' --kernel 6.1",
    "nicdesc kernels mlx5 --kernel $(uname -r) --json",
  ])
    .argument("[pattern...]", "descriptors: mlx5, '*/rx*' (default: all)")
    .addOption(path("--kernel <version>", "what is there on this one, and what comes nearest to what is not"))
    .option("--json", "as JSON")
    .action(async (patterns: string[], options) =>
      done(await (await import("./commands/kernels.js")).kernels(patterns, options, io)),
    );

  command("verify", "hold the layouts and access points of the specs against a kernel's types (BTF)", [
    "nicdesc verify",
    "nicdesc verify ice 'mlx5/*' --btf ice.ko.xz mlx5_core.ko.xz --base vmlinux",
    "nicdesc verify --kernel 6.12 --format github --btf btf/6.12/*",
  ])
    .argument("[pattern...]", "descriptors: mlx5, mlx5/cqe64, '*/rx*' (default: all)")
    .addOption(
      path(
        "--btf <file...>",
        "kernels and modules, or folders of them: BTF or ELF, also compressed (default: the running kernel)",
      ).argParser(collect),
    )
    .addOption(
      path("--base <file>", "the kernel's BTF, for modules (default: vmlinux beside them, or the running one)"),
    )
    .addOption(path("--kernel <version>", "what `kernels:` of fields is held against (default: of the running kernel)"))
    .addOption(formatOption())
    .option("--json", "the same as --format json")
    .addHelpText("after", `\n${VERIFY_NOTE}`)
    .action(async (patterns: string[], options) =>
      done(await (await import("./commands/verify.js")).verify(patterns, options, io)),
    );

  command("diff", "what changed between two kernels' types (BTF), or between two specs", [
    "nicdesc diff --btf linux-6.1 --btf linux-6.12",
    "nicdesc diff ice --btf old/ice.ko.xz --btf new/ice.ko.xz --format markdown",
    "nicdesc diff igc/rx-wb my-specs/igc/rx-wb.yaml",
    "nicdesc diff ice my-specs/ice/driver.yaml",
  ])
    .argument("[name...]", "with --btf, drivers or descriptors: mlx5, '*/rx*' (default: all); without, two specs")
    .addOption(
      path("--btf <path>", "a kernel's types, twice: the earlier, the later; a file, or a folder of them").argParser(
        collect,
      ),
    )
    .addOption(
      path("--base <file>", "the kernel's BTF, for modules, twice too (default: vmlinux beside them)").argParser(
        collect,
      ),
    )
    .addOption(
      path("--kernel <version>", "which kernels these are, twice too: 6.12; points may be for some only").argParser(
        collect,
      ),
    )
    .addOption(formatOption(["text", "json", "markdown"]))
    .option("--json", "the same as --format json")
    .addHelpText("after", `\n${DIFF_NOTE}`)
    .action(async (names: string[], options) =>
      done(await (await import("./commands/diff.js")).diff(names, options, io)),
    );

  command("doctor", "what this machine allows, and what the drivers of its interfaces have", [
    "nicdesc doctor",
    "nicdesc doctor eth0 --json",
  ])
    .argument("[interface...]", "network interfaces (default: all)")
    .option("--json", "as JSON")
    .action(async (interfaces: string[], options) =>
      done(await (await import("./commands/doctor.js")).doctor(interfaces, options, io)),
    );

  program
    .command("import")
    .description("a first spec of a kernel's struct, out of its types (BTF)")
    .addHelpText(
      "after",
      exampleText([
        "nicdesc import --btf igc.ko --type 'union igc_adv_rx_desc' --member wb",
        "nicdesc import --btf ice.ko.xz --type 'struct ice_tx_desc' --direction tx",
        "nicdesc import --btf igc.ko --type 'union igc_adv_rx_desc' \\\n      --headers igc_defines.h --bits wb.upper.status_error=IGC_RXD_STAT",
      ]),
    )
    .addHelpText("after", `\n${IMPORT_NOTE}`)
    .addOption(path("--btf <file>", "the kernel or module: BTF or ELF, also compressed").makeOptionMandatory())
    .addOption(path("--base <file>", "the kernel's BTF, for a module (default: vmlinux beside it, or the running one)"))
    .addOption(path("--type <type>", "the type, as in C: 'union igc_adv_rx_desc'").makeOptionMandatory())
    .addOption(path("--member <path>", "the member of the type that the descriptor is: wb"))
    .addOption(path("--name <name>", "what to call it: igc/rx-wb (default: module and type)"))
    .addOption(
      new Option("--direction <direction>", "its direction").choices(["rx", "tx", "rx-completion", "tx-completion"]),
    )
    .addOption(
      path(
        "--headers <file...>",
        "the driver's C headers, whose macros and enums tell the bits inside words",
      ).argParser(collect),
    )
    .addOption(
      path(
        "--bits <member=stem>",
        "macros that begin so (or match `*` and `?`) are about this member; stem@base: counted from a number or macro (repeatable)",
      ).argParser(collect),
    )
    .action(async (options) => done(await (await import("./commands/import.js")).importType(options, io)));

  program
    .command("schema")
    .description("the JSON Schema of spec files, for editors")
    .addHelpText("after", exampleText(["nicdesc schema > schema.json"]))
    .action(async () => done(await (await import("./commands/schema.js")).schema(io)));

  return program;
}

const VERIFY_NOTE = `\
Compared are sizes, and of each field that names or implies a member its place,
width, byte order and array; of the ways and hooks of driver.yaml the structs,
members, functions, tracepoints and parameters. What a kernel lacks is no
difference, unless --kernel says that it is one of those in \`verified\`. Bits
inside a word are compared where the field names the kernel's enumerators. BTF
does not have other bits, nor whether a function can be attached.`;

const DIFF_NOTE = `\
A spec is a descriptor's name, a driver's, or a YAML file. Of kernels, the types
that the specs name are compared: sizes, and the place, size and type of every
member; and the access points of drivers: which are there, and the functions,
structs and members that they go through, wherever those lie.
Bits inside a word are not in BTF. Exits with 1 when anything differs.`;

const IMPORT_NOTE = `\
What BTF cannot say is marked in the spec by a comment: bits inside words,
conditions, units, metadata. Headers name the bits (X_SHIFT, X_MASK, BIT(n),
GENMASK(h, l), enums), and not the word that they are in: where --bits or a
name's likeness tells it, they become fields; the others are comments to choose
from. Access points are not imported yet.`;

function formatOption(formats = ["text", "json", "sarif", "github"]): Option {
  return new Option("--format <format>", "how to report").choices(formats).default("text");
}

function specsOption(): Option {
  return repeatable("--specs <dir>", "a folder of further specs (repeatable)");
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collect).default([], "none");
}

function path(flags: string, description: string): Option {
  return new Option(flags, description).argParser(notEmpty);
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, notEmpty(value)];
}

function notEmpty(value: string): string {
  if (value === "") throw new InvalidArgumentError("it is empty");
  return value;
}

function exampleText(lines: readonly string[]): string {
  return `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
