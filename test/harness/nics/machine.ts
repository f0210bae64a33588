/**
 * The virtual machine around the NICs: each NIC in a network namespace of its own, and on the other end of its wire, in
 * another, a second one that sends.
 */
import type { Nic } from "./nics.js";

/** A wire is a bridge of two taps in a namespace that ends with qemu: unlike qemu's own, it carries what is known of checksums. */
export function wired(nics: readonly Nic[], qemu: readonly string[]): string[] {
  const wires = nics.map(
    (_, i) => `
ip link add wire${i} type bridge forward_delay 0 mcast_snooping 0
for tap in rx${i} tx${i}; do ip tuntap add $tap mode tap vnet_hdr && ip link set $tap master wire${i} up || exit 1; done
ip link set wire${i} up || exit 1`,
  );
  const unfiltered = ["ip", "ip6", "arp"].map((name) => `net.bridge.bridge-nf-call-${name}tables=0`).join(" ");
  const quiet = `sysctl -qw net.ipv6.conf.default.disable_ipv6=1 ${unfiltered} 2>/dev/null`;
  return ["unshare", "--net", "sh", "-c", `${quiet}\n${wires.join("")}\nexec "$@"`, "sh", ...qemu];
}

export function qemuArguments(nics: readonly Nic[]): string[] {
  return nics.flatMap(({ device, sender }, i) => [
    ...["-device", `pcie-root-port,id=port${i},chassis=${i + 1}`],
    ...["-netdev", `tap,id=receiver${i},ifname=rx${i},script=no,downscript=no,vnet_hdr=on`],
    ...["-netdev", `tap,id=sender${i},ifname=tx${i},script=no,downscript=no,vnet_hdr=on`],
    ...["-device", `${device},netdev=receiver${i},mac=${macOf(i, "rx")},romfile=,bus=port${i}`],
    ...["-device", `${sender},netdev=sender${i},mac=${macOf(i, "tx")},romfile=`],
  ]);
}

function macOf(nic: number, side: "rx" | "tx"): string {
  return `52:54:00:00:0${nic}:0${side === "rx" ? 1 : 2}`;
}

/** The interfaces found by their addresses, alone in rx0, tx0, rx1 and so on; nothing speaks there by itself. */
export function setUp(nics: readonly Nic[]): string {
  return `
for driver in ${["virtio_net", ...nics.map((nic) => nic.driver)].join(" ")}; do modprobe $driver || exit 1; done
place() {
	ip netns add $1
	ip netns exec $1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
	for device in /sys/class/net/*; do
		if [ $(cat $device/address) = $2 ]; then
			ip link set \${device##*/} netns $1 name nic0 && ip -n $1 link set nic0 up arp off promisc on
			return
		fi
	done
	echo "no interface for $1" >&2
	exit 1
}
${nics.flatMap((_, i) => (["rx", "tx"] as const).map((side) => `place ${side}${i} ${macOf(i, side)}`)).join("\n")}
cat >/run/send <<'END'
for side in rx$1 tx$1; do
	until ip -n $side link show nic0 | grep -q LOWER_UP; do sleep 0.05; done
done
exec ip netns exec tx$1 $2 - nic0 file=$3
END
`;
}
