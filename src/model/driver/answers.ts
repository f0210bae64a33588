/** What a driver's own structures answer of the vocabulary, where there is no descriptor. */
import type { Findings } from "../../diagnostics/findings.js";
import { didYouMean } from "../../diagnostics/suggest.js";
import type { RawXdpPoint } from "../../spec/driver-schema.js";
import { inside, keyOf, type Place } from "../../spec/source.js";
import { isReceived, type Vocabulary } from "../types.js";
import { VOCABULARY } from "../vocabulary.js";
import type { AccessBuilder } from "./access.js";
import type { XdpWay } from "./types.js";

type RawAnswers = NonNullable<RawXdpPoint["metadata"]>;

export function buildAnswers(
  raw: RawAnswers,
  place: Place,
  builder: AccessBuilder,
  vocabulary: Vocabulary,
  findings: Findings,
): XdpWay["metadata"] {
  if (vocabulary.items.length === 0 && findings.broken.has(VOCABULARY)) return [];
  return Object.entries(raw).flatMap(([name, { when: rawWhen, doc, ...parts }]) => {
    const here = inside(place, name);
    const item = vocabulary.items.find((candidate) => candidate.name === name);
    if (item === undefined) {
      const names = vocabulary.items.map((candidate) => candidate.name);
      findings.add("ND021", keyOf(here), `the vocabulary has no \`${name}\``, { help: didYouMean(name, names) });
      return [];
    }
    if (!isReceived(item)) {
      const asked = item.directions.join(", ");
      findings.add("ND021", keyOf(here), `\`${name}\` is asked of ${asked} descriptors; from XDP nobody asks for it`);
    }
    const known = item.predicate ? ["is"] : item.parts.map((part) => part.name);
    for (const part of Object.keys(parts)) {
      if (known.includes(part)) continue;
      findings.add("ND022", keyOf(inside(here, part)), `\`${name}\` has no part \`${part}\``, {
        help: didYouMean(part, known) ?? `its parts are ${known.join(", ")}`,
      });
    }
    const when = rawWhen === undefined ? undefined : builder.expression(rawWhen, inside(here, "when"));
    const values = known.flatMap((part) => {
      const value = parts[part];
      if (value === undefined) {
        if (item.parts.find((candidate) => candidate.name === part)?.default === undefined)
          findings.add("ND022", keyOf(here), `the answer lacks the part \`${part}\``);
        return [];
      }
      const expr = builder.expression(value as string | number | boolean, inside(here, part));
      return expr === undefined ? [] : [{ part, expr }];
    });
    const needs = builder.scope.needs(when, ...values.map(({ expr }) => expr));
    return [{ item: name, ...(when === undefined ? {} : { when }), values, doc: doc ?? "", needs }];
  });
}
