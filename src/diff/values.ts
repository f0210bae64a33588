/** The named values of fields and inputs. */
import { enumeratorsText } from "../model/describe.js";
import type { Enumerator } from "../model/types.js";
import { changeIf, type Section } from "./change.js";
import { changesOf, type Pair, pairUp } from "./pair.js";

/** What has named values. */
export interface Valued {
  readonly name: string;
  readonly values: readonly Enumerator[];
}

interface Named {
  readonly name: string;
  readonly value: bigint;
}

/** The values of what both sides have; of what only one has, nothing is said but that. */
export function compareValues(pairs: readonly Pair<Valued>[]): Pick<Section, "compared" | "changes"> {
  const values = pairs.flatMap(({ before, after }) => {
    if (before === undefined || after === undefined) return [];
    const named = ({ values }: Valued): Named[] =>
      values.map(({ name, value }) => ({ name: `${before.name}.${name}`, value }));
    return pairUp(named(before), named(after), { nameOf, shapeOf: ({ value }) => String(value) });
  });
  const say = ({ name, value }: Named) => enumeratorsText([{ name: name.slice(name.lastIndexOf(".") + 1), value }]);
  const judge = (before: Named, after: Named, subject: string) =>
    changeIf("redefined", subject, say(before), say(after));
  return { compared: values.length, changes: values.flatMap((pair) => changesOf(pair, { nameOf, say, judge })) };
}

function nameOf({ name }: Named): string {
  return name;
}
