/** Which answers of the metadata the samples bring about, so that a proof cannot rest on what never happened. */
import { decode } from "../../src/decode/decode.js";
import { int } from "../../src/expr/ast.js";
import type { Descriptor, Metadata, MetadataPart, Model } from "../../src/model/types.js";
import type { Sample } from "./samples.js";

const WHICH: MetadataPart = { name: "which", type: "u64", width: 64, unit: "", doc: "the answer" };

/** How often each answer was given: `rx_hash[0]`, and `rx_hash: no-data`. */
export function countAnswers(
  model: Model,
  descriptor: Descriptor,
  samples: readonly Sample[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { item, answers } of descriptor.metadata) {
    for (let i = 0; i < answers.length; i++) counts.set(`${item.name}[${i}]`, 0);
  }
  const numbered = { ...descriptor, fields: descriptor.fields, metadata: descriptor.metadata.map(number) };
  for (const { bytes, inForce, inputs } of samples) {
    for (const { metadata, status, values } of decode(model, numbered, bytes.subarray(0, inForce), { inputs })
      .metadata) {
      const key = status === "ok" ? `${metadata.item.name}[${values[0]}]` : `${metadata.item.name}: ${status}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The same conditions, and the number of the answer as its value. */
function number(metadata: Metadata): Metadata {
  return {
    ...metadata,
    item: { ...metadata.item, predicate: false, parts: [WHICH] },
    answers: metadata.answers.map((answer, i) => ({ ...answer, values: [{ kind: "expression", expr: int(i) }] })),
  };
}
