/** Reading BTF from files: raw, in ELF files, and in compressed modules. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Btf, readBtf } from "../btf/btf.js";
import { type Contained, findBtf } from "../btf/container.js";
import { BtfError } from "../btf/error.js";
import { compareText } from "../diagnostics/diagnostic.js";
import { UsageError } from "../errors.js";
import { reason } from "./reason.js";
import { isFolder } from "./walk.js";

const RUNNING_KERNEL = "/sys/kernel/btf/vmlinux";

/** Bytes that a compressed module may have; those of real kernels stay below 100 MiB. */
const MAX_UNPACKED = 1024 ** 3;

/** Reads files one after the other; each is read once, so that modules share their kernel's. */
export type BtfReader = (path: string) => Btf;

/**
 * A reader of BTF files: raw BTF such as `/sys/kernel/btf/*`, ELF files with a section `.BTF`, and either of them
 * compressed by xz, zstd or gzip.
 * @param base the file with the kernel's BTF, for modules. By default the one that lies beside the module, or that of
 * the kernel the module's folder belongs to, or of the running kernel; files that stand alone do not use it.
 * @throws UsageError by the reader, naming the file: it cannot be read or unpacked, is no BTF, or is damaged.
 */
export function btfReader(base?: string): BtfReader {
  const known = new Map<string, Btf>();
  const read: BtfReader = (path) => {
    const key = resolve(path);
    const found = known.get(key) ?? naming(path, () => open(path));
    known.set(key, found);
    return found;
  };
  const open = (path: string): Btf => {
    const contained = findBtf(unpack(path, readBytes(path)));
    return contained.split ? readBtf(contained.btf, baseOf(path, contained)) : readBtf(contained.btf);
  };
  const baseOf = (path: string, { distilledBase }: Contained): Btf => {
    if (base === undefined && distilledBase !== undefined) return readBtf(distilledBase);
    const file = base ?? defaultBase(path);
    if (resolve(file) === resolve(path)) throw new BtfError("base", "it is split BTF and cannot be its own base");
    return read(file);
  };
  return read;
}

/** Reads one file, as a reader of `btfReader` does. */
export function readBtfFile(path: string, base?: string): Btf {
  return btfReader(base)(path);
}

/** Beside BTF, folders have readmes and other things; files without an ending are those of `/sys/kernel/btf`. */
const BTF_FILE = /^[^.]+$|(\.btf|\.ko)(\.(xz|zst|gz))?$/;
const KERNEL_FILE = /^vmlinux(\.|$)/;

/**
 * The BTF files directly in a folder, those of modules first: what is in them may be in the kernel's own types as
 * well. Of what is no folder, the path itself.
 * @throws UsageError for a folder that cannot be read, or has no BTF files.
 */
export function btfFiles(path: string): string[] {
  if (!isFolder(path)) return [path];
  const names = namesIn(path).filter((name) => BTF_FILE.test(name) && !isFolder(join(path, name)));
  if (names.length === 0)
    throw new UsageError(
      `there is no BTF in the folder ${path}`,
      "its files are called as vmlinux, ice.btf or ice.ko.xz",
    );
  return names
    .sort((a, b) => Number(KERNEL_FILE.test(a)) - Number(KERNEL_FILE.test(b)) || compareText(a, b))
    .map((name) => join(path, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UsageError(`cannot read ${folder}: ${reason(error)}`);
  }
}

function naming(path: string, read: () => Btf): Btf {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BtfError)) throw error;
    throw new UsageError(
      `${path}: ${error.message}`,
      error.code === "base" ? "give the right one by --base" : undefined,
    );
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function defaultBase(path: string): string {
  const folder = dirname(path);
  const [, kernel] = /\/lib\/modules\/([^/]+)\//.exec(resolve(path)) ?? [];
  const running = kernel === undefined || kernel === release() ? [RUNNING_KERNEL] : [];
  const ofKernel =
    kernel === undefined
      ? []
      : [`/lib/modules/${kernel}/build/vmlinux`, `/boot/vmlinux-${kernel}`, `/usr/lib/debug/boot/vmlinux-${kernel}`];
  const places = [join(folder, "vmlinux"), join(folder, "vmlinux.btf"), ...running, ...ofKernel];
  const found = places.find((place) => existsSync(place));
  if (found === undefined)
    throw new BtfError("base", `it is split BTF, and its kernel's is not at ${places.join(", ")}`);
  return found;
}

const PACKERS = [
  { program: "xz", magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { program: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { program: "gzip", magic: [0x1f, 0x8b] },
] as const;

function unpack(path: string, bytes: Uint8Array): Uint8Array {
  const packer = PACKERS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (packer === undefined) return bytes;
  return packer.program === "gzip" ? gunzip(path, bytes) : unpackBy(packer.program, path, bytes);
}

function gunzip(path: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    throw new UsageError(`${path} cannot be unpacked: ${(error as Error).message}`);
  }
}

function unpackBy(program: string, path: string, input: Uint8Array): Uint8Array {
  const { error, status, stdout, stderr } = spawnSync(program, ["-d", "-c", "-q"], { input, maxBuffer: MAX_UNPACKED });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOENT")
    throw new UsageError(
      `${path} is compressed by ${program}, which is not installed`,
      `install ${program}, or unpack it`,
    );
  // A damaged file makes the program leave before it has read all, which is an error of its own.
  if (status !== 0 || (code !== undefined && code !== "EPIPE"))
    throw new UsageError(`${path} cannot be unpacked: ${stderr?.toString().trim() || code || `${program} failed`}`);
  return stdout;
}
