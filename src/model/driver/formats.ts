/** The queue formats of a driver.yaml. */
import type { Findings } from "../../diagnostics/findings.js";
import type { RawDriver } from "../../spec/driver-schema.js";
import { inside, keyOf, type Place } from "../../spec/source.js";
import type { QueueFormat } from "./types.js";

type RawFormat = RawDriver["formats"][string];

/** Descriptors that a format names are looked up by `check`. */
export function queueFormats(
  { driver, formats }: Pick<RawDriver, "driver" | "formats">,
  root: Place,
  check: (descriptor: string, place: Place) => void,
  findings: Findings,
): QueueFormat[] {
  checkDefaults(formats, root, findings);
  return Object.entries(formats).map(([name, format]) => {
    const place = inside(root, "formats", name);
    for (const [i, descriptor] of (format.descriptors ?? []).entries())
      check(descriptor, inside(place, "descriptors", i));
    checkAsked(format, inside(place, "asked"), findings);
    return {
      name,
      selector: selectorOf(driver, name),
      descriptors: format.descriptors ?? [],
      isDefault: format.default === true,
      asked: { features: format.asked?.features ?? [], timestamps: format.asked?.timestamps === true },
      doc: format.doc ?? "",
    };
  });
}

function checkDefaults(formats: RawDriver["formats"], root: Place, findings: Findings): void {
  const [first, ...others] = Object.keys(formats)
    .filter((name) => formats[name]?.default === true)
    .map((name) => inside(root, "formats", name, "default"));
  for (const place of others) {
    findings.add("ND006", keyOf(place), "one format at most is the default", {
      related: first === undefined ? [] : [{ place: first, message: "the first is here" }],
    });
  }
}

/** The default format is what is left where nothing else was seen. */
function checkAsked({ asked, default: isDefault }: RawFormat, place: Place, findings: Findings): void {
  if (asked === undefined) return;
  if (isDefault)
    findings.add("ND037", keyOf(place), "the default format is taken where no other is seen; it is not `asked`");
  if (asked.features === undefined && asked.timestamps === undefined)
    findings.add("ND004", keyOf(place), "`asked` needs `features` or `timestamps`");
}

/** FNV-1a of the names, its low 30 bits: a number that stays as specs come and go, and that BPF compares with in one instruction. */
function selectorOf(driver: string, format: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${driver}/${format}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash & 0x3fffffff;
}
