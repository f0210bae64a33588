/** Names that the C of a driver's header gets: in C no two things may have the same. */
import type { Findings } from "../../diagnostics/findings.js";
import { inside, keyOf, type Place } from "../../spec/source.js";
import { NameTable } from "../names.js";
import { type Descriptor, isReceived, type MetadataItem, type Model } from "../types.js";
import { type Access, type Driver, finderId, itemsOfHook, type Root } from "./types.js";

/** What access.h, guard.h, loader.h and metadata.h define, without the prefix. */
const FUNCTIONS = [
  ..."nic selected how enum readable about bits peek peek_bits peek_at inside container_of entry entry_back view copy".split(
    " ",
  ),
  ..."by_access on_xdp ask_xdp remembered recall read_timecounter lacking guard guard_once guarded_driver guarded_ops nics setup".split(
    " ",
  ),
  ..."driver_of set_variable probe_access find_nic list_nics prefer_devtx device_driver attach_xdp".split(" "),
  ..."kfunc_rss_type generic far peek_far around put_meta detach_xdp ask stamps offers seen_nic".split(" "),
].map((name) => `nicdesc_${name}`);
const MACROS = [
  ..."EFAULT ENEXT ENODEV EINVAL ACCESS_AUTO ACCESS_CAST ACCESS_COPY ACCESS_NONE NIC NIC_ANY NIC_LAST ACCESS ENUM".split(
    " ",
  ),
  ..."COPY_WORDS DRIVER_NAME VMLINUX KFUNC_RSS_TYPE HOOK_CTX".split(" "),
  ..."POLICY DESCRIPTOR_ONLY DESCRIPTOR_FIRST KFUNC_FIRST".split(" "),
].map((name) => `NICDESC_${name}`);
const INSIDE = ["__nicdesc_nic", "__nicdesc_behind", "__nicdesc_rxq", "__nicdesc_guard", "__nicdesc_guard_name"];

/** Reserves what the headers that all drivers share define. */
export function reserveShared(names: NameTable): void {
  names.reserve([...FUNCTIONS, ...MACROS, ...INSIDE], "a name of the headers that all drivers share");
}

/** The functions and macros of a driver's header. */
export function claimDriver(
  driver: Driver,
  root: Place,
  { descriptors, vocabulary, names }: Pick<Model, "descriptors" | "vocabulary"> & { readonly names: NameTable },
): void {
  const items = vocabulary.items.filter(isReceived);
  const of = `of the driver \`${driver.name}\``;
  names.claim(`__NICDESC_${driver.name}_DRIVER_H`.toUpperCase(), `the header ${of}`, inside(root, "driver"));
  for (const format of driver.formats) {
    const place = keyOf(inside(root, "formats", format.name));
    const what = `the format \`${format.name}\` ${of}`;
    names.claim(macro("nic", driver.name, format.name), what, place);
    for (const item of items) {
      names.claim(`__nicdesc_xdp_${driver.name}_${format.name}_${item.name}`, `\`${item.name}\` by ${what}`, place);
    }
  }
  for (const way of driver.ways) {
    const place = keyOf(inside(root, "xdp", way.name));
    for (const part of ["exists", "find", ...items.map(({ name }) => name)]) {
      names.claim(
        `__nicdesc_${driver.name}_by_${way.name}_${part}`,
        `\`${part}\` by the way \`${way.name}\` ${of}`,
        place,
      );
    }
  }
  for (const hook of driver.hooks) {
    const place = keyOf(inside(root, "hooks", hook.name));
    const remembers = hook.remembers === undefined ? [] : ["remember"];
    for (const words of [[], ...remembers.map((word) => [word])]) {
      const what = `${words.length === 0 ? "the hook" : "what remembers for the hook"} \`${hook.name}\` ${of}`;
      names.claim(["__nicdesc", driver.name, hook.name, ...words].join("_"), what, place);
      names.claim(macro(driver.name, hook.name, ...words), what, place);
    }
    const reads = descriptors.find(({ name }) => name === hook.reads);
    for (const { item } of reads === undefined ? [] : itemsOfHook(hook, reads)) {
      for (const prefix of ["nicdesc", "__nicdesc"]) {
        const what = `\`${item.name}\` by the hook \`${hook.name}\` ${of}`;
        names.claim([prefix, driver.name, hook.name, item.name].join("_"), what, place);
      }
    }
  }
  const found = new Map(driver.ways.toReversed().map((way) => [way.reads, way]));
  for (const [name, way] of [...found].toReversed()) {
    const descriptor = descriptors.find((candidate) => candidate.name === name);
    if (descriptor === undefined) continue;
    const place = inside(root, "xdp", way.name, "reads");
    const id = finderId(driver, descriptor);
    for (const part of ["find", "from_xdp"]) {
      names.claim(`nicdesc_${id}_${part}`, `what finds \`${name}\` ${of}`, place);
    }
    names.claim(`__nicdesc_${id}_find`, `what finds \`${name}\` ${of}`, place);
  }
}

/** The variables of the functions that one way or hook becomes. */
export function checkLocals(
  access: Access,
  reads: Descriptor | undefined,
  items: readonly MetadataItem[],
  place: Place,
  findings: Findings,
): void {
  const isHook = access.roots.every(({ kind }) => kind !== "xdp");
  const entries = (reads?.entries ?? []).map(({ name }) => (name === "" ? "desc" : name));
  const table = new NameTable(findings);
  table.reserve(FUNCTIONS, "a name of nicdesc/access.h");
  table.reserve(["bpf_probe_read_kernel", "bpf_rdonly_cast"], "a function that reads");
  const own = isHook ? ["__ctx", "__how", "__packet", "__slot", "__err"] : ["xdp", "__how", "__copy", "__err"];
  table.reserve([...own, ...entries.map((name) => `__${name}_copy`)], "a name that every such function has");
  const parameters = new NameTable(findings);
  parameters.reserve(["name", "skb", "xdp", "xdpf"], "a parameter of the hook's macro");
  const readsAt = inside(place, "reads");
  for (const entry of entries) {
    table.claim(`__${entry}`, `the ring entry \`${entry}\``, readsAt);
    if (isHook) parameters.claim(entry, `the ring entry \`${entry}\``, readsAt);
  }
  const parts = new Set(items.flatMap((item) => item.parts.map(({ name }) => name)));
  table.reserve([...parts], "a part of the metadata");
  for (const { input } of access.inputs) {
    table.claim(`__${input}`, `the input \`${input}\``, keyOf(inside(place, "inputs", input)));
  }
  claimPaths(access, table, place, findings);
}

function claimPaths({ roots, paths }: Access, table: NameTable, place: Place, findings: Findings): void {
  const done = new Set<string>();
  const claim = (key: string, variable: string, what: string, at: Place) => {
    if (!done.has(key)) table.claim(variable, what, at);
    done.add(key);
  };
  for (const { root: begin, hops } of paths.values()) {
    const root = roots.find(({ name }) => name === begin);
    let from = begin;
    for (const { member, leaf } of hops) {
      const at = root === undefined ? keyOf(place) : placeOfRoot(root, place);
      // What has been read as a value is made readable under a second name.
      const again =
        from !== begin || root?.kind === "argument" || (root?.kind === "let" && root.type.kind !== "struct");
      if (again && leaf.kind !== "struct" && leaf.kind !== "array") {
        claim(`*${from}`, `__${variableOf(from)}`, `what \`${from}\` points at`, at);
      }
      from += `.${member}`;
      claim(from, variableOf(from), `\`${from}\``, at);
    }
  }
  // Behind the paths: a `let` can be given another name, the kernel's members cannot.
  const begun = new Set([...paths.values()].map((path) => path.root));
  const named = roots.filter((root) => begun.has(root.name) && root.kind !== "xdp" && root.kind !== "desc");
  for (const root of named) {
    const at = placeOfRoot(root, place);
    if (root.name.startsWith("nicdesc_")) {
      findings.add("ND009", at, `\`${root.name}\` could be a name of the generated C`, {
        help: "names that begin with `nicdesc_` are taken",
      });
    }
    claim(root.name, root.name, `\`${root.name}\``, at);
  }
}

function placeOfRoot(root: Root, place: Place): Place {
  if (root.kind === "let") return keyOf(inside(place, "let", root.name));
  if (root.kind !== "argument") return keyOf(inside(place, root.kind));
  return keyOf(root.name === "returned" ? inside(place, "returns") : inside(place, "args", root.name));
}

function variableOf(text: string): string {
  return text.replaceAll(".", "_");
}

function macro(...words: readonly string[]): string {
  return ["nicdesc", ...words].join("_").toUpperCase();
}

/** A driver's name is a part of its structs' names, and CO-RE cuts it off again. */
export function checkDriverName(name: string, place: Place, findings: Findings): void {
  if (name.includes("___")) {
    findings.add("ND009", place, `CO-RE would look for other types than those of \`${name}\``, {
      help: "three underscores part a struct's name from the driver's: one or two will do",
    });
  } else if (name === "nicdesc") {
    findings.add("ND009", place, "the structs of a driver `nicdesc` and those of guard.h have the same names in C");
  }
}
