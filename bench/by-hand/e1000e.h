/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of e1000e's receive descriptor as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_E1000E_H
#define BENCH_BY_HAND_E1000E_H

#include <nicdesc/core.h>

struct hand_e1000e_rx_ext {
	__u32 mrq;
	union {
		__u32 rss;
		struct {
			__u16 ip_id;
			__u16 csum;
		};
	};
	__u32 status_error;
	__u16 length;
	__u16 vlan;
};

#define HAND_E1000E(d) ((const struct hand_e1000e_rx_ext *)(d))

static __always_inline __u32 hand_e1000e_rx_ext_mrq(const void *d)
{
	return HAND_E1000E(d)->mrq;
}

static __always_inline __u32 hand_e1000e_rx_ext_rss(const void *d)
{
	return HAND_E1000E(d)->rss;
}

static __always_inline __u32 hand_e1000e_rx_ext_ip_id(const void *d)
{
	return HAND_E1000E(d)->ip_id;
}

static __always_inline __u32 hand_e1000e_rx_ext_csum(const void *d)
{
	return HAND_E1000E(d)->csum;
}

static __always_inline __u32 hand_e1000e_rx_ext_status_error(const void *d)
{
	return HAND_E1000E(d)->status_error;
}

static __always_inline __u32 hand_e1000e_rx_ext_length(const void *d)
{
	return HAND_E1000E(d)->length;
}

static __always_inline __u32 hand_e1000e_rx_ext_vlan(const void *d)
{
	return HAND_E1000E(d)->vlan;
}

static __always_inline __u32 hand_e1000e_rx_ext_dd(const void *d)
{
	return HAND_E1000E(d)->status_error & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_eop(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 1) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_ixsm(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 2) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_vp(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 3) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_udpcs(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 4) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_tcpcs(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 5) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_tst(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 8) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_ce(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 24) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_se(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 25) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_seq(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 26) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_cxe(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 28) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_tcpe(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 29) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_ipe(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 30) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_rxe(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 31) & 1;
}

static __always_inline __u32 hand_e1000e_rx_ext_rss_type(const void *d)
{
	return HAND_E1000E(d)->mrq & 0xf;
}

static __always_inline int hand_e1000e_rx_ext_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	*hash = HAND_E1000E(d)->rss;
	*type = 0x1 | 0x2; /* L3_IPV4, L3_IPV6 */
	return 0;
}

static __always_inline int hand_e1000e_rx_ext_rx_vlan_tag(const void *d, __be16 *vlan_proto,
							  __u16 *vlan_tci)
{
	if (!(HAND_E1000E(d)->status_error & 1 << 3))
		return -61; /* -ENODATA */
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = HAND_E1000E(d)->vlan;
	return 0;
}

static __always_inline int hand_e1000e_rx_ext_rx_csum(const void *d, __u32 *status, __u32 *level,
						      __u32 *csum)
{
	__u32 staterr = HAND_E1000E(d)->status_error;

	*status = 0;
	*level = 0;
	*csum = 0;
	if (staterr & 1 << 2) /* IXSM */
		return 0;
	if (staterr & (1 << 29 | 1 << 30)) /* TCPE, IPE */
		*status = 4;
	else if (staterr & (1 << 4 | 1 << 5)) /* UDPCS, TCPCS */
		*status = 1;
	return 0;
}

static __always_inline int hand_e1000e_rx_ext_rx_length(const void *d, __u32 *length)
{
	*length = HAND_E1000E(d)->length;
	return 0;
}

static __always_inline int hand_e1000e_rx_ext_rx_end_of_packet(const void *d)
{
	return (HAND_E1000E(d)->status_error >> 1) & 1;
}

static __always_inline int hand_e1000e_rx_ext_rx_done(const void *d)
{
	return HAND_E1000E(d)->status_error & 1;
}

#endif
