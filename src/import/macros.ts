/** What the names of macros say. */

/** `I40E_RXD_QW1_PTYPE_SHIFT` is the shift of `I40E_RXD_QW1_PTYPE`. */
export type Role = "shift" | "mask" | "width" | "plain";

const ENDINGS: readonly (readonly [Exclude<Role, "plain">, RegExp])[] = [
  ["shift", /_(SHIFT|SHFT|SFT|S|LSB|LBN)$/],
  ["mask", /_(MASK|MSK|M)$/],
  ["width", /_(WIDTH|BITS)$/],
];

export function roleOf(name: string): { readonly stem: string; readonly role: Role } {
  for (const [role, ending] of ENDINGS) if (ending.test(name)) return { stem: name.replace(ending, ""), role };
  return { stem: name, role: "plain" };
}

/** Names that only count the others. */
export function isCounter(name: string): boolean {
  return /_(LAST|MAX|NUM|COUNT|END)$/.test(name);
}

/** Drivers write the same word in several ways. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  rxd: ["rx", "desc"],
  txd: ["tx", "desc"],
  rxdext: ["rx", "desc", "ext"],
  rxdadv: ["rx", "desc", "adv"],
  txdext: ["tx", "desc", "ext"],
  txdadv: ["tx", "desc", "adv"],
  cmpl: ["cmp"],
  flx: ["flex"],
  stat: ["status"],
  staterr: ["status", "error"],
};

/** The words of a name: `I40E_RXD_QW1` is i40e, rx, desc, qw1. */
export function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split("_")
    .flatMap((word) => (word === "" ? [] : (WORDS[word] ?? [word])));
}

/** Whether a name says of a part what another says in full: all its words come in the other, the last as the last. */
export function isAbout(part: string, whole: string): boolean {
  const words = wordsOf(part);
  const all = wordsOf(whole);
  if (words.at(-1) !== all.at(-1) && /^(idx|index|id)$/.test(all.at(-1) ?? "")) all.pop();
  if (words.length < 2 || words.at(-1) !== all.at(-1)) return false;
  let found = 0;
  for (const word of all) if (word === words[found]) found++;
  return found === words.length;
}
