/** The ways and hooks that belong to what patterns name. */
import type { Driver, Hook, XdpWay } from "../model/driver/types.js";
import type { Descriptor, Model } from "../model/types.js";
import { select } from "../select.js";
import { pointsOf } from "../verify/access.js";

interface Chosen {
  readonly descriptors: readonly Descriptor[];
  readonly drivers: readonly { readonly driver: Driver; readonly points: readonly (XdpWay | Hook)[] }[];
}

/** Of a driver all of whose descriptors are asked for, every way and hook; of others, those that read one of them. */
export function choose(model: Model, patterns: readonly string[]): Chosen {
  const { descriptors, drivers } = select(model, patterns);
  const names = new Set(descriptors.map(({ name }) => name));
  const chosen = drivers.map((driver) => {
    const own = model.descriptors.filter((descriptor) => descriptor.driver === driver.name);
    const whole = own.every(({ name }) => names.has(name));
    return { driver, points: pointsOf(driver).filter(({ reads }) => whole || names.has(reads)) };
  });
  return { descriptors, drivers: chosen };
}
