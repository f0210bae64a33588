/** Specs that have text in every place where text can be. `«»` stands for the text. */
export const RICH: { readonly [name: string]: string } = {
  "metadata.yaml": `
nicdesc: 1
vocabulary: metadata
title: «vocabulary title»
doc: «vocabulary doc»
enums:
  kinds:
    doc: «enum doc»
    values: { none: 0, some: 1 }
    notes: { none: «note» }
items:
  rx_hash:
    title: «item title»
    doc: «item doc»
    directions: [rx]
    parts:
      hash: { type: u32, unit: «part unit», doc: «part doc» }
      kind: { type: u32, enum: kinds, doc: x }
  rx_done: { title: x, doc: x, directions: [rx], predicate: true }
  rx_none: { title: x, doc: x, directions: [rx], predicate: true }
`,
  "drv/types.yaml": `
nicdesc: 1
lookup: drv/types
title: «table title»
doc: «table doc»
sources: [«table source»]
index: { bits: 3, doc: «index doc» }
columns:
  known: { bits: 1, doc: «column doc» }
  kind: { enum: kinds }
rows:
  1: [1, some]
`,
  "drv/rx.yaml": `
nicdesc: 1
descriptor: drv/rx
title: «title»
doc: «doc»
direction: rx
size: 8
entries: { ext: { size: 4, doc: «entry doc», kernel: { type: struct ext } } }
kernel: { type: struct rx, member: wb }
sources: [«source», x.h]
inputs:
  phase: { type: u8, bits: 1, unit: «input unit», doc: «input doc» }
fields:
  low: { at: 0, type: le32, doc: «field doc», unit: «field unit», firmware: «firmware», member: a.b, kernels: ">=6.1" }
  kind: { of: low, bits: 2..0 }
  rest: { of: low, bits: 31..3, reserved: true, doc: «reserved field doc» }
  list: { at: 6, type: u8, count: 2, doc: «array doc», when: phase == 1 }
  more: { entry: ext, at: 0, type: le32 }
reserved:
  - { at: 5, size: 1, doc: «reserved doc» }
variants:
  selector: kind
  doc: «selector doc»
  cases:
    a: { match: 1, title: «case title», doc: «case doc», fields: { x: { at: 4, type: u8, doc: «case field doc» } } }
    b: { match: otherwise, opaque: true }
metadata:
  rx_hash:
    - { when: kind == 2, hash: low, kind: { lookup: drv/types, by: kind, column: kind }, doc: «answer doc» }
    - { supported: phase, hash: more, kind: some }
  rx_done: { when: kind == 1, doc: «predicate doc» }
  rx_none: { unsupported: «unsupported» }
`,
};

/** The specs with every text as it is named. */
export function rich(fill: (name: string) => string = (name) => name) {
  return Object.entries(RICH).map(([name, text]) => ({
    name,
    path: name,
    text: text.trimStart().replace(/«(.*?)»/g, (_, place: string) => JSON.stringify(fill(place))),
  }));
}

/** The names of the places. */
export const PLACES: readonly string[] = Object.values(RICH).flatMap((text) =>
  [...text.matchAll(/«(.*?)»/g)].map((match) => match[1] ?? ""),
);
