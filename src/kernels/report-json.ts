/** The same as plain data. */
import { knownOn, type Table, type Thing } from "./judge.js";
import { nearestTo } from "./nearest.js";

export function tableJson({ kernels, things }: Table): string {
  const data = {
    kernels,
    things: things.map((thing) => ({ ...plain(thing), kernels: Object.fromEntries(thing.kernels) })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

export function kernelJson(table: Table, kernel: string): string {
  const entries = table.things.map((thing) => {
    const known = knownOn(thing, kernel);
    if (known === "yes") return { ...plain(thing), known };
    const { instead, elsewhere } = nearestTo(thing, kernel, table);
    // Of what is not known, it is not known either that something else is needed.
    const nearest = known === "no" && instead !== undefined ? { kind: instead.kind, name: instead.name } : null;
    return { ...plain(thing), known, instead: nearest, elsewhere };
  });
  return `${JSON.stringify({ kernel, things: entries }, null, 2)}\n`;
}

function plain({ driver, kind, name, point, lacking, lacks }: Thing) {
  const common = { driver, kind, name };
  if (lacking !== undefined) return { ...common, lacking };
  if (point === undefined) return lacks.size === 0 ? common : { ...common, lacks: Object.fromEntries(lacks) };
  const { access, by, format, reads } = point;
  return { ...common, access, by, ...(format === "" ? {} : { format }), descriptor: reads || null };
}
