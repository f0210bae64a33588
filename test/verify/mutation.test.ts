/** A field that is wrong must be found out: for every field that BTF can judge, of every spec, on every kernel. */
import { expect, test } from "vitest";
import type { Descriptor, SliceField, SplitField } from "../../src/model/types.js";
import { inRange } from "../../src/verify/kernels.js";
import { verifyDescriptor } from "../../src/verify/verify.js";
import { sayField } from "../../src/verify/words.js";
import { expectRecorded } from "./expected.js";
import { mutantsOf } from "./mutants.js";
import { fieldOf, KERNELS, type Kernel, SHIPPED } from "./support.js";

interface Counts {
  judged: number;
  offset: number;
  width: number;
  order: number;
  count: number;
  member: number;
}

test("every mutant of every field is caught", () => {
  const counts: Counts = { judged: 0, offset: 0, width: 0, order: 0, count: 0, member: 0 };
  const missed = KERNELS.flatMap((kernel) => SHIPPED.flatMap((descriptor) => missedOf(descriptor, kernel, counts)));
  const { judged, ...caught } = counts;
  const all = Object.values(caught).reduce((sum, count) => sum + count, 0);
  console.log(`${judged} fields judged, ${all} mutants, ${all - missed.length} caught: ${JSON.stringify(caught)}`);
  expect(missed).toEqual([]);
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expectRecorded("layout-mutants", counts);
});

function missedOf(descriptor: Descriptor, { name, kernel, sources }: Kernel, counts: Counts): string[] {
  const sound = verifyDescriptor(descriptor, sources, { kernel });
  return descriptor.fields.flatMap((field) => {
    const result = fieldOf(sound, field.key);
    if (result.compared.length === 0 || field.kind === "computed" || field.kind === "lookup") return [];
    // Of a kernel that the spec does not speak of, nothing can be wrong.
    if (!inRange(field.kernels, kernel)) return [];
    counts.judged++;
    return mutantsOf(field, result)
      .filter((mutant) => {
        counts[mutant.kind]++;
        const verified = verifyDescriptor(replaced(descriptor, mutant.field), sources, { kernel });
        return verified.status !== "differs" || fieldOf(verified, field.key).status !== "differs";
      })
      .map((mutant) => `${name} ${descriptor.name} ${field.key}: ${mutant.kind} ${sayMutant(mutant.field)}`);
  });
}

function sayMutant(field: SliceField | SplitField): string {
  return field.kind === "split" ? field.parts.join() : `${sayField(field)} ${field.member}`;
}

/** With the fields that may have a say in it: those at the same place, and the parts of a split value. */
function replaced(descriptor: Descriptor, mutant: SliceField | SplitField): Descriptor {
  const near = descriptor.fields.filter(
    (field) => mutant.kind === "split" || (field.kind === "slice" && field.at === mutant.at),
  );
  return { ...descriptor, fields: [...near.filter(({ key }) => key !== mutant.key), mutant] };
}
