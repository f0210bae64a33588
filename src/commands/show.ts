import { writeAtomically } from "../fs/write.js";
import { findDescriptor } from "../select.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface ShowOptions extends SpecsOptions {
  readonly svg?: string;
  readonly json?: boolean;
}

/** Draws a descriptor's layout: in the terminal, as an SVG file, or as data. */
export async function show(name: string, options: ShowOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, [name]);
  if (opened === undefined) return EXIT.findings;
  const descriptor = findDescriptor(opened.model.descriptors, name);
  if (options.json) {
    const { showJson } = await import("../show/json.js");
    io.out(`${JSON.stringify(showJson(descriptor), null, 2)}\n`);
    return EXIT.good;
  }
  if (options.svg === undefined) {
    const { showTerminal } = await import("../show/terminal.js");
    io.out(showTerminal(descriptor, { color: io.color.out, width: io.width }));
    return EXIT.good;
  }
  const { showSvg } = await import("../show/svg.js");
  const picture = showSvg(descriptor);
  if (options.svg === "-") io.out(picture);
  else writeAtomically(options.svg, picture);
  return EXIT.good;
}
