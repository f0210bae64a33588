/** Handlebars, kept strict: what is misspelt or missing is an error that names the file and the line. */
import type Handlebars from "handlebars";
import { UsageError } from "../errors.js";
import { HELPERS } from "./helpers.js";
import type { Target, TemplateFile } from "./manifest.js";

/** Said, so that Handlebars does not talk about it. */
const OWN_ONLY = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const;
const EXTENSION = /\.hbs$/;

type Environment = ReturnType<typeof Handlebars.create>;

/** How templates become functions: compiled here, or when the tool was built. */
export interface Templating {
  readonly handlebars: Pick<typeof Handlebars, "create">;
  compile(text: string, handlebars: Environment): HandlebarsTemplateDelegate;
}

export class Engine {
  private readonly handlebars: Environment;
  private readonly compiled = new Map<string, HandlebarsTemplateDelegate>();

  constructor(
    target: Target,
    picture: (descriptor: string) => string,
    private readonly templating: Templating,
  ) {
    this.handlebars = templating.handlebars.create();
    const helpers = { ...HELPERS, picture };
    for (const [name, helper] of Object.entries(helpers)) this.handlebars.registerHelper(name, placed(name, helper));
    this.handlebars.registerHelper("log", () => "");
    for (const [name, file] of target.templates) {
      if (name.startsWith("_")) this.addPartial(name.slice(1).replace(EXTENSION, ""), file);
    }
  }

  /** The text that a template makes of a view. */
  render(file: Pick<TemplateFile, "path" | "text">, view: object): string {
    try {
      return this.compile(file.text)(view, OWN_ONLY);
    } catch (error) {
      throw inFile(file, error);
    }
  }

  /** Partials are run by templates, and say their own name when they fail. */
  private addPartial(name: string, file: TemplateFile): void {
    this.handlebars.registerPartial(name, (context: unknown, options?: Handlebars.RuntimeOptions) => {
      try {
        return this.compile(file.text)(context, options);
      } catch (error) {
        throw inFile(file, error);
      }
    });
  }

  private compile(text: string): HandlebarsTemplateDelegate {
    let template = this.compiled.get(text);
    if (template === undefined) {
      template = this.templating.compile(text, this.handlebars);
      this.compiled.set(text, template);
    }
    return template;
  }
}

type Helper = (...args: never[]) => unknown;

interface Place {
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } };
}

/** Handlebars says where a name is missing, and not where a helper failed. */
function placed(name: string, helper: Helper): Handlebars.HelperDelegate {
  return function (this: unknown, ...args: unknown[]): unknown {
    try {
      return helper.apply(this, args as never[]);
    } catch (error) {
      if (error instanceof UsageError || !(error instanceof Error) || PLACE.test(error.message)) throw error;
      const start = (args.at(-1) as Place | undefined)?.loc?.start;
      throw new Error(`${name}: ${error.message}${start === undefined ? "" : ` - ${start.line}:${start.column}`}`);
    }
  };
}

const PLACE = / - (\d+):(\d+)$/;
const PARSE_ERROR = /^Parse error on line (\d+):\s*(.*)$/s;

/** `file:line:column: message`; the stack is of no use to who writes templates. */
function inFile(file: Pick<TemplateFile, "path">, error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const [, line, column] = PLACE.exec(message) ?? [];
  if (line !== undefined)
    return new UsageError(`${file.path}:${line}:${Number(column) + 1}: ${oneLine(message.replace(PLACE, ""))}`);
  const [, wrong, rest = ""] = PARSE_ERROR.exec(message) ?? [];
  if (wrong !== undefined) return new UsageError(`${file.path}:${wrong}: ${oneLine(rest)}`);
  return new UsageError(`${file.path}: ${oneLine(message)}`);
}

function oneLine(text: string): string {
  return text.replace(" in [object Object]", "").replace(/\s+/g, " ").slice(0, 300);
}
