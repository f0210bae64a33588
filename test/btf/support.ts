import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Btf, BtfError, readBtf } from "../../src/btf/index.js";

export const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
export const RUNNING_KERNEL = "/sys/kernel/btf/vmlinux";

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(join(FIXTURES, `${name}.btf`));
}

export function fixture(name: string, base?: Btf): Btf {
  return readBtf(fixtureBytes(name), base);
}

/** Split BTF over its base. */
export function iceFixture(): Btf {
  return fixture("ice-6.12", fixture("ice-base-6.12"));
}

/** The names of those that stand alone. */
export const ALONE = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".btf") && name !== "ice-6.12.btf")
  .map((name) => name.slice(0, -".btf".length));

/** The id of a type that is there. */
export function idOf(btf: Btf, cName: string): number {
  const func = /^func (.*)$/.exec(cName)?.[1];
  const type = func === undefined ? btf.findNamed(cName) : btf.find("func", func);
  if (type === undefined) throw new Error(`there is no ${cName}`);
  return type.id;
}

export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof BtfError) return error.code;
    throw error;
  }
  return "none";
}

export const IN_CI = process.env["CI"] === "true";

export function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Asks everything of every type. The answers that are no BtfError come back, so that a test can look at them. */
export function askEverything(bytes: Uint8Array, base?: Btf): { readonly answers: number; readonly errors: number } {
  const count = { answers: 0, errors: 0 };
  const ask = (question: () => unknown) => {
    if (codeOf(question) === "none") count.answers++;
    else count.errors++;
  };
  let btf: Btf | undefined;
  ask(() => {
    btf = readBtf(bytes, base);
  });
  if (btf === undefined) return count;
  const { count: end } = btf;
  for (let id = 0; id < end; id++) for (const question of questionsOf(btf, id)) ask(question);
  ask(() => btf?.find("struct", "sk_buff"));
  return count;
}

function questionsOf(btf: Btf, id: number): (() => unknown)[] {
  return [
    () => btf.type(id),
    () => btf.nameOf(id),
    () => btf.resolve(id),
    () => btf.sizeOf(id),
    () => btf.typeName(id),
    () => btf.declaration(id),
    () => btf.prototype(id),
    () => btf.members(id),
    () => btf.members(id, { flatten: true }),
    () => btf.members(id, { flatten: "deep" }),
    () => btf.membersAt(id, 17),
  ];
}
