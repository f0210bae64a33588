// Writes specs/verified.json: which descriptors agree with the types of the kernels in test/verify/fixtures. Needs a
// built dist/.
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSources } from "../dist/commands/kernel-types.js";
import { layoutDigest } from "../dist/fs/record.js";
import { readSpecs } from "../dist/fs/specs.js";
import { makeRecord, recordText } from "../dist/kernels/record.js";
import { parse } from "../dist/load.js";
import { kernelVersion } from "../dist/verify/kernels.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const fixtures = join(root, "test", "verify", "fixtures");

const kernels = readdirSync(fixtures)
  .flatMap((folder) => {
    const version = kernelVersion(folder);
    if (version === undefined) return [];
    const name = `${version.major}.${version.minor}`;
    return [{ name, version, sources: readSources([join(fixtures, folder)]) }];
  })
  .sort((a, b) => a.version.major - b.version.major || a.version.minor - b.version.minor);
const { model } = parse(readSpecs([]));
writeFileSync(join(root, "specs", "verified.json"), recordText(makeRecord(model.descriptors, kernels, layoutDigest)));
