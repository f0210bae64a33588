/** What of a kernel's BTF the ways and hooks of drivers go through. */

/** The names of a driver's types and, with `()` behind them, functions. */
export function wantedOf(driver) {
  return [...typesOf(driver), ...functionsOf(driver)];
}

export function find(btf, name) {
  return name.endsWith("()") ? btf.find("func", name.slice(0, -2)) : btf.findNamed(name);
}

/** Every struct that is looked up by its name: one that is inside another comes with it. */
function typesOf({ ways, hooks }) {
  return [...ways, ...hooks].flatMap(({ roots, paths, absent }) => [
    ...roots.flatMap(({ kind, type }) => (kind === "buff" || kind === "ring" ? [type] : [])),
    ...[...paths.values()].flatMap(({ hops }) => hops.map(({ type }) => type)),
    ...absent.map(({ type }) => type),
  ]);
}

function functionsOf({ hooks }) {
  return hooks.map(({ attach, function: name }) => (attach === "tp_btf" ? `btf_trace_${name}` : `${name}()`));
}
