/** The forms that short texts have, and what to say of a text that has not. */
import type { Code } from "../diagnostics/codes.js";

export interface Form {
  readonly pattern: RegExp;
  readonly code: Code;
  /** Said behind the text found. */
  readonly wrong: string;
  readonly help: string;
  /** The text in the form, when it is plain what was meant. */
  mend?(text: string): string;
}

const NAMES = "names are lower snake case: a letter, then letters, digits and underscores";

function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_");
}

export const FORMS = {
  name: {
    pattern: /^[a-z][a-z0-9_]*$/,
    code: "ND007",
    wrong: "is not a name",
    help: NAMES,
    mend: snakeCase,
  },
  reference: {
    pattern: /^[a-z][a-z0-9_]*\/[a-z0-9][a-z0-9_-]*$/,
    code: "ND007",
    wrong: "is not `<driver>/<name>`",
    help: "both are lower case letters, digits and underscores; the name may have dashes",
    mend: (text: string) => text.toLowerCase().replace(/\.ya?ml$/, ""),
  },
  hex: {
    pattern: /^0x[0-9a-f]{1,16}$/,
    code: "ND005",
    wrong: "is not an integer of up to 64 bits",
    help: "integers are written as 12 or 0x1f",
  },
  bits: {
    pattern: /^\d{1,2}\.\.\d{1,2}$/,
    code: "ND005",
    wrong: "is not a bit range",
    help: "bits are `msb..lsb` or one number, as in GENMASK(msb, lsb)",
    mend: (text: string) => text.replace(/^[^\d]*(\d+)\D+(\d+)[^\d]*$/, "$1..$2"),
  },
  kernelType: {
    pattern: /^(struct |union )?[A-Za-z_][A-Za-z0-9_]*$/,
    code: "ND007",
    wrong: "is not the name of a C type",
    help: "a type is said as `struct name`, `union name`, or the name of a typedef",
  },
  kernelStruct: {
    pattern: /^(?:struct|union) [A-Za-z_][A-Za-z0-9_]*$/,
    code: "ND007",
    wrong: "is not the name of a struct",
    help: "it is said as in C: `struct name`, or `union name`",
    mend: (text: string) => `struct ${text}`,
  },
  member: {
    pattern: /^[A-Za-z_][A-Za-z0-9_.[\]]*$/,
    code: "ND007",
    wrong: "is not a member's path",
    help: "a member is said as in C: `wb`, `lower.lo_dword.data`, `words[2]`",
  },
  kernels: {
    pattern: /^(>=|<)\d+\.\d+( <\d+\.\d+)?$/,
    code: "ND005",
    wrong: "is not a range of kernels",
    help: 'kernels are `">=6.14"`, `"<6.2"` or `">=5.10 <6.2"`',
  },
  memberType: {
    pattern:
      /^(?:[us](?:8|16|32|64)(?::[1-9]\d?)?|(?:le|be)(?:16|32|64)|enum|void \*|(?:struct|union) [A-Za-z_][A-Za-z0-9_]*(?: \*)?)(?:\[\])?$/,
    code: "ND007",
    wrong: "is not the type of a member",
    help: "types are `u32`, `le32`, `u8:1` for a bit-field, `enum`, `void *`, `struct name`, `struct name *`, and each of them with `[]` for an array",
  },
  symbol: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
    code: "ND007",
    wrong: "is not the name of a function, tracepoint, module, member, enum or enumerator",
    help: "names are the kernel's own: letters, digits and underscores",
  },
  memberName: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/,
    code: "ND007",
    wrong: "is not the name of a member",
    help: "it is the kernel's; a member of a struct without a name is said with the member that it is in: `dqo.complq`",
  },
  release: {
    pattern: /^\d+\.\d+(?:-(?:arm64|s390x))?$/,
    code: "ND005",
    wrong: "is not a kernel",
    help: "kernels are `6.12` (amd64) or `6.12-arm64`",
  },
  feature: {
    pattern: /^[a-z0-9][a-z0-9-]{0,30}$/,
    code: "ND007",
    wrong: "is not the name of a feature",
    help: "it is what `ethtool -k` prints, `rx-lro`",
  },
  driverName: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,30}$/,
    code: "ND007",
    wrong: "is not the name of a driver",
    help: "it is what `ethtool -i` prints behind `driver:`",
  },
  hook: {
    pattern:
      /^(?:devrx|devrx_skb|devrx_xdp|devtx_submit_skb|devtx_submit_xdp|devtx_complete_skb|devtx_complete_xdp)(?:_[a-z0-9_]+)?$/,
    code: "ND007",
    wrong: "is not the name of a hook",
    help: "hooks are devrx, devrx_skb, devrx_xdp, devtx_submit_skb, devtx_submit_xdp, devtx_complete_skb, devtx_complete_xdp, each with a suffix of its own where a driver has several",
  },
  mapKey: {
    pattern: /^([a-z][a-z0-9_]*|\d+)$/,
    code: "ND007",
    wrong: "is neither an enumerator nor an integer",
    help: "the keys of `to` are the enumerators of what is mapped, or integers",
  },
  row: {
    pattern: /^\d{1,5}(\.\.\d{1,5})?$/,
    code: "ND005",
    wrong: "is not the index of a row",
    help: "a row is said by its index, or by the first and the last of several: `20..21`",
  },
  kfunc: {
    pattern: /^[a-z][a-z0-9_]*$/,
    code: "ND007",
    wrong: "is not a name",
    help: NAMES,
  },
} as const satisfies { readonly [name: string]: Form };

const BY_PATTERN: ReadonlyMap<string, Form> = new Map(
  Object.values<Form>(FORMS)
    .toReversed()
    .map((form) => [String(form.pattern), form]),
);

/** The form that a schema's pattern stands for. */
export function formOf(pattern: string): Form | undefined {
  return BY_PATTERN.get(pattern);
}

/** The hint for a text that has not the form. */
export function formHelp(form: Form, text: string): string {
  const mended = form.mend?.(text);
  const good = mended !== undefined && mended !== text && form.pattern.test(mended);
  return good ? `did you mean \`${mended}\`?` : form.help;
}
