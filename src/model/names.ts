/** Names as C sees them. */
import type { Findings } from "../diagnostics/findings.js";
import type { Place } from "../spec/source.js";

const C_KEYWORDS = new Set(
  (
    "alignas alignof auto bool break case char const constexpr continue default do double else enum extern false float for goto if inline int long " +
    "nullptr register restrict return short signed sizeof static struct switch thread_local true typedef typeof unsigned union void volatile while " +
    "asm class delete new private protected public template this throw try typename using virtual namespace operator friend catch explicit export mutable " +
    "and and_eq bitand bitor compl not not_eq or or_eq xor xor_eq concept requires consteval constinit decltype noexcept static_assert " +
    "typeid wchar_t errno stdin stdout stderr linux unix i386"
  ).split(" "),
);

/** `i40e/rx-16` to `i40e_rx_16`. */
export function cIdentifier(name: string): string {
  return name.replace(/[/-]/g, "_");
}

/** Refuses names that are words of C (or C++, or macros that compilers define). */
export function checkKeyword(name: string, place: Place, findings: Findings): void {
  if (!C_KEYWORDS.has(name)) return;
  findings.add("ND008", place, `\`${name}\` is a word of C`, { help: `another name, such as \`${name}_\`` });
}

const KERNEL_C = new Set(
  (
    "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short " +
    "signed sizeof static struct switch typedef typeof union unsigned void volatile while asm"
  ).split(" "),
);

/** Refuses words of the C that the kernel is written in; words of C++ are names there. */
export function checkCWord(name: string, place: Place, findings: Findings): void {
  if (!KERNEL_C.has(name)) return;
  findings.add("ND008", place, `\`${name}\` is a word of C`, { help: "the kernel has nothing of this name" });
}

/** Names that C would see as one. */
export class NameTable {
  private readonly seen = new Map<string, { readonly what: string; readonly place?: Place }>();

  constructor(private readonly findings: Findings) {}

  /** Names that generated code has of its own. */
  reserve(cNames: readonly string[], what: string): void {
    for (const cName of cNames) this.seen.set(cName, { what });
  }

  /** Whether nothing else has the name. */
  claim(cName: string, what: string, place: Place): boolean {
    const first = this.seen.get(cName);
    if (first === undefined) {
      this.seen.set(cName, { what, place });
      return true;
    }
    this.findings.add("ND009", place, `${what} and ${first.what} are both \`${cName}\` in C`, {
      related: first.place === undefined ? [] : [{ place: first.place, message: `${first.what} is here` }],
    });
    return false;
  }
}
