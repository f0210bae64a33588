/** Two drivers, as their driver.yaml say them. */
import { memberTypeText } from "../model/driver/members.js";
import type { Driver, Hook, QueueFormat, XdpWay } from "../model/driver/types.js";
import { partsOf, pointText } from "./access-text.js";
import { type Change, type Compared, type Comparison, changeIf, nameOfBoth } from "./change.js";
import { compareNamed, type Judging } from "./pair.js";

/** What the later of two drivers says otherwise. Documentation and sources are not compared. */
export function compareDrivers(before: Driver, after: Driver): Comparison {
  return {
    about: "driver",
    name: nameOfBoth(before.name, after.name),
    sections: [
      { kind: "driver", of: "", compared: 1, changes: wholeChanges(before, after) },
      {
        kind: "formats",
        of: "",
        ...compareNamed(before.formats, after.formats, formatText, judgeBy("redefined", formatText)),
      },
      { kind: "ways", of: "", ...compareWays(before.ways, after.ways) },
      { kind: "hooks", of: "", ...compareNamed(before.hooks, after.hooks, pointText, pointChanges) },
      {
        kind: "lacking",
        of: "",
        ...compareNamed(
          before.lacking,
          after.lacking,
          ({ why }) => why,
          () => [],
        ),
      },
      {
        kind: "members",
        of: "",
        ...compareNamed(membersOf(before), membersOf(after), typeText, judgeBy("retyped", typeText)),
      },
    ],
  };
}

type Judge<T> = Judging<T>["judge"];

function judgeBy<T>(kind: "redefined" | "retyped", say: (thing: T) => string): Judge<T> {
  return (before, after, subject) => changeIf(kind, subject, say(before), say(after));
}

function wholeChanges(before: Driver, after: Driver): Change[] {
  const both = (text: (driver: Driver) => string) => [text(before), text(after)] as const;
  return [
    ...changeIf("redefined", "modules", ...both(({ modules }) => modules.join(", "))),
    ...changeIf("redefined", "names", ...both(({ names }) => names.join(", "))),
    ...changeIf("redefined", "link", ...both(({ link }) => link)),
  ];
}

function formatText({ descriptors, isDefault, asked }: QueueFormat): string {
  const by = [...asked.features, ...(asked.timestamps ? ["timestamps"] : [])].map((sign) => `asked by ${sign}`);
  return [...descriptors, ...(isDefault ? ["default"] : []), ...by].join(", ");
}

function membersOf({ structs }: Driver) {
  return structs.flatMap(({ type, members }) =>
    members.map((member) => ({ name: `${type}.${member.name}`, type: member.type })),
  );
}

function typeText({ type }: ReturnType<typeof membersOf>[number]): string {
  return memberTypeText(type);
}

/** Ways are tried in order, so that is one of the things that change. */
function compareWays(before: readonly XdpWay[], after: readonly XdpWay[]): Compared {
  const { compared, changes } = compareNamed(before, after, pointText, pointChanges);
  const shared = (list: readonly XdpWay[], other: readonly XdpWay[]) => {
    const names = new Set(other.map(({ name }) => name));
    return list.flatMap(({ name }) => (names.has(name) ? [name] : [])).join(", ");
  };
  return {
    compared,
    changes: [...changes, ...changeIf("reordered", "order", shared(before, after), shared(after, before))],
  };
}

/** Key by key: `eop_desc.inputs.phc_time`. */
function pointChanges(before: XdpWay | Hook, after: XdpWay | Hook, subject: string): Change[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Change[] => {
    const [was, is] = [old.get(key) ?? "", now.get(key) ?? ""];
    const kind = was === "" ? "appeared" : is === "" ? "vanished" : key === "when" ? "conditioned" : "redefined";
    return changeIf(kind, `${subject}.${key}`, was, is);
  });
}
