/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What a driver makes of a descriptor. Include it after the driver's source.
 *
 *   MEANING("igc/rx-wb", union igc_adv_rx_desc, "igc_rx_checksum")
 *   {
 *           struct igc_ring ring = { .netdev = netdev };
 *
 *           VARY(le32, d->wb.upper.status_error, IGC_RXD_STAT_IXSM | IGC_RXD_STAT_TCPCS);
 *           igc_rx_checksum(&ring, d, skb);
 *           EXPECT_CHECKSUM();
 *   }
 *
 * `skb` (1000 bytes long) and `netdev` (all features on, private data zero) are fresh each time.
 */
#ifndef VECTORS_MEANING_H
#define VECTORS_MEANING_H

#include <linux/etherdevice.h>
#include <linux/version.h>
#include "hooks.h"
#include "vectors.h"

#define MEANING(id, type, ...)                                                                   \
	static const char *const VEC_NAME(functions)[] = { __VA_ARGS__, 0 };                     \
	VECTOR_SET(id, type, VEC_NAME(functions))

/* Every value of the mask's bits in turn; SET gives them one value. `order` is le64, be16, u8, ... */
#define VARY(order, word, mask)                                                                  \
	((word) = VEC_PASTE(cpu_to_, order)(vec_vary(VEC_PASTE(order, _to_cpu)(word), mask)))
#define SET(order, word, mask, value)                                                            \
	((word) = VEC_PASTE(cpu_to_, order)((VEC_PASTE(order, _to_cpu)(word) & ~(u64)(mask)) | (value)))
#define cpu_to_u8(x) ((u8)(x))
#define u8_to_cpu(x) ((u8)(x))
#define cpu_to_u16(x) ((u16)(x))
#define u16_to_cpu(x) ((u16)(x))
#define cpu_to_u32(x) ((u32)(x))
#define u32_to_cpu(x) ((u32)(x))
#define cpu_to_u64(x) ((u64)(x))
#define u64_to_cpu(x) ((u64)(x))

/* One of 0..n-1, each in turn. */
#define CHOOSE(n) vec_choose(n)
/* One of the values listed, each in turn. */
#define ONE_OF(...)                                                                              \
	({                                                                                       \
		static const u64 vec_values[] = { __VA_ARGS__ };                                 \
		vec_values[vec_choose(ARRAY_SIZE(vec_values))];                                  \
	})

/* The descriptor is as the device left it: needed before a driver's function that writes to it. */
#define GIVEN() vec_given()

/* A fact outside the descriptor on which the outcome depends. */
#define INPUT(name, value) vec_input(#name, value)

/* What the driver did; only what is asked for is written. */
#define EXPECT_CHECKSUM() vec_expect_checksum()
#define EXPECT_CSUM_ERROR(counter) vec_expect("csum_error", (counter) ? "true" : "false")
#define EXPECT_HASH() vec_expect_hash()
#define EXPECT_VLAN() vec_expect_vlan()
#define EXPECT_HWTSTAMP() vec_expect_hwtstamp()
#define EXPECT_XDP_HASH(fn, ctx)                                                                 \
	({                                                                                       \
		u32 vec_h = 0;                                                                   \
		enum xdp_rss_hash_type vec_t = 0;                                                \
		int vec_ret = fn((const struct xdp_md *)(ctx), &vec_h, &vec_t);                  \
		vec_expect_xdp("xdp_rx_hash", vec_ret, "hash", vec_h, "type", vec_t);            \
	})
#define EXPECT_XDP_TIMESTAMP(fn, ctx)                                                            \
	({                                                                                       \
		u64 vec_ns = 0;                                                                  \
		int vec_ret = fn((const struct xdp_md *)(ctx), &vec_ns);                         \
		vec_expect_xdp("xdp_rx_timestamp", vec_ret, "timestamp", vec_ns, NULL, 0);       \
	})
#define EXPECT_XDP_VLAN(fn, ctx)                                                                 \
	({                                                                                       \
		__be16 vec_proto = 0;                                                            \
		u16 vec_tci = 0;                                                                 \
		int vec_ret = fn((const struct xdp_md *)(ctx), &vec_proto, &vec_tci);            \
		vec_expect_xdp("xdp_rx_vlan_tag", vec_ret, "proto", ntohs(vec_proto),            \
			       "tci", vec_tci);                                                  \
	})

static struct {
	struct net_device dev;
	char priv[1 << 20] __aligned(64);
} vec_netdev __aligned(64);
static struct {
	char head[2048] __aligned(64);
	struct skb_shared_info shared;
} vec_packet;
static struct sk_buff vec_skb;
static struct { bool hash_set, vlan_set; u32 hash; int hash_type; u16 vlan_proto, vlan_tci; } vec_noted;

static struct net_device *const netdev __maybe_unused = &vec_netdev.dev;
static struct sk_buff *const skb __maybe_unused = &vec_skb;

static void vec_fresh_world(void)
{
	memset(&vec_netdev, 0, sizeof(vec_netdev));
	memset(&vec_packet, 0, sizeof(vec_packet));
	memset(&vec_skb, 0, sizeof(vec_skb));
	memset(&vec_noted, 0, sizeof(vec_noted));
	vec_netdev.dev.features = vec_netdev.dev.hw_features = ~0ULL;
	vec_netdev.dev.mtu = 1500;
	vec_skb.dev = &vec_netdev.dev;
	vec_skb.head = (void *)vec_packet.head;
	vec_skb.data = vec_skb.head + 64;
	vec_skb.len = 1000;
	vec_skb.tail = 64 + vec_skb.len;
	vec_skb.end = offsetof(typeof(vec_packet), shared);
}
static void __attribute__((constructor, used)) vec_world(void) { vec_fresh = vec_fresh_world; }

void vec_note_hash(unsigned int hash, int type)
{
	vec_noted.hash_set = true;
	vec_noted.hash = hash;
	vec_noted.hash_type = type;
}

void vec_note_vlan(__be16 proto, unsigned short tci)
{
	vec_noted.vlan_set = true;
	vec_noted.vlan_proto = ntohs(proto);
	vec_noted.vlan_tci = tci;
}

static void __maybe_unused vec_expect_checksum(void)
{
	vec_expect("ip_summed", "%d", vec_skb.ip_summed);
	vec_expect("csum_level", "%d", vec_skb.csum_level);
	if (vec_skb.ip_summed == CHECKSUM_COMPLETE || vec_skb.ip_summed == CHECKSUM_PARTIAL)
		vec_expect("csum", "\"0x%x\"", (__force u32)vec_skb.csum);
	else
		vec_expect("csum", "null");
}

static void __maybe_unused vec_expect_hash(void)
{
	if (!vec_noted.hash_set) {
		vec_expect("hash", "null");
		vec_expect("hash_type", "null");
		return;
	}
	vec_expect("hash", "\"0x%x\"", vec_noted.hash);
	vec_expect("hash_type", "%d", vec_noted.hash_type);
}

static void __maybe_unused vec_expect_vlan(void)
{
	if (!vec_noted.vlan_set) {
		vec_expect("vlan_proto", "null");
		vec_expect("vlan_tci", "null");
		return;
	}
	vec_expect("vlan_proto", "\"0x%x\"", vec_noted.vlan_proto);
	vec_expect("vlan_tci", "\"0x%x\"", vec_noted.vlan_tci);
}

static void __maybe_unused vec_expect_hwtstamp(void)
{
	ktime_t ns = skb_hwtstamps(&vec_skb)->hwtstamp;

	if (ns)
		vec_expect("hwtstamp", "\"0x%llx\"", ns);
	else
		vec_expect("hwtstamp", "null");
}

static void __maybe_unused vec_expect_xdp(const char *key, int ret, const char *name, u64 value,
					  const char *name2, u64 value2)
{
	if (ret)
		vec_expect(key, "{\"ret\":%d}", ret);
	else if (!name2)
		vec_expect(key, "{\"ret\":0,\"%s\":\"0x%llx\"}", name, value);
	else
		vec_expect(key, "{\"ret\":0,\"%s\":\"0x%llx\",\"%s\":\"0x%llx\"}", name, value, name2, value2);
}

/* Functions of the kernel's core that receive paths call on the way, kept quiet. */
__be16 __weak eth_type_trans(struct sk_buff *skb, struct net_device *dev) { return htons(ETH_P_IP); }

#endif
