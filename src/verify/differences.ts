/** The differences of several verifications, one behind the other, each with its place in the spec. */
import type { SourceFile } from "../spec/source.js";
import { type Located, locateSubjects, type Subject } from "./places.js";
import type { Problem, Rule, Verification } from "./result.js";

export interface Difference {
  readonly rule: Rule;
  readonly message: string;
  /** The descriptor, or the access point, `ice xdp.eop_desc`; the other is empty. */
  readonly descriptor: string;
  readonly point: string;
  /** A point's type, member, function or parameter; empty when it is about the whole. */
  readonly field: string;
  /** What the spec says and what the kernel says; empty where it says nothing. */
  readonly spec: string;
  readonly kernel: string;
  readonly place: Located | undefined;
}

type Unplaced = Omit<Difference, "place">;

export function differencesOf(
  verifications: readonly Verification[],
  sources: readonly SourceFile[],
): readonly Difference[] {
  const list = verifications.flatMap((verification) => [...ofFrames(verification), ...ofFields(verification)]);
  const places = locateSubjects(
    list.map(({ subject }) => subject),
    sources,
  );
  return list.map(({ difference }, i) => ({ ...difference, place: places[i] }));
}

interface Item {
  readonly difference: Unplaced;
  readonly subject: Subject;
}

function ofFrames({ descriptor, frames }: Verification): Item[] {
  return frames.flatMap(({ problems, entry, variant, type }) =>
    problems.map((problem) => ({
      difference: { ...said(problem), descriptor, point: "", field: "", spec: "", kernel: type },
      subject: { descriptor, entry, variant },
    })),
  );
}

function ofFields({ descriptor, fields }: Verification): Item[] {
  return fields
    .filter(({ status }) => status === "differs")
    .flatMap(({ key, spec, kernel, problems }) =>
      problems.map((problem) => ({
        difference: { ...said(problem), descriptor, point: "", field: key, spec, kernel },
        subject: { descriptor, field: key },
      })),
    );
}

function said({ rule, message }: Problem) {
  return { rule, message };
}

/** A difference in one line, without its place. */
export function sayDifference({ message, spec, kernel, ...difference }: Difference): string {
  const subject = subjectOf(difference);
  const sides = [spec === "" ? [] : [`spec: ${spec}`], kernel === "" ? [] : [`kernel: ${kernel}`]].flat();
  return `${subject}: ${message}${sides.length === 0 ? "" : ` (${sides.join("; ")})`}`;
}

/** `igc/rx-wb rss`, `ice xdp.eop_desc struct ice_xdp_buff.eop_desc` */
export function subjectOf({ descriptor, point, field }: Pick<Difference, "descriptor" | "point" | "field">): string {
  return [descriptor, point, field].filter((part) => part !== "").join(" ");
}
