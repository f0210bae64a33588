/** Running a program on the receiver of a veth pair while packets come, until a signal ends it. */
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Pair, RECEIVER } from "./veth.js";

const TRIES = 500;
const TRY_MS = 10;
/** How the kernel numbers XDP in the driver. */
const DRIVER_MODE = 1;

export interface Ended {
  /** What the program printed. */
  readonly lines: readonly string[];
  /** What of it is still there. */
  readonly left: readonly string[];
}

export interface Options {
  readonly signal?: "SIGINT" | "SIGTERM";
  /** Waited for before the signal, besides the packets' arrival; it is given what the program printed so far. */
  readonly until?: (lines: readonly string[]) => Promise<boolean>;
}

/** Runs `command` on the side of the receiver; the packets are sent once it says that it runs. */
export async function runOn(
  pair: Pair,
  folder: string,
  command: readonly string[],
  packets: readonly string[],
  { signal = "SIGTERM", until = async () => true }: Options = {},
): Promise<Ended> {
  const base = join(mkdtempSync(join(folder, "run-")), "running");
  // It ends even where this process does not live to end it; signals are passed on.
  const script = 'echo $$ >"$0.pid"; exec timeout 60 "$@" >"$0.out" 2>"$0.err"';
  let ended = false;
  const lines = () =>
    textOf(`${base}.out`)
      .split("\n")
      .filter((line) => line !== "");
  const running = pair.receiver("sh", "-c", script, base, ...command).finally(() => {
    ended = true;
  });
  running.catch(() => undefined);
  await waitFor(async () => ended || textOf(`${base}.err`).includes("Ctrl-C ends"));
  const pid = Number(textOf(`${base}.pid`));
  let program: number | undefined;
  try {
    if (ended) throw new Error(`ended: ${textOf(`${base}.err`)}`);
    program = await attached(pair, DRIVER_MODE);
    const before = await received(pair);
    const sent = await pair.send(packets);
    await waitFor(async () => (await received(pair)) >= before + sent && (await until(lines())));
  } finally {
    if (!ended) process.kill(pid, signal);
  }
  await running;
  return { lines: lines(), left: await leftOf(pair, program) };
}

/** The numbers of /proc/net/snmp, by protocol and name. */
export async function counters(pair: Pair, protocol: string): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await pair.receiver("cat", "/proc/net/snmp");
  const lines = Buffer.from(stdout).toString("utf8").split("\n");
  const [names = [], values = []] = lines
    .filter((line) => line.startsWith(`${protocol}:`))
    .map((line) => line.split(" ").slice(1));
  return Object.fromEntries(names.map((name, i) => [name, Number(values[i])]));
}

export async function waitFor(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await done()) return;
    await pause(TRY_MS);
  }
  throw new Error("waited in vain");
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

async function received(pair: Pair): Promise<number> {
  const { stdout } = await pair.receiver("cat", "/proc/net/dev");
  const [, packets] = new RegExp(`${RECEIVER}: *\\d+ +(\\d+)`).exec(Buffer.from(stdout).toString("utf8")) ?? [];
  return Number(packets);
}

/** The id of the XDP program of the receiver; in another mode than `mode` it is an error. */
async function attached(pair: Pair, mode?: number): Promise<number | undefined> {
  const { stdout } = await pair.receiver("ip", "-j", "link", "show", "dev", RECEIVER);
  const [link] = JSON.parse(Buffer.from(stdout).toString("utf8"));
  if (mode !== undefined && link.xdp?.mode !== mode) throw new Error(`XDP is in mode ${link.xdp?.mode}`);
  return link.xdp?.prog.id;
}

async function leftOf(pair: Pair, program: number | undefined): Promise<string[]> {
  const left = (await attached(pair)) === undefined ? [] : ["an XDP program"];
  // A program is freed some time after its last user went.
  const gone = async () => {
    const show = pair.receiver("bpftool", "prog", "show", "id", String(program));
    return show.then(
      () => false,
      () => true,
    );
  };
  await waitFor(gone).catch(() => left.push(`program ${program}`));
  return left;
}
