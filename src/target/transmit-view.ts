/** What templates see of the items of sent packets: the descriptors that hooks give, and the readers that answer for them. */
import { isReceived, type Model } from "../model/types.js";
import { metadataName, structName } from "./c/names.js";
import { itemView } from "./view.js";

/** Each item with the descriptors that answer it out of themselves: what takes an input or a second entry is left out. */
export function transmitItems(model: Model) {
  const read = new Set(model.drivers.flatMap(({ hooks }) => hooks.map((hook) => hook.reads)));
  const descriptors = model.descriptors.filter(({ name }) => read.has(name));
  return model.vocabulary.items
    .filter((item) => !isReceived(item))
    .map((item) => ({
      ...itemView(item),
      c: { args: item.parts.map(({ name }) => name) },
      readers: descriptors.flatMap((descriptor) => {
        const metadata = descriptor.metadata.find((own) => own.item.name === item.name);
        const [entry, second] = descriptor.entries;
        if (metadata === undefined || metadata.inputs.length > 0) return [];
        if (entry === undefined || second !== undefined) return [];
        return [
          {
            descriptor: descriptor.name,
            c: { struct: structName(descriptor, entry), name: metadataName(descriptor, item) },
          },
        ];
      }),
    }));
}
