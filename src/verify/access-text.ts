/** The part of the text report that access points have. */
import type pc from "picocolors";
import { columns } from "../text/table.js";
import { type AccessResult, type AccessStatus, countOfChecks } from "./access-result.js";
import { plural } from "./words.js";

type Colors = ReturnType<typeof pc.createColors>;

/** A line for each way and hook. */
export function accessOverview(results: readonly AccessResult[], colors: Colors): string[] {
  const rows = results.map((result) => [
    `${result.driver} ${result.point}`,
    `${STATUS[result.status]}${result.why === "" || result.status === "absent" ? "" : `: ${result.why}`}`,
    ...(["agrees", "differs", "lacking"] as const).map((status) => count(result, status)),
    result.btf,
    result.status === "agrees" ? attachable(result) : "",
  ]);
  return columns(rows, (cell, column, row) => {
    const status = results[row]?.status;
    if (column === 0) return colors.bold(cell);
    if (column !== 1) return cell;
    return status === "differs" ? colors.red(cell) : status === "agrees" ? colors.green(cell) : colors.dim(cell);
  });
}

const STATUS: Record<AccessStatus, string> = {
  agrees: "agrees",
  differs: "differs",
  lacking: "not in this kernel",
  excluded: "not for this kernel",
  absent: "driver absent in this kernel",
};

const COUNTED = { agrees: "agree", differs: "differ", lacking: "not in this kernel" } as const;

function count(result: AccessResult, status: keyof typeof COUNTED): string {
  const counted = result.status === "agrees" || result.status === "differs";
  const number = countOfChecks(result, status);
  return counted && number > 0 ? `${number} ${COUNTED[status]}` : "";
}

function attachable({ hook, isVerified }: AccessResult): string {
  if (hook === "") return "";
  return `${hook}${isVerified ? ", attachable as `verified` says" : ", in BTF"}`;
}

export function accessSummary(results: readonly AccessResult[]): string[] {
  if (results.length === 0) return [];
  const having = (...wanted: readonly AccessStatus[]) => results.filter(({ status }) => wanted.includes(status)).length;
  const hooks = results.filter(({ hook }) => hook !== "").length;
  return [
    [
      `${plural(results.length, "access point")} (${plural(results.length - hooks, "way")} from XDP,`,
      `${plural(hooks, "hook")}): ${having("agrees")} agree, ${having("differs")} differ,`,
      `${having("lacking", "absent")} not in this kernel, ${having("excluded")} not for it`,
    ].join(" "),
  ];
}

/** What BTF cannot say of a function. */
export function accessNotes(results: readonly AccessResult[]): string[] {
  if (!results.some(({ hook, status }) => hook !== "" && status === "agrees")) return [];
  return [
    "Of a hook, BTF has the function; whether it can be attached is in its symbol and ftrace site.",
    "`verified` in driver.yaml names the kernels where those were found.",
  ];
}
