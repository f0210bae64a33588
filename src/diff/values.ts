/** The named values of fields and inputs. */
import { enumeratorsText } from "../model/describe.js";
import type { Enumerator } from "../model/types.js";
import { type Change, type Compared, changeIf } from "./change.js";
import { changesOf, type Pair, pairUp } from "./pair.js";

/** What has named values. */
export interface Valued {
  readonly name: string;
  readonly values: readonly Enumerator[];
}

/** The values of what both sides have; of what only one has, nothing is said but that. */
export function compareValues(pairs: readonly Pair<Valued>[]): Compared {
  const each = pairs.flatMap(({ before, after }) =>
    before === undefined || after === undefined ? [] : [compareOf(before, after)],
  );
  return {
    compared: each.reduce((sum, { compared }) => sum + compared, 0),
    changes: each.flatMap(({ changes }) => changes),
  };
}

/** What has the values may have been renamed: then a value that is new is said to be of the later name. */
function compareOf(before: Valued, after: Valued): Compared {
  const values = pairUp(before.values, after.values, { nameOf, shapeOf: ({ value }) => String(value) });
  const changes = values.flatMap((pair) => changesOf(pair, { nameOf, say, judge }));
  const owner = ({ kind }: Change) => (kind === "appeared" ? after.name : before.name);
  return {
    compared: values.length,
    changes: changes.map((change) => ({ ...change, subject: `${owner(change)}.${change.subject}` })),
  };
}

function nameOf({ name }: Enumerator): string {
  return name;
}

/** `tcp=6` */
function say(value: Enumerator): string {
  return enumeratorsText([value]);
}

function judge(before: Enumerator, after: Enumerator, subject: string): Change[] {
  return changeIf("redefined", subject, say(before), say(after));
}
