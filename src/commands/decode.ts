import { readFileSync } from "node:fs";
import { type Decoded, decode as decodeBytes, type Inputs } from "../decode/decode.js";
import { type InputFormat, readBytes } from "../decode/input.js";
import { decodedJson } from "../decode/json.js";
import { decodedTable } from "../decode/table.js";
import { UsageError } from "../errors.js";
import { reason } from "../fs/reason.js";
import type { Descriptor } from "../model/types.js";
import { findDescriptor } from "../select.js";
import { readInputs } from "./inputs.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface DecodeCommandOptions extends SpecsOptions {
  readonly file?: string;
  readonly format: InputFormat;
  readonly input?: readonly string[];
  readonly bigEndianHost?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Prints the fields and metadata of one or more descriptors, given as an argument, a file, or on stdin. */
export async function decode(
  name: string,
  hex: readonly string[],
  options: DecodeCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const opened = await openModel(options, io, [name]);
  if (opened === undefined) return EXIT.findings;
  const { model } = opened;
  const descriptor = findDescriptor(model.descriptors, name);
  const inputs = readInputs(options.input ?? [], descriptor);
  const read = readBytes(await inputText(hex, options, io), options.format);
  if (!read.ok) throw new UsageError(read.message, read.help);
  const decoded = split(read.bytes, descriptor, inputs).map((bytes) =>
    decodeBytes(model, descriptor, bytes, { inputs, byteOrder: options.bigEndianHost ? "big" : "little" }),
  );
  io.out(options.json ? decodedJson(decoded, options.all === true) : render(decoded, options, io));
  return EXIT.good;
}

function render(decoded: readonly Decoded[], options: DecodeCommandOptions, io: Io): string {
  return decoded.map((one) => decodedTable(one, { color: io.color.out, all: options.all === true })).join("\n");
}

async function inputText(hex: readonly string[], options: DecodeCommandOptions, io: Io): Promise<Uint8Array | string> {
  const said = hex.filter((text) => text !== "-");
  if (said.length > 0 && (said.length < hex.length || options.file !== undefined))
    throw new UsageError("the bytes come from one place: the command line, a file, or stdin");
  if (said.length > 0) return said.join(" ");
  if (options.file === undefined || options.file === "-") return io.stdin();
  try {
    return readFileSync(options.file);
  } catch (error) {
    throw new UsageError(`cannot read ${options.file}: ${reason(error)}`);
  }
}

/** Many descriptors in a row are cut by size; where the size depends on features, by the `size` input. */
function split(bytes: Uint8Array, descriptor: Descriptor, inputs: Inputs): Uint8Array[] {
  const given = inputs["size"];
  const size =
    typeof given === "bigint"
      ? Number(given)
      : descriptor.sizes.includes(bytes.length)
        ? bytes.length
        : descriptor.size;
  if (!descriptor.sizes.includes(size))
    throw new UsageError(`${descriptor.name} has ${descriptor.sizes.join(", ")} bytes, not ${size}`);
  if (bytes.length === 0 || bytes.length % size !== 0) {
    throw new UsageError(
      `${bytes.length} ${bytes.length === 1 ? "byte is" : "bytes are"} no whole number of descriptors of ${size} bytes`,
      `${descriptor.name} has ${descriptor.sizes.join(" or ")} bytes`,
    );
  }
  return Array.from({ length: bytes.length / size }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}
