/** The machine and its interfaces on one screen. */
import pc from "picocolors";
import type { Known } from "../kernels/judge.js";
import { columns } from "../text/table.js";
import { visible } from "../text/terminal.js";
import { fill, pad, wordsOf } from "../text/wrap.js";
import type { DoctorReport } from "./doctor.js";
import type { FormatReport, InterfaceReport, PointReport } from "./interface.js";
import type { Advice, KernelReport } from "./kernel.js";

type Colors = ReturnType<typeof pc.createColors>;

interface Style {
  readonly color: boolean;
  readonly width: number;
}

const LABEL = 15;
const ACCESS = {
  cast: "cast (NICDESC_ACCESS_CAST)",
  copy: "copy (NICDESC_ACCESS_COPY)",
  none: "none",
  unknown: "not known",
} as const;

export function reportText({ kernel, interfaces }: DoctorReport, style: Style): string {
  const colors = pc.createColors(style.color);
  const blocks = [kernelLines(kernel, style, colors), ...interfaces.map((each) => interfaceLines(each, style, colors))];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function kernelLines(kernel: KernelReport, style: Style, colors: Colors): string[] {
  const { btf, capabilities, lockdown, verifier, kfuncs, access, tracing } = kernel;
  const modules = btf.modules.length === 0 ? "no modules" : btf.modules.join(", ");
  const namespace = kernel.initialUserNamespace === "no" ? " (of a user namespace: they do not count)" : "";
  const unprivileged = { yes: "allowed, but of no use here", no: "refused", unknown: "not known" };
  const entries: [string, string][] = [
    ["types (BTF)", btf.vmlinux ? `vmlinux; ${modules}` : "none"],
    ["capabilities", `${marked(capabilities)}${namespace}`],
    ["unprivileged", unprivileged[kernel.unprivilegedBpf]],
    ["lockdown", lockdown === "unknown" ? "not known: there is no /sys/kernel/security/lockdown" : lockdown],
    ["JIT", { yes: "on", no: "off", unknown: "not known" }[kernel.jit]],
    [
      "verifier",
      marked(verifier.map(({ name, has, by }) => ({ name: by === "btf" ? name : `${name} (by version)`, has }))),
    ],
    ["kfuncs", marked(kfuncs)],
    ["reads by", `${ACCESS[access.mode]}: ${access.why}`],
    ["tracing", `${tracing.works === "no" ? "refused" : "not known"}: ${tracing.why}`],
  ];
  const lines = entries.flatMap(([label, text]) => entry(label, text, style));
  return [colors.bold(`Linux ${visible(kernel.release)}`), ...lines, ...adviceLines(kernel.advice, style, colors)];
}

/** What is there as it is called; what is not, with a word. */
function marked(things: readonly { readonly name: string; readonly has: Known }[]): string {
  if (things.every(({ has }) => has === "unknown")) return "not known";
  const words: Record<Known, string> = { yes: "", no: "no ", unknown: "perhaps " };
  return things.map(({ name, has }) => `${words[has]}${name}`).join(", ");
}

function interfaceLines(report: InterfaceReport, style: Style, colors: Colors): string[] {
  const { formats, descriptors, lacking, headers, spec } = report;
  const lines = [
    ...formats.flatMap((format) =>
      entry(
        `format ${format.name}`,
        `nicdesc_nic = ${format.macro} (0x${format.selector.toString(16).padStart(8, "0")})${formatNote(format, formats)}`,
        style,
      ),
    ),
    ...(descriptors.length === 0 ? [] : entry("descriptors", descriptors.join(", "), style)),
    ...pointLines(
      "ways",
      report.points.filter(({ kind }) => kind === "way"),
    ),
    ...pointLines(
      "hooks",
      report.points.filter(({ kind }) => kind === "hook"),
    ),
    ...(lacking.length === 0 ? [] : entry("no kernel has", lacking.map(({ name }) => name).join(", "), style)),
    ...(headers.length === 0 ? [] : entry("include", headers.map((header) => `<${header}>`).join(" or "), style)),
  ];
  const title = spec === undefined ? "" : `: ${visible(spec.title)}`;
  return [
    `${colors.bold(visible(report.name))}  ${headText(report)}${title}`,
    ...lines,
    ...adviceLines(report.advice, style, colors),
  ];
}

/** Which format a queue has, its driver decides; nothing here tells, but what nicdesc/loader.h asks can be asked by hand. */
function formatNote({ isDefault, asked }: FormatReport, formats: readonly FormatReport[]): string {
  if (formats.length === 1) return "";
  if (isDefault) return ", the default";
  const signs = [
    ...(asked.features.length === 0 ? [] : [`ethtool -k shows ${asked.features.join(" or ")}, not fixed`]),
    ...(asked.timestamps ? ["hwstamp_ctl shows an rx_filter"] : []),
  ];
  return signs.length === 0 ? "" : `, if ${signs.join(", or ")}`;
}

function headText({ kind, driver, saidBy, btf, spec }: InterfaceReport): string {
  if (kind === "loopback") return "loopback: no driver, no descriptors";
  if (driver === "") return "a virtual device";
  const by = saidBy === "" ? "" : ` (by ${saidBy})`;
  const place = { module: ", a module", vmlinux: ", built in", none: ", a module without types", unknown: "" }[btf];
  const nothing = spec === undefined && kind === "virtual" ? ", a virtual link without descriptors" : "";
  return `${visible(driver)}${by}${place}${nothing}`;
}

const STATUS: Record<PointReport["status"], string> = {
  agrees: "there",
  lacking: "not there",
  excluded: "not for this kernel",
  differs: "differs",
  absent: "not known",
};

function pointLines(label: string, points: readonly PointReport[]): string[] {
  const rows = points.map((point) => [visible(point.name), point.access, visible(point.by), statusText(point)]);
  return columns(rows).map((line, index) => `  ${pad(index === 0 ? label : "", LABEL)}${line}`);
}

function statusText({ status, why, traceable }: PointReport): string {
  if (status !== "agrees") return why === "" ? STATUS[status] : `${STATUS[status]}: ${visible(why)}`;
  if (traceable === "no") return "no use: ftrace cannot attach to it";
  return traceable === "unknown" ? `${STATUS[status]}, if ftrace can attach to it` : STATUS[status];
}

function entry(label: string, text: string, { width }: Style): string[] {
  const lines = fill(wordsOf(visible(text)), Math.max(20, width - LABEL - 2));
  return lines.map((line, index) => `  ${pad(index === 0 ? label : "", LABEL)}${line}`);
}

function adviceLines(advice: readonly Advice[], style: Style, colors: Colors): string[] {
  return advice.flatMap(({ problem, mend }) => {
    const lines = entry("missing", mend === "" ? problem : `${problem}; to mend it: ${mend}`, style);
    return lines.map((line, index) => (index === 0 ? line.replace("missing", colors.yellow("missing")) : line));
  });
}
