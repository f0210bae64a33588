/** Raw BTF out of what carries it. */
import { elfSection, isElf } from "./elf.js";
import { BtfError } from "./error.js";
import { isSplit, readSections } from "./sections.js";

export interface Contained {
  readonly btf: Uint8Array;
  /** It needs a base; `distilledBase` is one that suffices, if the file brings it. */
  readonly split: boolean;
  readonly distilledBase?: Uint8Array;
}

/**
 * The BTF in the bytes of a file: raw, or the section `.BTF` of an ELF file (a kernel, a module, a BPF object).
 * A module that was built outside the kernel's tree has in `.BTF.base` what it needs of the kernel's types.
 * @throws BtfError `elf` for an ELF file that is damaged or has no BTF; `format` when it is neither.
 */
export function findBtf(bytes: Uint8Array): Contained {
  if (!isElf(bytes)) return contained(bytes);
  const btf = elfSection(bytes, ".BTF");
  if (btf === undefined) throw new BtfError("elf", "the ELF file has no section .BTF: it was built without BTF");
  return contained(btf, elfSection(bytes, ".BTF.base"));
}

function contained(btf: Uint8Array, distilledBase?: Uint8Array): Contained {
  const split = isSplit(readSections(btf));
  return { btf, split, ...(split && distilledBase !== undefined ? { distilledBase } : {}) };
}
