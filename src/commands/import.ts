import { basename } from "node:path";
import { BtfError } from "../btf/error.js";
import { UsageError } from "../errors.js";
import { readBtfFile } from "../fs/btf.js";
import { readHeader } from "../fs/headers.js";
import { readSpecs } from "../fs/specs.js";
import { type Headers, readHeaders } from "../import/c/header.js";
import { type ImportOptions as Import, importSpec } from "../import/import.js";
import { bitsRequest } from "../import/selections.js";
import { parse } from "../load.js";
import type { Direction } from "../model/types.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { textsOf } from "./workspace.js";

export interface ImportOptions {
  readonly btf: string;
  readonly base?: string;
  readonly type: string;
  readonly member?: string;
  readonly name?: string;
  readonly direction?: Direction;
  readonly headers?: readonly string[];
  readonly bits?: readonly string[];
}

const NAME = /^[a-z][a-z0-9_]*\/[a-z0-9][a-z0-9_-]*$/;

/** Prints a first spec of a kernel's struct. */
export async function importType(options: ImportOptions, io: Io): Promise<ExitCode> {
  const { type, member, direction } = options;
  const name = options.name ?? nameFor(options);
  if (!NAME.test(name)) throw new UsageError(`${name} is not <driver>/<descriptor>`, "it is said as ice/rx-flex");
  const vocabulary = readSpecs([]).filter((source) => source.name === "metadata.yaml");
  const taken = parse(vocabulary).model.vocabulary.items.map((item) => item.name);
  const headers = headersOf(options);
  const settings: Import = {
    type,
    name,
    taken,
    ...(headers === undefined ? {} : { headers, bits: (options.bits ?? []).map(bitsRequest) }),
    ...(member === undefined ? {} : { member }),
    ...(direction === undefined ? {} : { direction }),
  };
  const text = naming(options.btf, () => importSpec(readBtfFile(options.btf, options.base), settings));
  io.out(text);
  const sources = [...vocabulary, { path: `${name}.yaml`, name: `${name}.yaml`, text }];
  const { diagnostics } = parse(sources);
  if (diagnostics.length === 0) return EXIT.good;
  const { reportText } = await import("../diagnostics/report-text.js");
  io.err(reportText(diagnostics, textsOf(sources), { color: io.color.err }));
  return EXIT.findings;
}

function headersOf({ headers = [], bits = [] }: ImportOptions): Headers | undefined {
  if (headers.length > 0) return readHeaders(headers.map((path) => ({ name: basename(path), text: readHeader(path) })));
  if (bits.length > 0)
    throw new UsageError("--bits says which macros to take, and no header is given", "give the driver's by --headers");
  return undefined;
}

/** The module and the type's name without the module's: `igc/adv-rx-desc`. */
function nameFor({ btf, type }: ImportOptions): string {
  const module = basename(btf)
    .replace(/(\.btf|\.ko)?(\.(xz|zst|gz))?$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  const stem = type.replace(/^(struct|union)\s+/, "").toLowerCase();
  const own = stem.startsWith(`${module}_`) ? stem.slice(module.length + 1) : stem;
  return `${module}/${own.replace(/_+/g, "-").replace(/^-/, "")}`;
}

function naming<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof BtfError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
