/** What was read of a machine: nothing judged. Texts of files that are not there, or may not be read, are undefined. */

export interface MachineFacts {
  /** `6.18.44-amd64` */
  readonly release: string;
  /** The names in /sys/kernel/btf. */
  readonly btf: readonly string[] | undefined;
  /** CapEff of /proc/self/status. */
  readonly capabilities: bigint | undefined;
  /** /proc/self/uid_map */
  readonly uidMap: string | undefined;
  readonly unprivilegedBpf: string | undefined;
  readonly lockdown: string | undefined;
  readonly jit: string | undefined;
  /** The kernel's configuration: `CONFIG_BPF_EVENTS` to `y`. */
  readonly config: ReadonlyMap<string, string> | undefined;
  /** Modules in /sys/module that are loaded, not built in. */
  readonly loaded: readonly string[];
  /** The functions that ftrace can attach to, where tracefs shows them. */
  readonly traceable: ReadonlySet<string> | undefined;
  readonly interfaces: readonly InterfaceFacts[];
}

export interface InterfaceFacts {
  readonly name: string;
  /** The driver that the device is bound to, and its module; empty for a virtual device, or where sysfs does not say. */
  readonly driver: string;
  readonly module: string;
  /** Its directory is among the virtual devices: it has no device of its own. */
  readonly virtual: boolean;
  /** What `ethtool -i` prints behind `driver:`; empty where that is not installed or says nothing. */
  readonly ethtool: string;
  /** The kind of link that `ip -details` prints; undefined where that is not installed or is too old. */
  readonly kind: string | undefined;
  /** DEVTYPE of its uevent: some virtual devices have one. */
  readonly deviceType: string;
  /** Its ARPHRD_ number. */
  readonly hardware: number | undefined;
}
