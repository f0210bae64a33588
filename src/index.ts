/**
 * nicdesc as a library: pure functions over data. Reading specs and targets from disk is in `nicdesc/fs`.
 *
 * @example
 * import { decode, generate, parse } from "nicdesc";
 * import { loadTarget, readSpecs } from "nicdesc/fs";
 *
 * const { model, diagnostics } = parse(readSpecs([]));
 * const files = generate(model, loadTarget("bpf-c"), ["mlx5"]);
 */
export { type Clock, clockToNs, extendCounter } from "./decode/clock.js";
export {
  type Decoded,
  type DecodedField,
  type DecodedMetadata,
  type DecodeOptions,
  decode,
  type Inputs,
  type MetadataStatus,
} from "./decode/decode.js";
export { type InputFormat, type ReadBytes, readBytes } from "./decode/input.js";
export { CODES, type Code } from "./diagnostics/codes.js";
export type { Diagnostic, Position, Range, RelatedPlace, Severity } from "./diagnostics/diagnostic.js";
export { reportGithub } from "./diagnostics/report-github.js";
export { reportJson } from "./diagnostics/report-json.js";
export { reportSarif } from "./diagnostics/report-sarif.js";
export { reportText } from "./diagnostics/report-text.js";
export { compareAccess, type DriverPoints, type KernelSide } from "./diff/access.js";
export {
  type Change,
  type ChangeKind,
  type Comparison,
  type Outcome,
  outcomeOf,
  type Section,
  type SectionKind,
} from "./diff/change.js";
export { compareDrivers } from "./diff/drivers.js";
export { compareKernels, type Kernel } from "./diff/kernel-types.js";
export { compareDescriptors } from "./diff/specs.js";
export { UsageError } from "./errors.js";
export { generate } from "./generate.js";
export { type Loaded, lint, parse } from "./load.js";
export type * from "./model/driver/types.js";
export type * from "./model/types.js";
export { selectDescriptors } from "./select.js";
export { showSvg } from "./show/svg.js";
export { showTerminal } from "./show/terminal.js";
export { jsonSchema } from "./spec/schema.js";
export type { SourceFile } from "./spec/source.js";
export type { Target } from "./target/manifest.js";
export type { OutputFile } from "./target/render.js";
export type { BtfSource } from "./verify/frames.js";
export type { KernelVersion } from "./verify/kernels.js";
