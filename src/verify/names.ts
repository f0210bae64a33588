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
