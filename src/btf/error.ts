/** What is wrong with the bytes, as a closed set. */
export type BtfErrorCode =
  /** No BTF, or another version of it. */
  | "format"
  /** A section that does not lie in the bytes, or a record that does not lie in its section. */
  | "bounds"
  /** A string that is outside the strings, or is no text. */
  | "string"
  /** A type id that does not exist, or names a type of the wrong kind. */
  | "id"
  /** A type that says what cannot be. */
  | "type"
  /** Types that contain themselves. */
  | "cycle"
  /** More than anything real has. */
  | "limit"
  /** Split BTF without its base, with another's, or a base for BTF that stands alone. */
  | "base"
  /** An ELF file that is broken or has no BTF. */
  | "elf";

/** The bytes are not good BTF, or what was asked of them has no answer. */
export class BtfError extends Error {
  override readonly name = "BtfError";

  constructor(
    readonly code: BtfErrorCode,
    message: string,
  ) {
    super(message);
  }
}
