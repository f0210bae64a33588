/** The NICs that qemu emulates, and the programs that their drivers have use for. */
import type { Driver } from "../../../src/model/driver/types.js";
import type { Model } from "../../../src/model/types.js";
import type { Kernel } from "../vm/kernels.js";

export interface Nic {
  readonly driver: string;
  readonly device: string;
  readonly sender: string;
  /** Programs that need no hook of driver.yaml: a poll of the driver, the nearest to one. */
  readonly nearest: readonly string[];
}

const VIRTIO = "virtio-net-pci";
export const NICS: readonly Nic[] = [
  { driver: "virtio_net", device: `${VIRTIO},rss=on,hash=on`, sender: VIRTIO, nearest: [] },
  { driver: "vmxnet3", device: "vmxnet3", sender: VIRTIO, nearest: ["vmxnet3_poll", "vmxnet3_polled"] },
  {
    driver: "e1000e",
    device: "e1000e",
    sender: VIRTIO,
    nearest: ["e1000e_poll", "e1000e_polled", "e1000e_receive_skb"],
  },
  { driver: "igb", device: "igb", sender: VIRTIO, nearest: [] },
];

function driverOf(model: Model, name: string): Driver {
  const driver = model.drivers.find((one) => one.name === name);
  if (driver === undefined) throw new Error(`no driver ${name}`);
  return driver;
}

function isVerified(access: { readonly verified: readonly string[] }, kernel: Kernel): boolean {
  return access.verified.includes(kernel);
}

/** A NIC's programs on a kernel: without XDP, and with it where driver.yaml says that the driver has it there. */
export function phasesOf({ driver: name, nearest }: Nic, model: Model, kernel: Kernel) {
  const driver = driverOf(model, name);
  const hooks = driver.hooks.filter((hook) => isVerified(hook, kernel)).map((hook) => hook.name);
  const programs = ["on_gro", "on_receive", ...nearest, ...hooks.map((hook) => `${name}_${hook}`)];
  const without = { driver, xdp: false, hooks, programs };
  if (!driver.ways.some((way) => isVerified(way, kernel))) return [without];
  // The driver's kfunc is newer than 6.1.
  const program = name === "virtio_net" && kernel !== "6.1" ? "on_xdp_with_kfunc" : "on_xdp";
  return [without, { driver, xdp: true, hooks, programs: [...programs, program] }];
}
