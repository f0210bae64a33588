/** Descriptor by access by kernel. */
import pc from "picocolors";
import { type Point, pointsOf, sortKernels } from "../kernels/points.js";
import type { Driver } from "../model/driver/types.js";
import type { Selection } from "../select.js";
import { columns, headLines, markdown } from "../text/table.js";
import type { Io } from "./io.js";
import type { MatrixOptions } from "./matrix.js";

const LEGEND = "● found in this kernel   · not found, or not recorded: see nicdesc kernels";
/** What stands for a descriptor where there is none. */
const NONE = "-";

/** What stands in one row before the kernels, and behind them. */
interface Row {
  readonly what: string;
  readonly access: string;
  readonly name: string;
  readonly by: string;
  readonly verified: readonly string[];
}

export function accessMatrix(selection: Selection, options: MatrixOptions, io: Io): string {
  const lists = selection.drivers.map((driver) => ({ driver, points: pointsOf(driver, selection.descriptors) }));
  if (options.json) return `${JSON.stringify(asData(lists, selection), null, 2)}\n`;
  const rows = [...lists.flatMap(({ driver, points }) => rowsOf(driver, points)), ...withoutAccess(lists, selection)];
  const kernels = sortKernels(rows.flatMap(({ verified }) => verified));
  const signs = ({ verified }: Row) => kernels.map((kernel) => (verified.includes(kernel) ? "●" : "·"));
  const cells = ({ what, access, name }: Row) => [what, access, name];
  if (options.markdown) {
    const head = ["descriptor", "access", "name", "by", ...kernels];
    return markdown([head, ...rows.map((row) => [...cells(row), row.by && `\`${row.by}\``, ...signs(row)])]);
  }
  const colors = pc.createColors(io.color.out);
  const lines = columns(
    rows.map((row) => [...cells(row), signs(row).join(" "), row.by]),
    (cell, column) => (column === 0 ? colors.bold(cell) : column === 4 ? colors.dim(cell) : cell),
  );
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => (cells(row)[column] ?? "").length)));
  const indent = widths.reduce((sum, width) => sum + width + 2, 0);
  return [...headLines(kernels, indent), ...lines, "", LEGEND].map((line) => `${line}\n`).join("");
}

type Listed = readonly { readonly driver: Driver; readonly points: readonly Point[] }[];

function rowsOf(driver: Driver, points: readonly Point[]): Row[] {
  return points.map(({ reads, access, name, by, verified }) => ({
    what: reads || driver.name,
    access,
    name,
    by,
    verified,
  }));
}

/** Descriptors that nothing gives stand in the table too: that they lack it is what one wants to know. */
function withoutAccess(lists: Listed, { descriptors }: Selection): Row[] {
  const read = new Set(lists.flatMap(({ points }) => points.map(({ reads }) => reads)));
  return descriptors
    .filter(({ name }) => !read.has(name))
    .map(({ name }) => ({ what: name, access: NONE, name: NONE, by: "", verified: [] }));
}

function asData(lists: Listed, { descriptors }: Selection) {
  const read = new Set(lists.flatMap(({ points }) => points.map(({ reads }) => reads)));
  return {
    kernels: sortKernels(lists.flatMap(({ points }) => points.flatMap(({ verified }) => verified))),
    drivers: Object.fromEntries(
      lists.map(({ driver, points }) => [
        driver.name,
        {
          ways: points
            .filter(({ kind }) => kind === "way")
            .map(({ name, access, by, format, reads, kernels, verified }) => {
              return { name, access, by, format, descriptor: reads || null, kernels, verified };
            }),
          hooks: points
            .filter(({ kind }) => kind === "hook")
            .map(({ name, access, by, reads, kernels, verified, remembers }) => {
              return { name, access, by, descriptor: reads, kernels, verified, remembers };
            }),
          lacking: driver.lacking.map(({ name, why, nearest }) => ({ name, why, nearest })),
        },
      ]),
    ),
    withoutAccess: descriptors.map(({ name }) => name).filter((name) => !read.has(name)),
  };
}
