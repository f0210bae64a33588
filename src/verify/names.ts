/** The kernel's names, as specs see them. */

/** Names of members that have no meaning. */
const RESERVED = /(^|_)(rsvd?|resv|reserved?|pad|padding|unused|unsed)(_?\d|_|$)/i;

export function isReservedName(name: string): boolean {
  return RESERVED.test(name);
}

/** A name as specs write it. */
export function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** A `__virtio16` is in the order that device and driver agreed on. */
export function isNegotiatedOrder(typedef: string): boolean {
  return /^__virtio\d+$/.test(typedef);
}

/** What all names begin with, up to an underscore and without it. */
export function commonStem(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split("_"));
  const alike = (i: number) => others.every((other) => other.length > i + 1 && other[i] === first[i]);
  let length = 0;
  while (length < first.length - 1 && alike(length)) length++;
  return first.slice(0, length).join("_");
}
