/** What verifying a way or hook of a driver gives: plain data, the same for every report. */
import type { HookKind, WayKind } from "../model/driver/types.js";
import type { Path } from "../spec/source.js";
import type { Problem } from "./result.js";

/** One thing that a way or hook needs of the kernel. */
export interface AccessCheck {
  /** `struct ice_xdp_buff`, `struct ice_xdp_buff.eop_desc`, a function's name, a parameter's. */
  readonly subject: string;
  /** What of the point needs it: `input phc_time`, `metadata rx_hash`; empty for the point as a whole. */
  readonly role: string;
  readonly status: "agrees" | "differs" | "lacking";
  /** What driver.yaml says, and what the kernel says; empty where it says nothing. */
  readonly spec: string;
  readonly kernel: string;
  readonly problems: readonly Problem[];
  /** Where driver.yaml says it. */
  readonly path: Path;
}

/**
 * `lacking`: the kernel's driver has not what the point needs. `excluded`: `absent` or `kernels` says that it is for
 * other kernels. `absent`: no BTF has the driver.
 */
export type AccessStatus = "agrees" | "differs" | "lacking" | "excluded" | "absent";

export interface AccessResult {
  readonly driver: string;
  /** `xdp.eop_desc`, `hooks.devrx_skb`: its keys in driver.yaml. */
  readonly point: string;
  readonly kind: WayKind | HookKind;
  /** `fentry ice_process_skb_fields`; empty for a way from XDP. */
  readonly hook: string;
  /** The descriptor that it gives; empty for none. */
  readonly reads: string;
  readonly status: AccessStatus;
  /** Why it is neither there nor wrong. */
  readonly why: string;
  /** Where its function, or its first type, was found; empty when it was not. */
  readonly btf: string;
  /** The kernels in which it was found, as the spec has them, and whether this one is among them. */
  readonly verified: readonly string[];
  readonly isVerified: boolean;
  readonly checks: readonly AccessCheck[];
}

export function countOfChecks({ checks }: AccessResult, status: AccessCheck["status"]): number {
  return checks.filter((check) => check.status === status).length;
}
