/** What access points have wrong, each with its place in driver.yaml. */
import { Findings } from "../diagnostics/findings.js";
import { readSpec } from "../spec/read.js";
import { keyOf, type Place, type SourceFile } from "../spec/source.js";
import type { AccessCheck, AccessResult } from "./access-result.js";
import type { Difference } from "./differences.js";
import { rangesOf } from "./places.js";

export function accessDifferencesOf(
  results: readonly AccessResult[],
  sources: readonly SourceFile[],
): readonly Difference[] {
  const wrong = results
    .filter(({ status }) => status === "differs")
    .flatMap((result) =>
      result.checks.filter(({ status }) => status === "differs").map((check) => ({ result, check })),
    );
  if (wrong.length === 0) return [];
  const files = driverFiles(sources);
  const places = rangesOf(wrong.map(({ result, check }) => placeOf(files.get(result.driver), check)));
  return wrong.flatMap(({ result, check }, i) =>
    check.problems.map(({ rule, message }) => ({
      rule,
      message,
      descriptor: "",
      point: `${result.driver} ${result.point}`,
      field: check.subject,
      spec: check.spec,
      kernel: check.kernel,
      place: places[i],
    })),
  );
}

function driverFiles(sources: readonly SourceFile[]): ReadonlyMap<string, SourceFile> {
  const findings = new Findings();
  return new Map(
    sources.flatMap((source) => {
      const spec = readSpec(source, findings);
      return spec?.kind === "driver" ? [[spec.raw.driver, source] as const] : [];
    }),
  );
}

function placeOf(file: SourceFile | undefined, { path }: AccessCheck): Place | undefined {
  return file && keyOf({ file, path });
}
