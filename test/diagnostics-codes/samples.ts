/** The beginning of a descriptor that needs nothing but fields for its 8 bytes. */
export const HEAD = `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 8
`;

/** A descriptor of 8 bytes: the fields are those of its first four. */
export function half(fields: string, rest = ""): string {
  return `${HEAD}fields:
  upper: { at: 4, type: le32 }
${indent(fields)}${rest}
`;
}

/** A descriptor whose field `tail` is there when the condition holds. */
export function when(condition: string): string {
  return half(
    `
      flag: { at: 0, type: u8 }
      kind: { at: 1, type: u8, values: { none: 0, tcp: 1, udp: 2 } }
      tail: { at: 2, type: le16, when: ${condition} }
    `,
    `inputs:
  phase: { type: u8, bits: 1, doc: the phase }
  clock: { type: timecounter, doc: the clock }
`,
  );
}

/** A descriptor with these answers. */
export function metadata(answers: string): string {
  return half(
    `
      hash: { at: 0, type: le16 }
      kind: { at: 2, type: u8, values: { none: 0, tcp: 1, udp: 2 } }
      done: { at: 3, type: u8, bits: 0 }
      more: { at: 3, type: u8, bits: 7..1 }
    `,
    `metadata:\n${indent(answers)}`,
  );
}

/** A descriptor whose variants are chosen by `kind`, 2 bits. */
export function variants(cases: string, selector = "kind"): string {
  return half(
    `
      flags: { at: 0, type: le32 }
      kind: { of: flags, bits: 1..0, values: { none: 0, tcp: 1, udp: 2 } }
      other: { of: flags, bits: 31..2 }
    `,
    `variants:
  selector: ${selector}
  cases:
${indent(cases, 4)}`,
  );
}

/** A lookup table of two columns. */
export function table(rows: string, columns = "known: { bits: 1 }\nhash: { enum: rss_type }"): string {
  return `nicdesc: 1
lookup: drv/types
title: Packet types
index: { bits: 3 }
columns:
${indent(columns)}rows:
${indent(rows)}`;
}

/** The lines of a block, indented by as many columns. */
function indent(block: string, columns = 2): string {
  const lines = block.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => `${" ".repeat(columns)}${line.slice(margin)}\n`).join("");
}
