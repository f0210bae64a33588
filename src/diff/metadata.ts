/** What two specs answer. */
import { answerText, conditionText } from "../model/describe.js";
import type { Metadata } from "../model/types.js";
import { type Change, type Compared, changeIf } from "./change.js";

interface Said {
  readonly value: string;
  readonly condition: string;
}

/** By text: an answer is the same if its value is, and changed its condition if that is another. */
export function compareMetadata(before: readonly Metadata[], after: readonly Metadata[]): Compared {
  const names = [...new Set([...before, ...after].map(({ item }) => item.name))];
  const changes = names.flatMap((name) => {
    const answers = (list: readonly Metadata[]) => list.filter(({ item }) => item.name === name).flatMap(answersOf);
    return itemChanges(name, answers(before), answers(after));
  });
  return { compared: names.length, changes };
}

function answersOf(metadata: Metadata): Said[] {
  return metadata.answers.map((answer) => ({
    value: answerText(metadata, answer),
    condition: conditionText(answer) || "always",
  }));
}

function itemChanges(subject: string, before: readonly Said[], after: readonly Said[]): Change[] {
  const gone = without(before, after);
  const added = without(after, before);
  if (gone.length === 0 && added.length === 0) return changeIf("reordered", subject, order(before), order(after));
  const changes: Change[] = [];
  const pair = (kind: "conditioned" | "redefined", key: keyof Said, other: keyof Said) => {
    for (const old of [...gone]) {
      const now = added.find((candidate) => candidate[key] === old[key]);
      if (now === undefined) continue;
      gone.splice(gone.indexOf(old), 1);
      added.splice(added.indexOf(now), 1);
      changes.push({ subject, kind, before: old[other], after: now[other] });
    }
  };
  pair("conditioned", "value", "condition");
  pair("redefined", "condition", "value");
  const one =
    (kind: "vanished" | "appeared") =>
    (said: Said): Change => ({
      subject,
      kind,
      before: kind === "vanished" ? say(said) : "",
      after: kind === "appeared" ? say(said) : "",
    });
  return [...changes, ...gone.map(one("vanished")), ...added.map(one("appeared"))];
}

/** Those of a list that another has not; no list has one twice. */
function without(list: readonly Said[], other: readonly Said[]): Said[] {
  const there = new Set(other.map(say));
  return list.filter((said) => !there.has(say(said)));
}

function say({ value, condition }: Said): string {
  return [value, condition].filter((text) => text !== "").join(" ");
}

function order(answers: readonly Said[]): string {
  return answers.map(say).join("; ");
}
