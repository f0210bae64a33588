/** A hash table over the names of one table's own types of one kind: typed arrays, filled in one pass. */
import { KIND_CODE, type Kind, kindOfInfo } from "./format.js";
import { hashName } from "./strings.js";
import type { TypeTable } from "./table.js";

export class NameIndex {
  private readonly ids: Uint32Array;
  /** By hash, the place in `ids` of the bucket's first type, plus one; 0 for an empty bucket. */
  private readonly heads: Uint32Array;
  /** By place, the next of the same bucket, likewise. */
  private readonly next: Uint32Array;
  private readonly mask: number;

  constructor(
    private readonly table: TypeTable,
    kind: Kind,
  ) {
    this.ids = namedTypes(table, KIND_CODE[kind]);
    this.mask = bucketsFor(this.ids.length) - 1;
    this.heads = new Uint32Array(this.mask + 1);
    this.next = new Uint32Array(this.ids.length);
    // Backwards, so that the types of one name come in the order of their ids.
    for (let place = this.ids.length - 1; place >= 0; place--) {
      const bucket = table.strings.hash(this.nameOffset(place)) & this.mask;
      this.next[place] = this.heads[bucket] as number;
      this.heads[bucket] = place + 1;
    }
  }

  /** The ids of this name, ascending. */
  *find(name: Uint8Array): Generator<number> {
    let link = this.heads[hashName(name) & this.mask] as number;
    for (; link !== 0; link = this.next[link - 1] as number) {
      if (this.table.strings.equals(this.nameOffset(link - 1), name)) yield this.ids[link - 1] as number;
    }
  }

  private nameOffset(place: number): number {
    return this.table.words[this.table.start(this.ids[place] as number)] as number;
  }
}

function namedTypes(table: TypeTable, code: number): Uint32Array {
  const { words, firstId, endId } = table;
  const ids = new Uint32Array(endId - firstId);
  let count = 0;
  for (let id = firstId; id < endId; id++) {
    const at = table.start(id);
    if (kindOfInfo(words[at + 1] as number) === code && words[at] !== 0) ids[count++] = id;
  }
  return ids.slice(0, count);
}

function bucketsFor(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 1)));
}
