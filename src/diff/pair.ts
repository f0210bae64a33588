/** Which things of one side are which of the other, and what became of them. */
import { type Change, type Compared, changeIf } from "./change.js";

export interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

export interface Pairing<T> {
  /** The same in both, or the same under another name. */
  readonly nameOf: (thing: T) => string;
  /** What two things of different names must share to be one that was renamed; undefined: it is never that. */
  readonly shapeOf: (thing: T) => string | undefined;
}

/**
 * Pairs things by name, then those that are left by shape. Of several of one shape, those whose names end alike are
 * paired first, then the rest in order. The pairs are in the earlier side's order, and then what was added.
 */
export function pairUp<T>(before: readonly T[], after: readonly T[], { nameOf, shapeOf }: Pairing<T>): Pair<T>[] {
  const partners = new Map<T, T>();
  const free = new Set(after);
  const joinBy = (keyOf: (thing: T) => string | undefined) => {
    const waiting = groupBy(free, keyOf);
    for (const thing of before) {
      const key = partners.has(thing) ? undefined : keyOf(thing);
      const partner = key === undefined ? undefined : waiting.get(key)?.shift();
      if (partner === undefined) continue;
      partners.set(thing, partner);
      free.delete(partner);
    }
  };
  joinBy(nameOf);
  joinBy((thing) => {
    const shape = shapeOf(thing);
    return shape === undefined ? undefined : `${shape} ${lastPart(nameOf(thing))}`;
  });
  joinBy(shapeOf);
  return [
    ...before.map((thing) => ({ before: thing, after: partners.get(thing) })),
    ...[...free].map((thing) => ({ before: undefined, after: thing })),
  ];
}

function groupBy<T>(things: Iterable<T>, keyOf: (thing: T) => string | undefined): Map<string | undefined, T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}

export interface Judging<T> extends Pick<Pairing<T>, "nameOf"> {
  /** All there is to say of one. */
  readonly say: (thing: T) => string;
  /** The same with its name, where `say` leaves that out. */
  readonly sayNamed?: (thing: T) => string;
  /** What differs between two of the same name. */
  readonly judge: (before: T, after: T, subject: string) => readonly Change[];
}

/** The changes of a pair: it appeared, vanished, was renamed, or is judged. */
export function changesOf<T>(
  { before, after }: Pair<T>,
  { nameOf, say, sayNamed = say, judge }: Judging<T>,
): readonly Change[] {
  if (before === undefined) return after === undefined ? [] : changeIf("appeared", nameOf(after), "", say(after));
  const subject = nameOf(before);
  if (after === undefined) return changeIf("vanished", subject, say(before), "");
  return subject === nameOf(after)
    ? judge(before, after, subject)
    : [{ subject, kind: "renamed", before: sayNamed(before), after: sayNamed(after) }];
}

export interface Named {
  readonly name: string;
}

/** Compares things that are the same by their name alone. */
export function compareNamed<T extends Named>(
  before: readonly T[],
  after: readonly T[],
  say: (thing: T) => string,
  judge: Judging<T>["judge"],
): Compared {
  const nameOf = ({ name }: T) => name;
  const pairs = pairUp(before, after, { nameOf, shapeOf: () => undefined });
  return { compared: pairs.length, changes: pairs.flatMap((pair) => changesOf(pair, { nameOf, say, judge })) };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
