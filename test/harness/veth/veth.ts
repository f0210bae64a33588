/**
 * A veth pair between two network namespaces, an XDP program on its one end, real packets from the other.
 *
 * The namespaces have no names. Each is held by a process that ends when its standard input does, so they and all in
 * them go with the test, however it ends, and two tests at a time never meet.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROBE_SOURCES } from "../machines.js";
import { inParallel, type Ran, run, ToolFailed } from "../run.js";
import type { Tool } from "../tools.js";

export const VETH_TOOLS: readonly Tool[] = ["clang-19", "gcc", "libbpf", "loading BPF", "veth pairs"];

const SOURCES = join(PROBE_SOURCES, "..", "veth");
const BPF_FLAGS = ["-O2", "-g", "-target", "bpf", "-I", "/usr/include/x86_64-linux-gnu"];
const STRICT = ["-Wall", "-Wextra", "-Werror"];

/** The interfaces; each is alone in its namespace. */
export const RECEIVER = "rx0";
const SENDER = "tx0";
const RECEIVER_MAC = "02:00:00:00:00:02";
const SENDER_MAC = "02:00:00:00:00:01";

export interface Attachment {
  readonly object: string;
  readonly program: string;
  /** Variables of .rodata, as the bytes that they are to have. */
  readonly set?: Readonly<Record<string, Uint8Array>>;
  /** Bound to the device, as the kernel wants programs with metadata kfuncs. */
  readonly bound?: boolean;
  /** In front of the stack instead of in the driver. */
  readonly generic?: boolean;
  /** Only loaded. */
  readonly detached?: boolean;
  /** Capabilities that are missing while the kernel loads it: perfmon, bpf, net_admin. */
  readonly without?: readonly string[];
  /** A tc program of the same object, which sees what XDP passed. */
  readonly ingress?: string;
  /** Maps to read afterwards: ring buffers, arrays, sections of variables. */
  readonly dump?: readonly string[];
  /** What is sent, one word each, as test/harness/veth/send.c says. */
  readonly packets?: readonly string[];
}

export interface Loaded {
  readonly refused?: undefined;
  /** Instructions that the verifier went through, and that are left. */
  readonly verified: number;
  readonly xlated: number;
  /** Packets that arrived, which are all that were sent. */
  readonly received: number;
  readonly records: Readonly<Record<string, readonly Buffer[]>>;
  /** What was still there after the program was detached. */
  readonly left: readonly string[];
}

export interface Refused {
  readonly refused: "load" | "attach";
  readonly error: number;
  readonly log: string;
}

export interface Pair {
  attach(attachment: Attachment): Promise<Loaded | Refused>;
  /** Any command, on the side of the receiver, where the interface is rx0, or of the sender. */
  receiver(command: string, ...args: string[]): Promise<Ran>;
  /** The command that runs another one there. */
  receiverCommand(command: readonly string[]): readonly string[];
  sender(command: string, ...args: string[]): Promise<Ran>;
  /** Sends packets without a program. */
  send(packets: readonly string[]): Promise<number>;
}

/** A BPF object of a source. */
export async function compileBpf(compiler: Tool, source: string, object: string, flags: readonly string[] = []) {
  await run(compiler, [...STRICT, ...BPF_FLAGS, "-mcpu=v3", ...flags, "-c", source, "-o", object]);
  return object;
}

/** What a pair needs, compiled into `folder`. */
export async function buildPair(folder: string): Promise<void> {
  await inParallel(["attach", "send", "egress"], async (name) => {
    if (name === "egress") await compileBpf("clang-19", join(SOURCES, "egress.bpf.c"), egressOf(folder));
    else {
      const libraries = ["-lbpf", "-lelf", "-lz"];
      await run("gcc", [...STRICT, "-O2", join(SOURCES, `${name}.c`), "-o", join(folder, name), ...libraries]);
    }
  });
}

function egressOf(folder: string): string {
  return join(folder, "egress.o");
}

/** A pair that is gone afterwards; what it needs is compiled into `folder`. */
export async function withPair<T>(folder: string, work: (pair: Pair) => Promise<T>): Promise<T> {
  await buildPair(folder);
  return withBuiltPair(folder, work);
}

/** The same where `folder` has what it needs. */
export async function withBuiltPair<T>(folder: string, work: (pair: Pair) => Promise<T>): Promise<T> {
  const egress = egressOf(folder);
  const holders: ChildProcess[] = [];
  try {
    const receiver = await hold(holders);
    const sender = await hold(holders);
    await connect(receiver, sender);
    await inside(sender, join(folder, "send"), egress, SENDER);
    const send = async (packets: readonly string[]) =>
      packets.length === 0
        ? 0
        : Number(Buffer.from((await inside(sender, join(folder, "send"), egress, SENDER, ...packets)).stdout));
    return await work({
      send,
      receiver: (command, ...args) => inside(receiver, command, ...args),
      receiverCommand: ([command = "", ...args]) => entered(receiver, command, args).flat(),
      sender: (command, ...args) => inside(sender, command, ...args),
      attach: (attachment) => attach(receiver, join(folder, "attach"), attachment, send),
    });
  } finally {
    await Promise.all(holders.map(release));
  }
}

/** A process in a network namespace of its own; it waits for the end of its input, which ours brings about at the latest. */
async function hold(holders: ChildProcess[]): Promise<number> {
  const child = spawn("unshare", ["--net", "--", "sh", "-c", "echo ready; exec cat"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  holders.push(child);
  const ended = once(child, "close").then(([code]) => {
    throw new ToolFailed(`no network namespace: unshare ended with ${code}`);
  });
  ended.catch(() => undefined);
  await Promise.race([once(child.stdout, "data"), ended]);
  return child.pid as number;
}

async function release(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.stdin?.end();
  await closed;
}

function entered(pid: number, command: string, args: readonly string[]): [string, string[]] {
  return ["nsenter", [`--net=/proc/${pid}/ns/net`, "--", command, ...args]];
}

function inside(pid: number, command: string, ...args: string[]): Promise<Ran> {
  return run(...entered(pid, command, args));
}

async function connect(receiver: number, sender: number): Promise<void> {
  const peer = ["peer", "name", SENDER, "address", SENDER_MAC, "netns", `/proc/${sender}/ns/net`];
  await inside(receiver, "ip", "link", "add", RECEIVER, "address", RECEIVER_MAC, "type", "veth", ...peer);
  // What neighbour discovery would find is said, so that no packet waits for it.
  for (const [pid, device, own, other, mac] of [
    [receiver, RECEIVER, 2, 1, SENDER_MAC],
    [sender, SENDER, 1, 2, RECEIVER_MAC],
  ] as const) {
    await inside(pid, "ip", "addr", "add", `10.0.0.${own}/24`, "dev", device);
    await inside(pid, "ip", "addr", "add", `fd00::${own}/64`, "dev", device, "nodad");
    await inside(pid, "ip", "link", "set", device, "up");
    for (const address of [`10.0.0.${other}`, `fd00::${other}`]) {
      await inside(pid, "ip", "neigh", "replace", address, "lladdr", mac, "dev", device, "nud", "permanent");
    }
  }
}

async function attach(
  receiver: number,
  tool: string,
  asked: Attachment,
  send: (packets: readonly string[]) => Promise<number>,
): Promise<Loaded | Refused> {
  const child = spawn(...entered(receiver, tool, argumentsOf(asked)), { stdio: ["pipe", "pipe", "pipe"] });
  const lines: string[] = [];
  let text = "";
  let complaint = "";
  const ended = once(child, "close");
  const first = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (text.includes("\n")) resolve();
    });
    ended.then(() => resolve());
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString("utf8");
  });
  child.stdin.on("error", () => undefined);
  try {
    await first;
    if (text.startsWith('{"id"')) child.stdin.write(`${await send(asked.packets ?? [])}\n`);
  } finally {
    child.stdin.end();
    await ended;
  }
  lines.push(...text.split("\n").filter((line) => line !== ""));
  if (child.exitCode !== 0) throw new ToolFailed(`${tool}: ended with ${child.exitCode}\n${complaint}`);
  const [loaded, result] = lines.map((line) => JSON.parse(line));
  if (loaded.refused !== undefined) return loaded;
  const maps = Object.entries(result.maps as Record<string, string[]>);
  const records = maps.map(([name, values]) => [name, values.map((value) => Buffer.from(value, "hex"))]);
  return { ...loaded, ...result, records: Object.fromEntries(records) };
}

function argumentsOf(asked: Attachment): string[] {
  return [
    asked.object,
    asked.program,
    RECEIVER,
    ...Object.entries(asked.set ?? {}).flatMap(([name, bytes]) => [
      "set",
      `${name}=${Buffer.from(bytes).toString("hex")}`,
    ]),
    ...(asked.dump ?? []).flatMap((map) => ["dump", map]),
    ...(asked.without ?? []).flatMap((capability) => ["without", capability]),
    ...(asked.ingress === undefined ? [] : ["ingress", asked.ingress]),
    ...(asked.bound ? ["bound"] : []),
    ...(asked.generic ? ["generic"] : []),
    ...(asked.detached ? ["detached"] : []),
  ];
}
