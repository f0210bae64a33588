/** Wrong specs, which the vectors must tell from the right ones. */
import type { Descriptor, Metadata, Model } from "../../src/model/types.js";
import { compareFields } from "./compare.js";
import type { Expectation, FieldVector, MeaningVector } from "./files.js";
import { compareMeaning } from "./meaning.js";

/** The fields whose bits could be taken from the neighbouring place without any vector noticing. */
export function unnoticedShifts(model: Model, descriptor: Descriptor, vectors: readonly FieldVector[]): string[] {
  return descriptor.fields
    .filter((field) => field.kind === "slice" && !field.reserved)
    .map((field) => field.key)
    .filter((key) => {
      const wrong = withShiftedField(descriptor, key);
      return !vectors.some((vector) => compareFields(model, wrong, [vector]).differences.length > 0);
    });
}

/** The answers that could be left out without any vector noticing. */
export function unnoticedOmissions(model: Model, descriptor: Descriptor, vectors: readonly MeaningVector[]): string[] {
  const asked = ASKED.filter(([key]) => vectors.some(({ expect }) => expect[key] !== undefined)).map(
    ([, item]) => item,
  );
  return descriptor.metadata
    .filter(({ item }) => asked.includes(item.name))
    .flatMap((metadata) => metadata.answers.map((_, i) => ({ metadata, i })))
    .filter(({ metadata, i }) => !saysNothing(metadata, i))
    .filter(({ metadata, i }) => {
      const wrong = withoutAnswer(descriptor, metadata, i);
      return !vectors.some((vector) => compareMeaning(model, wrong, [vector]).differences.length > 0);
    })
    .map(({ metadata, i }) => `${metadata.item.name}, answer ${i + 1}`);
}

/** What a vector must have for an item to be compared. */
const ASKED: readonly (readonly [keyof Expectation, string])[] = [
  ["ip_summed", "rx_csum"],
  ["hash", "rx_hash"],
  ["vlan_tci", "rx_vlan_tag"],
  ["hwtstamp", "rx_timestamp"],
  ["xdp_rx_timestamp", "rx_timestamp"],
  ["mark", "rx_flow_mark"],
];

/** To a driver, the verdict "not checked" and none at all are the same. */
function saysNothing({ item, answers }: Metadata, index: number): boolean {
  const [status] = answers[index]?.values ?? [];
  return (
    item.name === "rx_csum" &&
    status?.kind === "expression" &&
    (status.expr.kind === "enumerator" || status.expr.kind === "int") &&
    status.expr.value === 0n
  );
}

function withShiftedField(descriptor: Descriptor, key: string): Descriptor {
  const fields = descriptor.fields.map((field) => {
    if (field.key !== key || field.kind !== "slice") return field;
    const top = Number(field.type.replace(/\D/g, "")) - 1;
    if (field.msb < top) return { ...field, msb: field.msb + 1, lsb: field.lsb + 1 };
    return { ...field, msb: field.msb - 1, lsb: Math.max(field.lsb - 1, 0) };
  });
  return { ...descriptor, fields };
}

function withoutAnswer(descriptor: Descriptor, from: Metadata, index: number): Descriptor {
  const metadata = descriptor.metadata.map((one) =>
    one === from ? { ...one, answers: one.answers.filter((_, i) => i !== index) } : one,
  );
  return { ...descriptor, metadata };
}
