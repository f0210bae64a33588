// What the tests need besides Node, and where Debian has it.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const TOOLS = [
  { package: "clang-14", needs: ["clang-14"] },
  { package: "clang-19", needs: ["clang-19"] },
  { package: "gcc", needs: ["gcc"] },
  { package: "make", needs: ["make"] },
  { package: "xz-utils", needs: ["xz"] },
  { package: "zstd", needs: ["zstd"] },
  { package: "libc6-dev", needs: ["/usr/include/stdio.h"] },
  { package: "gcc-bpf", needs: ["bpf-gcc"] },
  { package: "bpftool", needs: ["bpftool"] },
  { package: "iproute2", needs: ["ip"] },
  { package: "util-linux", needs: ["nsenter", "unshare"] },
  { package: "libbpf-dev", needs: ["/usr/include/bpf/libbpf.h"] },
  { package: "libelf-dev", needs: ["/usr/include/libelf.h"] },
  { package: "zlib1g-dev", needs: ["/usr/include/zlib.h"] },
  { package: "gcc-s390x-linux-gnu", needs: ["s390x-linux-gnu-gcc"] },
  { package: "libc6-dev-s390x-cross", needs: ["/usr/s390x-linux-gnu/include/stdio.h"] },
  { package: "qemu-user-static", needs: ["qemu-s390x-static"] },
  { package: "qemu-system-x86", needs: ["qemu-system-x86_64"] },
  { package: "busybox-static", needs: ["busybox"] },
  { package: "pahole", needs: ["pahole"] },
  { package: "cpio", needs: ["cpio"] },
  { package: "kmod", needs: ["depmod", "modprobe"] },
];

function has(need) {
  if (need.startsWith("/")) return existsSync(need);
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(`${folder}/${need}`));
}

export function missingPackages() {
  return TOOLS.filter((tool) => !tool.needs.every(has)).map((tool) => tool.package);
}

/** Installs what is missing where that is allowed, saying so; gives what is still missing. */
export async function installMissing(say) {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  const may = process.getuid?.() === 0 && has("apt-get");
  if (!may) return missing;
  say(`installing from Debian: ${missing.join(" ")}`);
  try {
    await aptGet("update", "-q");
    await aptGet("install", "-y", "-q", "--no-install-recommends", ...missing);
  } catch (error) {
    say(`apt-get failed: ${error.stderr || error.message}`);
  }
  return missingPackages();
}

function aptGet(...args) {
  return promisify(execFile)("apt-get", args, {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    maxBuffer: 1 << 26,
  });
}
