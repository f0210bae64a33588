/** Ranges of kernels, as `kernels:` says them: `>=6.14`, `<6.2`, `>=5.10 <6.2`. */

export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
  /** `arm64`; without it, amd64 or any. */
  readonly machine?: string;
}

/** The version that a text begins with, such as `uname -r`; undefined when it begins with none. */
export function kernelVersion(text: string): KernelVersion | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?![\d])/.exec(text) ?? [];
  if (major === undefined) return undefined;
  const machine = /-(arm64|s390x)$/.exec(text)?.[1];
  return { major: Number(major), minor: Number(minor), ...(machine === undefined ? {} : { machine }) };
}

/** A kernel as `verified:` says it: `6.12`, `6.12-arm64`. */
export function releaseOf({ major, minor, machine }: KernelVersion): string {
  return `${major}.${minor}${machine === undefined ? "" : `-${machine}`}`;
}

/** Whether a kernel is in a range; every kernel is in the empty one. */
export function inRange(range: string, kernel: KernelVersion): boolean {
  return [...range.matchAll(/(>=|<)(\d+)\.(\d+)/g)].every(([, operator, major, minor]) => {
    const distance = (kernel.major - Number(major)) * 10_000 + kernel.minor - Number(minor);
    return operator === "<" ? distance < 0 : distance >= 0;
  });
}
