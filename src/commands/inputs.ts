import { CLOCK_KEYS, type Clock } from "../decode/clock.js";
import type { Inputs } from "../decode/decode.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import type { Descriptor, Input } from "../model/types.js";

/** `name=value`, and `clock.mult=value` for a timecounter; values are integers or enumerators. */
export function readInputs(said: readonly string[], descriptor: Descriptor): Inputs {
  const inputs: Record<string, bigint | Clock> = {};
  for (const text of said) {
    const [, name = "", member, value] = /^([^=.]*)(?:\.([^=]*))?=(.*)$/s.exec(text) ?? [];
    if (value === undefined) throw new UsageError(`an input is given as name=value, not ${text}`);
    const input = findInput(name, descriptor);
    if (input.type === "timecounter") {
      const key = CLOCK_KEYS.find((candidate) => candidate === member);
      if (key === undefined)
        throw new UsageError(
          `${name} is a timecounter: give ${CLOCK_KEYS.map((each) => `${name}.${each}`).join(", ")}`,
        );
      const before = inputs[name] as Clock | undefined;
      inputs[name] = { ...EMPTY_CLOCK, ...before, [key]: readValue(value, text, []) };
      continue;
    }
    if (member !== undefined) throw new UsageError(`${text}: ${name} has no members`);
    const number = readValue(value, text, input.values);
    if (number >> BigInt(input.width) !== 0n) throw new UsageError(`${text}: ${name} has ${bitCount(input)}`);
    inputs[name] = number;
  }
  return inputs;
}

const EMPTY_CLOCK: Clock = { cycle_last: 0n, mask: (1n << 64n) - 1n, nsec: 0n, frac: 0n, mult: 1n, shift: 0n };

function findInput(name: string, descriptor: Descriptor): Input {
  const found = descriptor.inputs.find((candidate) => candidate.name === name);
  if (found !== undefined) return found;
  const known = descriptor.inputs.map((candidate) => candidate.name);
  throw new UsageError(
    `${descriptor.name} has no input ${name}`,
    didYouMean(name, known) ?? (known.length === 0 ? "it has none" : `it has ${known.join(", ")}`),
  );
}

function readValue(text: string, whole: string, values: Input["values"]): bigint {
  const named = values.find((candidate) => candidate.name === text);
  if (named !== undefined) return named.value;
  if (/^(0x[0-9a-fA-F]+|\d+)$/.test(text)) return BigInt(text);
  const names = values.map((candidate) => candidate.name);
  const help = didYouMean(text, names) ?? (names.length === 0 ? undefined : `it has the values ${names.join(", ")}`);
  throw new UsageError(`${whole}: ${text === "" ? "there is no value" : `${text} is no integer`}`, help);
}

function bitCount({ width }: Input): string {
  return width === 1 ? "1 bit" : `${width} bits`;
}
