/** The banners of generated files: each names the command that makes its file again and spoils no other. */
import type { Driver } from "../model/driver/types.js";
import type { Descriptor, Lookup, Model } from "../model/types.js";
import type { Target } from "./manifest.js";
import { markOf } from "./mark.js";
import { type Banner, usedLookups } from "./view.js";

/** Some descriptors and drivers of a model. */
export type Chosen = Pick<Model, "descriptors" | "drivers">;

export class Banners {
  /** `together` is what the files that stand for several are about. */
  constructor(
    private readonly target: Target,
    private readonly model: Chosen,
    private readonly together: Chosen,
  ) {}

  ofModel(): Banner {
    return this.banner(patternsOf(this.model, this.together));
  }

  /** Of what is the same whichever descriptors are selected. */
  ofVocabulary(): Banner {
    return this.banner([]);
  }

  /** One descriptor that uses a table is enough. */
  ofLookup({ name }: Lookup): Banner {
    const user = this.together.descriptors.find((descriptor) => usedLookups(descriptor).includes(name));
    return this.banner([user?.name ?? name]);
  }

  ofDriver({ name }: Driver): Banner {
    return this.banner(patternsOfDriver(name, this.model, this.together));
  }

  ofLibrary({ name }: Driver): Banner {
    return this.banner([name, "--library", name]);
  }

  ofDescriptor({ name }: Descriptor): Banner {
    return this.banner([name]);
  }

  private banner(words: readonly string[]): Banner {
    const { target } = this.target.manifest;
    // A file by itself must not make the others left-overs.
    const some = words.length === 0 ? [] : [...words, "--no-clean"];
    const other = target === "bpf-c" ? [] : ["--target", target];
    return { mark: markOf(target), command: ["nicdesc", "generate", ...some, ...other].join(" ") };
  }
}

/** The patterns that name these and no others, as few as can be: none for all that the model has. */
function patternsOf(model: Chosen, chosen: Chosen): string[] {
  if (chosen.descriptors.length === model.descriptors.length && chosen.drivers.length === model.drivers.length)
    return [];
  const names = [...chosen.descriptors.map(({ driver }) => driver), ...chosen.drivers.map(({ name }) => name)];
  return [...new Set(names)].sort().flatMap((name) => patternsOfDriver(name, model, chosen));
}

function patternsOfDriver(name: string, model: Chosen, chosen: Chosen): string[] {
  const all = model.descriptors.filter(({ driver }) => driver === name);
  const some = chosen.descriptors.filter(({ driver }) => driver === name);
  if (some.length === all.length) return [name];
  return some.length === 0 ? [`${name}/driver`] : some.map((descriptor) => descriptor.name);
}
