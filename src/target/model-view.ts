/** What templates see of the model as a whole: the vocabulary, the mentions, and what answers each item. */
import { summaryText } from "../model/describe.js";
import type { Model, Vocabulary } from "../model/types.js";
import { literal, macroName } from "./c/names.js";
import { outputsOf } from "./c/ways.js";
import { answersOf, copyWords, driverMention, kfuncCall, receiveItems } from "./driver-view.js";
import { transmitItems } from "./transmit-view.js";
import { type Banner, itemView } from "./view.js";

/** The vocabulary and what is rendered once for all. */
export function modelView(model: Model, banner: Banner) {
  const descriptors = model.descriptors.map((descriptor) => ({
    name: descriptor.name,
    driver: descriptor.driver,
    title: descriptor.title,
    direction: descriptor.direction,
    summary: summaryText(descriptor),
  }));
  const lookups = model.lookups.map(({ name, title }) => ({ name, driver: name.split("/")[0] ?? "", title }));
  const drivers = [
    ...new Set(
      [...descriptors, ...lookups, ...model.drivers.map(({ name }) => ({ driver: name }))].map(({ driver }) => driver),
    ),
  ].sort();
  const items = receiveItems(model);
  return {
    banner,
    vocabulary: vocabularyView(model.vocabulary),
    descriptors,
    lookups,
    drivers: drivers.map((name) => ({
      name,
      descriptors: descriptors.filter(({ driver }) => driver === name),
      lookups: lookups.filter(({ driver }) => driver === name),
    })),
    /** The drivers with a driver.yaml, and what their formats answer of each item that an XDP program can ask. */
    access: model.drivers.map(driverMention),
    items: items.map((item) => ({
      ...itemView(item),
      c: {
        outputs: outputsOf(item),
        names: item.parts.map(({ name }) => name),
        policy: macroName("policy", item.name),
        ...kfuncCall(item),
      },
      answers: model.drivers.flatMap((driver) => answersOf(item, driver, model)),
    })),
    transmit: transmitItems(model),
    copyWords: copyWords(model),
  };
}

function vocabularyView(vocabulary: Vocabulary) {
  return {
    enums: vocabulary.enums.map((item) => ({
      name: item.name,
      doc: item.doc,
      flags: item.flags,
      /** Whether any value has more to say than its name. */
      documented: item.values.some((value) => value.doc !== ""),
      values: item.values.map((value) => ({
        name: value.name,
        value: literal(value.value),
        doc: value.doc,
        macro: macroName(item.name, value.name),
      })),
    })),
    items: vocabulary.items.map((item) => ({
      ...itemView(item),
      directions: item.directions,
    })),
  };
}
