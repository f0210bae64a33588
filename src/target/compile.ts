/** Templates compiled by Handlebars. */
import Handlebars from "handlebars";
import type { Templating } from "./engine.js";
import { HELPERS } from "./helpers.js";

const OPTIONS = {
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries([...Object.keys(HELPERS), "picture"].map((name) => [name, true])),
} as const;

/** Handlebars renders what a prototype has as nothing; here it is as little there as any other missing name. */
class OwnNames extends Handlebars.Visitor {
  override PathExpression({ parts, loc }: hbs.AST.PathExpression): void {
    const wrong = parts.find((part) => part in Object.prototype);
    if (wrong !== undefined) throw new Error(`"${wrong}" not defined - ${loc.start.line}:${loc.start.column}`);
  }
}

export const TEMPLATING: Templating = {
  handlebars: Handlebars,
  compile: (text, handlebars) => {
    const template = handlebars.parse(text);
    new OwnNames().accept(template);
    return handlebars.compile(template, OPTIONS);
  },
};

/** The JavaScript of a template: the expression of an object, to be brought to life by `Handlebars.template`. */
export function precompile(text: string): string {
  return String(Handlebars.precompile(text, OPTIONS));
}
