/** The small shapes that all kinds of spec files are made of. */
import * as z from "zod";
import { FORMS } from "./forms.js";

export const name = z.string().regex(FORMS.name.pattern).max(64).describe("lower snake case");
export const reference = z.string().regex(FORMS.reference.pattern).max(96).describe("<driver>/<name>");
export const text = z.string().max(4000);
export const line = z.string().min(1).max(200);
export const expression = z
  .union([z.string().min(1).max(1000), z.int().min(0), z.boolean()], { error: "an expression" })
  .describe("an expression over fields, inputs and enumerators");
export const format = z.literal(1).describe("the version of the spec language");
