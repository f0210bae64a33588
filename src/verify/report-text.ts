import pc from "picocolors";
import { columns } from "../text/table.js";
import { visible } from "../text/terminal.js";
import type { AccessResult } from "./access-result.js";
import { accessNotes, accessOverview, accessSummary } from "./access-text.js";
import { type Difference, subjectOf } from "./differences.js";
import { countMembers, countNamed, countOf, type Verification } from "./result.js";
import { plural } from "./words.js";

type Colors = ReturnType<typeof pc.createColors>;

/** A line for each descriptor and access point, the differences, members that the specs know nothing of, a summary. */
export function reportText(
  verifications: readonly Verification[],
  access: readonly AccessResult[],
  differences: readonly Difference[],
  options: { readonly color: boolean },
): string {
  const colors = pc.createColors(options.color);
  const sections = [
    overview(verifications, colors),
    accessOverview(access, colors),
    ...differences.map((difference) => detail(difference, colors)),
    unknownMembers(verifications),
    [...(verifications.length === 0 ? [] : [summary(verifications)]), ...accessSummary(access)],
    accessNotes(access),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function overview(verifications: readonly Verification[], colors: Colors): string[] {
  const rows = verifications.map((verification) => [
    verification.descriptor,
    STATUS[verification.status],
    ...(["agrees", "differs", "not-in-btf", "not-in-kernel"] as const).map((status) =>
      count(countOf(verification, status), status),
    ),
    [...new Set(verification.frames.map(({ btf }) => btf))].filter((btf) => btf !== "").join(", "),
  ]);
  return columns(rows, (cell, column, row) => {
    if (column === 0) return colors.bold(cell);
    if (column !== 1) return cell;
    const status = verifications[row]?.status;
    return status === "differs" ? colors.red(cell) : status === "agrees" ? colors.green(cell) : colors.dim(cell);
  });
}

const STATUS: Record<Verification["status"], string> = {
  agrees: "agrees",
  differs: "differs",
  absent: "type absent in this kernel",
  unknown: "the spec names no kernel type",
};

const COUNTED = {
  agrees: "agree",
  differs: "differ",
  "not-in-btf": "not in BTF",
  "not-in-kernel": "not in this kernel",
} as const;

function count(number: number, status: keyof typeof COUNTED): string {
  return number === 0 ? "" : `${number} ${COUNTED[status]}`;
}

function detail({ message, spec, kernel, place, ...difference }: Difference, colors: Colors): string[] {
  const at = place === undefined ? "" : `${place.file}:${place.range.start.line}:${place.range.start.column}: `;
  const subject = subjectOf(difference);
  return [
    `${colors.bold(visible(at))}${colors.red("differs")}: ${colors.bold(visible(`${subject}: ${message}`))}`,
    ...(spec === "" ? [] : [`    spec    ${visible(spec)}`]),
    ...(kernel === "" ? [] : [`    kernel  ${visible(kernel)}`]),
  ];
}

/** Where the spec says reserved and the kernel has a name: it may know more. */
function unknownMembers(verifications: readonly Verification[]): string[] {
  return verifications.flatMap(({ descriptor, frames }) =>
    frames.flatMap(({ type, unnamed }) =>
      unnamed
        .filter(({ fields }) => fields.length === 0)
        .map(({ path, kernel }) => visible(`${descriptor}: no field covers ${path} of ${type} (${kernel})`)),
    ),
  );
}

function summary(verifications: readonly Verification[]): string {
  const having = (status: Verification["status"]) => verifications.filter((each) => each.status === status).length;
  const sum = (count: (verification: Verification) => number) =>
    verifications.reduce((all, verification) => all + count(verification), 0);
  return [
    `${plural(verifications.length, "descriptor")}: ${having("agrees")} agree, ${having("differs")} differ,`,
    `${having("absent") + having("unknown")} without a type here;`,
    `${plural(sum(countMembers), "member")} compared, ${plural(sum(countNamed), "enumerator")} compared,`,
    `${plural(
      sum((verification) => countOf(verification, "not-in-btf")),
      "field",
    )} not in BTF`,
    "(proven by the macro vectors)",
  ].join(" ");
}
