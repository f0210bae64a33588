import { jsonSchema } from "../spec/schema.js";
import { EXIT, type ExitCode, type Io } from "./io.js";

/** Prints the JSON Schema of spec files. */
export async function schema(io: Io): Promise<ExitCode> {
  io.out(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  return EXIT.good;
}
