/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of ice's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_ICE_H
#define BENCH_BY_HAND_ICE_H

#include <nicdesc/core.h>

#define HAND_ICE_U8(d, at) (*(const __u8 *)((const char *)(d) + (at)))
#define HAND_ICE_LE16(d, at) (*(const __u16 *)((const char *)(d) + (at)))
#define HAND_ICE_LE32(d, at) (*(const __u32 *)((const char *)(d) + (at)))
#define HAND_ICE_LE64(d, at) (*(const __u64 *)((const char *)(d) + (at)))

#define HAND_ICE_ENODATA 61

#define HAND_ICE_8021Q __builtin_bswap16(0x8100)

/* ---- packet types ---- */

struct hand_ice_ptype {
	/* known:1 outer_ip:1 outer_ip_ver:2 outer_frag:1 tunnel_type:3 tunnel_end_prot:2
	 * tunnel_end_frag:1 inner_prot:4 payload_layer:3 */
	__u32 decoded;
	__u16 hash_type;
	__u16 packet_type;
};

static const struct hand_ice_ptype hand_ice_ptypes[1024] = {
	[1] = { 0x08001, 0x000, 0x400 },
	[2] = { 0x00000, 0x000, 0xc00 },
	[3] = { 0x00000, 0x000, 0x400 },
	[6] = { 0x00001, 0x000, 0x400 },
	[7] = { 0x00001, 0x000, 0x400 },
	[10] = { 0x00001, 0x000, 0x400 },
	[11] = { 0x00001, 0x000, 0x400 },
	[12] = { 0x00000, 0x000, 0x400 },
	[13] = { 0x00000, 0x000, 0x400 },
	[14] = { 0x00000, 0x000, 0x400 },
	[15] = { 0x00000, 0x000, 0x400 },
	[16] = { 0x00000, 0x000, 0x400 },
	[17] = { 0x00000, 0x000, 0x400 },
	[18] = { 0x00000, 0x000, 0x400 },
	[19] = { 0x00000, 0x000, 0x400 },
	[20] = { 0x00000, 0x000, 0x400 },
	[21] = { 0x00000, 0x000, 0x400 },
	[22] = { 0x10017, 0x001, 0x041 },
	[23] = { 0x10007, 0x001, 0x001 },
	[24] = { 0x18807, 0x029, 0x009 },
	[26] = { 0x19007, 0x019, 0x005 },
	[27] = { 0x19807, 0x049, 0x011 },
	[28] = { 0x1a007, 0x109, 0x021 },
	[29] = { 0x10527, 0x001, 0x1c1 },
	[30] = { 0x10127, 0x001, 0x181 },
	[31] = { 0x18927, 0x029, 0x189 },
	[33] = { 0x19127, 0x019, 0x185 },
	[34] = { 0x19927, 0x049, 0x191 },
	[35] = { 0x1a127, 0x109, 0x1a1 },
	[36] = { 0x10627, 0x001, 0x2c1 },
	[37] = { 0x10227, 0x001, 0x281 },
	[38] = { 0x18a27, 0x029, 0x289 },
	[40] = { 0x19227, 0x019, 0x285 },
	[41] = { 0x19a27, 0x049, 0x291 },
	[42] = { 0x1a227, 0x109, 0x2a1 },
	[43] = { 0x10047, 0x001, 0x081 },
	[44] = { 0x10547, 0x001, 0x1c1 },
	[45] = { 0x10147, 0x001, 0x181 },
	[46] = { 0x18947, 0x029, 0x189 },
	[48] = { 0x19147, 0x019, 0x185 },
	[49] = { 0x19947, 0x049, 0x191 },
	[50] = { 0x1a147, 0x109, 0x1a1 },
	[51] = { 0x10647, 0x001, 0x2c1 },
	[52] = { 0x10247, 0x001, 0x281 },
	[53] = { 0x18a47, 0x029, 0x289 },
	[55] = { 0x19247, 0x019, 0x285 },
	[56] = { 0x19a47, 0x049, 0x291 },
	[57] = { 0x1a247, 0x109, 0x2a1 },
	[58] = { 0x10067, 0x001, 0x081 },
	[59] = { 0x10567, 0x001, 0x1c1 },
	[60] = { 0x10167, 0x001, 0x181 },
	[61] = { 0x18967, 0x029, 0x189 },
	[63] = { 0x19167, 0x019, 0x185 },
	[64] = { 0x19967, 0x049, 0x191 },
	[65] = { 0x1a167, 0x109, 0x1a1 },
	[66] = { 0x10667, 0x001, 0x2c1 },
	[67] = { 0x10267, 0x001, 0x281 },
	[68] = { 0x18a67, 0x029, 0x289 },
	[70] = { 0x19267, 0x019, 0x285 },
	[71] = { 0x19a67, 0x049, 0x291 },
	[72] = { 0x1a267, 0x109, 0x2a1 },
	[73] = { 0x10087, 0x001, 0x081 },
	[74] = { 0x10587, 0x001, 0x1c1 },
	[75] = { 0x10187, 0x001, 0x181 },
	[76] = { 0x18987, 0x029, 0x189 },
	[78] = { 0x19187, 0x019, 0x185 },
	[79] = { 0x19987, 0x049, 0x191 },
	[80] = { 0x1a187, 0x109, 0x1a1 },
	[81] = { 0x10687, 0x001, 0x2c1 },
	[82] = { 0x10287, 0x001, 0x281 },
	[83] = { 0x18a87, 0x029, 0x289 },
	[85] = { 0x19287, 0x019, 0x285 },
	[86] = { 0x19a87, 0x049, 0x291 },
	[87] = { 0x1a287, 0x109, 0x2a1 },
	[88] = { 0x1001b, 0x002, 0x042 },
	[89] = { 0x1000b, 0x002, 0x002 },
	[90] = { 0x1880b, 0x02a, 0x00a },
	[92] = { 0x1900b, 0x01a, 0x006 },
	[93] = { 0x1980b, 0x04a, 0x012 },
	[94] = { 0x1a00b, 0x10a, 0x022 },
	[95] = { 0x1052b, 0x002, 0x1c2 },
	[96] = { 0x1012b, 0x002, 0x182 },
	[97] = { 0x1892b, 0x02a, 0x18a },
	[99] = { 0x1912b, 0x01a, 0x186 },
	[100] = { 0x1992b, 0x04a, 0x192 },
	[101] = { 0x1a12b, 0x10a, 0x1a2 },
	[102] = { 0x1062b, 0x002, 0x2c2 },
	[103] = { 0x1022b, 0x002, 0x282 },
	[104] = { 0x18a2b, 0x02a, 0x28a },
	[106] = { 0x1922b, 0x01a, 0x286 },
	[107] = { 0x19a2b, 0x04a, 0x292 },
	[108] = { 0x1a22b, 0x10a, 0x2a2 },
	[109] = { 0x1004b, 0x002, 0x082 },
	[110] = { 0x1054b, 0x002, 0x1c2 },
	[111] = { 0x1014b, 0x002, 0x182 },
	[112] = { 0x1894b, 0x02a, 0x18a },
	[114] = { 0x1914b, 0x01a, 0x186 },
	[115] = { 0x1994b, 0x04a, 0x192 },
	[116] = { 0x1a14b, 0x10a, 0x1a2 },
	[117] = { 0x1064b, 0x002, 0x2c2 },
	[118] = { 0x1024b, 0x002, 0x282 },
	[119] = { 0x18a4b, 0x02a, 0x28a },
	[121] = { 0x1924b, 0x01a, 0x286 },
	[122] = { 0x19a4b, 0x04a, 0x292 },
	[123] = { 0x1a24b, 0x10a, 0x2a2 },
	[124] = { 0x1006b, 0x002, 0x082 },
	[125] = { 0x1056b, 0x002, 0x1c2 },
	[126] = { 0x1016b, 0x002, 0x182 },
	[127] = { 0x1896b, 0x02a, 0x18a },
	[129] = { 0x1916b, 0x01a, 0x186 },
	[130] = { 0x1996b, 0x04a, 0x192 },
	[131] = { 0x1a16b, 0x10a, 0x1a2 },
	[132] = { 0x1066b, 0x002, 0x2c2 },
	[133] = { 0x1026b, 0x002, 0x282 },
	[134] = { 0x18a6b, 0x02a, 0x28a },
	[136] = { 0x1926b, 0x01a, 0x286 },
	[137] = { 0x19a6b, 0x04a, 0x292 },
	[138] = { 0x1a26b, 0x10a, 0x2a2 },
	[139] = { 0x1008b, 0x002, 0x082 },
	[140] = { 0x1058b, 0x002, 0x1c2 },
	[141] = { 0x1018b, 0x002, 0x182 },
	[142] = { 0x1898b, 0x02a, 0x18a },
	[144] = { 0x1918b, 0x01a, 0x186 },
	[145] = { 0x1998b, 0x04a, 0x192 },
	[146] = { 0x1a18b, 0x10a, 0x1a2 },
	[147] = { 0x1068b, 0x002, 0x2c2 },
	[148] = { 0x1028b, 0x002, 0x282 },
	[149] = { 0x18a8b, 0x02a, 0x28a },
	[151] = { 0x1928b, 0x01a, 0x286 },
	[152] = { 0x19a8b, 0x04a, 0x292 },
	[153] = { 0x1a28b, 0x10a, 0x2a2 },
};

/* The masks of what the drivers ask the table. */
#define HAND_ICE_OUTER_IP_VER 0x0000c
#define HAND_ICE_OUTER_IPV4 0x00004
#define HAND_ICE_OUTER_IPV6 0x00008
#define HAND_ICE_TUNNEL_TYPE 0x000e0
#define HAND_ICE_TUNNEL_GRENAT 0x00040
#define HAND_ICE_INNER_PROT 0x07800
#define HAND_ICE_INNER_UDP 0x00800
#define HAND_ICE_INNER_TCP 0x01000
#define HAND_ICE_INNER_ICMP 0x02000

#define HAND_ICE_FLEX_PTYPE(d) (&hand_ice_ptypes[HAND_ICE_LE16(d, 2) & 0x3ff])
#define HAND_ICE_LEGACY_PTYPE(d) (&hand_ice_ptypes[(HAND_ICE_LE64(d, 8) >> 30) & 0xff])

/* ---- ice/rx-flex ---- */

static __always_inline __u32 hand_ice_rx_flex_rxdid(const void *d)
{
	return HAND_ICE_U8(d, 0);
}

static __always_inline __u32 hand_ice_rx_flex_mir_id_umb_cast(const void *d)
{
	return HAND_ICE_U8(d, 1);
}

static __always_inline __u32 hand_ice_rx_flex_mir_id(const void *d)
{
	return HAND_ICE_U8(d, 1) & 0x3f;
}

static __always_inline __u32 hand_ice_rx_flex_umb_cast(const void *d)
{
	return HAND_ICE_U8(d, 1) >> 6;
}

static __always_inline __u32 hand_ice_rx_flex_ptype_flex_flags0(const void *d)
{
	return HAND_ICE_LE16(d, 2);
}

static __always_inline __u32 hand_ice_rx_flex_ptype(const void *d)
{
	return HAND_ICE_LE16(d, 2) & 0x3ff;
}

static __always_inline __u32 hand_ice_rx_flex_ff0(const void *d)
{
	return HAND_ICE_U8(d, 3) >> 2;
}

static __always_inline __u32 hand_ice_rx_flex_pkt_len(const void *d)
{
	return HAND_ICE_LE16(d, 4) & 0x3fff;
}

static __always_inline __u32 hand_ice_rx_flex_hdr_len_sph_flex_flags1(const void *d)
{
	return HAND_ICE_LE16(d, 6);
}

static __always_inline __u32 hand_ice_rx_flex_hdr_len(const void *d)
{
	return HAND_ICE_LE16(d, 6) & 0x7ff;
}

static __always_inline __u32 hand_ice_rx_flex_sph(const void *d)
{
	return (HAND_ICE_U8(d, 7) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_ff1(const void *d)
{
	return HAND_ICE_U8(d, 7) >> 4;
}

static __always_inline __u32 hand_ice_rx_flex_status_error0(const void *d)
{
	return HAND_ICE_LE16(d, 8);
}

static __always_inline __u32 hand_ice_rx_flex_dd(const void *d)
{
	return HAND_ICE_U8(d, 8) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_eof(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_hbo(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 2) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_l3l4p(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_xsum_ipe(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_xsum_l4e(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_xsum_eipe(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_xsum_eudpe(const void *d)
{
	return HAND_ICE_U8(d, 8) >> 7;
}

static __always_inline __u32 hand_ice_rx_flex_lpbk(const void *d)
{
	return HAND_ICE_U8(d, 9) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_ipv6exadd(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_rxe(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 2) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_crcp(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_rss_valid(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_l2tag1p(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 5) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_xtrmd0_valid(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 6) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_xtrmd1_valid(const void *d)
{
	return HAND_ICE_U8(d, 9) >> 7;
}

static __always_inline __u32 hand_ice_rx_flex_l2tag1(const void *d)
{
	return HAND_ICE_LE16(d, 10);
}

static __always_inline __u32 hand_ice_rx_flex_status_error1(const void *d)
{
	return HAND_ICE_LE16(d, 16);
}

static __always_inline __u32 hand_ice_rx_flex_nat(const void *d)
{
	return (HAND_ICE_U8(d, 16) >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_l2tag2p(const void *d)
{
	return (HAND_ICE_U8(d, 17) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_flex_flags2(const void *d)
{
	return HAND_ICE_U8(d, 18);
}

static __always_inline __u32 hand_ice_rx_flex_time_stamp_low(const void *d)
{
	return HAND_ICE_U8(d, 19);
}

static __always_inline __u32 hand_ice_rx_flex_ts_valid(const void *d)
{
	return HAND_ICE_U8(d, 19) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_ts_sub_ns(const void *d)
{
	return HAND_ICE_U8(d, 19) >> 1;
}

static __always_inline __u32 hand_ice_rx_flex_l2tag2_2nd(const void *d)
{
	return HAND_ICE_LE16(d, 22);
}

static __always_inline __u32 hand_ice_rx_flex_ts_high(const void *d)
{
	return HAND_ICE_LE32(d, 28);
}

static __always_inline __u64 hand_ice_rx_flex_timestamp(const void *d)
{
	return ((__u64)HAND_ICE_LE32(d, 28) << 8) | HAND_ICE_U8(d, 19);
}

static __always_inline __u32 hand_ice_rx_flex_known(const void *d)
{
	return HAND_ICE_FLEX_PTYPE(d)->decoded & 1;
}

static __always_inline __u32 hand_ice_rx_flex_outer_ip(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_outer_ip_ver(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 2) & 3;
}

static __always_inline __u32 hand_ice_rx_flex_outer_frag(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_tunnel_type(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 5) & 7;
}

static __always_inline __u32 hand_ice_rx_flex_tunnel_end_prot(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 8) & 3;
}

static __always_inline __u32 hand_ice_rx_flex_tunnel_end_frag(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 10) & 1;
}

static __always_inline __u32 hand_ice_rx_flex_inner_prot(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 11) & 0xf;
}

static __always_inline __u32 hand_ice_rx_flex_payload_layer(const void *d)
{
	return (HAND_ICE_FLEX_PTYPE(d)->decoded >> 15) & 7;
}

static __always_inline __u32 hand_ice_rx_flex_nic_rss_hash(const void *d)
{
	return HAND_ICE_LE32(d, 12);
}

static __always_inline __u32 hand_ice_rx_flex_nic_l2tag2_1st(const void *d)
{
	return HAND_ICE_LE16(d, 20);
}

static __always_inline __u32 hand_ice_rx_flex_nic_raw_csum(const void *d)
{
	return HAND_ICE_LE16(d, 20);
}

static __always_inline __u32 hand_ice_rx_flex_nic_flow_id(const void *d)
{
	return HAND_ICE_LE32(d, 24);
}

static __always_inline __u32 hand_ice_rx_flex_nic_vlan_id(const void *d)
{
	return HAND_ICE_LE16(d, 28);
}

static __always_inline __u32 hand_ice_rx_flex_nic_flow_id_ipv6(const void *d)
{
	return HAND_ICE_LE16(d, 30);
}

static __always_inline __u32 hand_ice_rx_flex_nic_2_rss_hash(const void *d)
{
	return HAND_ICE_LE32(d, 12);
}

static __always_inline __u32 hand_ice_rx_flex_nic_2_l2tag2_1st(const void *d)
{
	return HAND_ICE_LE16(d, 20);
}

static __always_inline __u32 hand_ice_rx_flex_nic_2_flow_id(const void *d)
{
	return HAND_ICE_LE16(d, 24);
}

static __always_inline __u32 hand_ice_rx_flex_nic_2_src_vsi(const void *d)
{
	return HAND_ICE_LE16(d, 26);
}

static __always_inline __u32 hand_ice_rx_flex_nic_2_flow_id_ipv6(const void *d)
{
	return HAND_ICE_LE16(d, 30);
}

static __always_inline int hand_ice_rx_flex_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u32 h;

	if (HAND_ICE_U8(d, 0) != 2)
		return -HAND_ICE_ENODATA;
	h = HAND_ICE_LE32(d, 12);
	if (!h)
		return -HAND_ICE_ENODATA;
	*hash = h;
	*type = HAND_ICE_FLEX_PTYPE(d)->hash_type;
	return 0;
}

static __always_inline int hand_ice_rx_flex_rx_timestamp(const void *d, __u64 phc_time, __u64 *timestamp)
{
	if (!(HAND_ICE_U8(d, 19) & 1) || !phc_time)
		return -HAND_ICE_ENODATA;
	*timestamp = phc_time + (__s64)(__s32)(HAND_ICE_LE32(d, 28) - (__u32)phc_time);
	return 0;
}

static __always_inline int hand_ice_rx_flex_rx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	__u16 tci;

	if (HAND_ICE_LE16(d, 8) & 0x2000)
		tci = HAND_ICE_LE16(d, 10);
	else if (HAND_ICE_LE16(d, 16) & 0x800)
		tci = HAND_ICE_LE16(d, 22);
	else
		return -HAND_ICE_ENODATA;
	if (!tci)
		return -HAND_ICE_ENODATA;
	*vlan_proto = HAND_ICE_8021Q;
	*vlan_tci = tci;
	return 0;
}

static __always_inline int hand_ice_rx_flex_rx_csum(const void *d, __u8 gcs, __u32 *status, __u32 *level, __u32 *csum)
{
	__u32 decoded = HAND_ICE_FLEX_PTYPE(d)->decoded;
	__u32 prot = decoded & HAND_ICE_INNER_PROT;
	__u32 version = decoded & HAND_ICE_OUTER_IP_VER;
	__u32 status0;

	*status = 0;
	*level = 0;
	*csum = 0;
	if (gcs && HAND_ICE_U8(d, 0) == 2 &&
	    (prot == HAND_ICE_INNER_TCP || prot == HAND_ICE_INNER_UDP || prot == HAND_ICE_INNER_ICMP)) {
		*status = 2;
		*csum = (__u16)~__builtin_bswap16(HAND_ICE_LE16(d, 20));
		return 0;
	}
	status0 = HAND_ICE_LE16(d, 8);
	if (!prot || !(status0 & 0x8))
		return 0;
	if (version == HAND_ICE_OUTER_IPV4 && (status0 & 0x40))
		return 0;
	if ((version == HAND_ICE_OUTER_IPV4 && (status0 & 0x10)) ||
	    (version == HAND_ICE_OUTER_IPV6 && (status0 & 0x200)) ||
	    (status0 & 0x20) ||
	    ((HAND_ICE_LE16(d, 16) & 0x10) && (status0 & 0x80))) {
		*status = 4;
		return 0;
	}
	*status = 1;
	*level = (decoded & HAND_ICE_TUNNEL_TYPE) >= HAND_ICE_TUNNEL_GRENAT;
	return 0;
}

static __always_inline int hand_ice_rx_flex_rx_packet_type(const void *d, __u32 *type)
{
	*type = HAND_ICE_FLEX_PTYPE(d)->packet_type;
	return 0;
}

static __always_inline int hand_ice_rx_flex_rx_length(const void *d, __u32 *length)
{
	*length = HAND_ICE_LE16(d, 4) & 0x3fff;
	return 0;
}

static __always_inline int hand_ice_rx_flex_rx_end_of_packet(const void *d)
{
	return (HAND_ICE_LE16(d, 8) >> 1) & 1;
}

static __always_inline int hand_ice_rx_flex_rx_done(const void *d)
{
	return HAND_ICE_LE16(d, 8) & 1;
}

static __always_inline int hand_ice_rx_flex_rx_header_split(const void *d, __u32 *header_length)
{
	__u32 word = HAND_ICE_LE16(d, 6);

	if (!(word & 0x800) || (HAND_ICE_LE16(d, 8) & 0x404))
		return -HAND_ICE_ENODATA;
	*header_length = word & 0x7ff;
	return 0;
}

/* ---- ice/rx-legacy ---- */

static __always_inline __u32 hand_ice_rx_legacy_mirroring_status(const void *d)
{
	return HAND_ICE_LE16(d, 0);
}

static __always_inline __u32 hand_ice_rx_legacy_l2tag1(const void *d)
{
	return HAND_ICE_LE16(d, 2);
}

static __always_inline __u32 hand_ice_rx_legacy_rss(const void *d)
{
	return HAND_ICE_LE32(d, 4);
}

static __always_inline __u32 hand_ice_rx_legacy_fd_id(const void *d)
{
	return HAND_ICE_LE32(d, 4);
}

static __always_inline __u64 hand_ice_rx_legacy_status_error_len(const void *d)
{
	return HAND_ICE_LE64(d, 8);
}

static __always_inline __u32 hand_ice_rx_legacy_dd(const void *d)
{
	return HAND_ICE_U8(d, 8) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_eof(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_l2tag1p(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 2) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_l3l4p(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_crcp(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_tsynindx(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 5) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_tsynvalid(const void *d)
{
	return HAND_ICE_U8(d, 8) >> 7;
}

static __always_inline __u32 hand_ice_rx_legacy_ext_udp_0(const void *d)
{
	return HAND_ICE_U8(d, 9) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_umbcast(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 1) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_flm(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_fltstat(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 4) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_lpbk(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 6) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_ipv6exadd(const void *d)
{
	return HAND_ICE_U8(d, 9) >> 7;
}

static __always_inline __u32 hand_ice_rx_legacy_int_udp_0(const void *d)
{
	return (HAND_ICE_U8(d, 10) >> 2) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_rxe(const void *d)
{
	return (HAND_ICE_U8(d, 10) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_recipe(const void *d)
{
	return (HAND_ICE_U8(d, 10) >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_hbo(const void *d)
{
	return (HAND_ICE_U8(d, 10) >> 5) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_ipe(const void *d)
{
	return (HAND_ICE_U8(d, 10) >> 6) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_l4e(const void *d)
{
	return HAND_ICE_U8(d, 10) >> 7;
}

static __always_inline __u32 hand_ice_rx_legacy_eipe(const void *d)
{
	return HAND_ICE_U8(d, 11) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_l3l4e(const void *d)
{
	return (HAND_ICE_LE16(d, 10) >> 6) & 7;
}

static __always_inline __u32 hand_ice_rx_legacy_oversize(const void *d)
{
	return (HAND_ICE_U8(d, 11) >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_pprs(const void *d)
{
	return (HAND_ICE_U8(d, 11) >> 2) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_ptype(const void *d)
{
	return (HAND_ICE_LE64(d, 8) >> 30) & 0xff;
}

static __always_inline __u32 hand_ice_rx_legacy_length_pbuf(const void *d)
{
	return (HAND_ICE_LE32(d, 12) >> 6) & 0x3fff;
}

static __always_inline __u32 hand_ice_rx_legacy_length_hbuf(const void *d)
{
	return (HAND_ICE_LE16(d, 14) >> 4) & 0x7ff;
}

static __always_inline __u32 hand_ice_rx_legacy_length_sph(const void *d)
{
	return HAND_ICE_U8(d, 15) >> 7;
}

static __always_inline __u32 hand_ice_rx_legacy_ext_status(const void *d)
{
	return HAND_ICE_LE16(d, 16);
}

static __always_inline __u32 hand_ice_rx_legacy_l2tag2p(const void *d)
{
	return HAND_ICE_U8(d, 16) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_l2tag3p(const void *d)
{
	return (HAND_ICE_U8(d, 16) >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_flexbl(const void *d)
{
	return (HAND_ICE_U8(d, 16) >> 2) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_flexbh(const void *d)
{
	return (HAND_ICE_U8(d, 16) >> 4) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_fdlongb(const void *d)
{
	return (HAND_ICE_U8(d, 17) >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_fcoelongb(const void *d)
{
	return (HAND_ICE_U8(d, 17) >> 2) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_pelongb(const void *d)
{
	return (HAND_ICE_U8(d, 17) >> 3) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_l2tag2_1(const void *d)
{
	return HAND_ICE_LE16(d, 20);
}

static __always_inline __u32 hand_ice_rx_legacy_l2tag2_2(const void *d)
{
	return HAND_ICE_LE16(d, 22);
}

static __always_inline __u32 hand_ice_rx_legacy_qword3_fd_id(const void *d)
{
	return HAND_ICE_LE32(d, 28);
}

static __always_inline __u32 hand_ice_rx_legacy_known(const void *d)
{
	return HAND_ICE_LEGACY_PTYPE(d)->decoded & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_outer_ip(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 1) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_outer_ip_ver(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 2) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_outer_frag(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 4) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_tunnel_type(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 5) & 7;
}

static __always_inline __u32 hand_ice_rx_legacy_tunnel_end_prot(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 8) & 3;
}

static __always_inline __u32 hand_ice_rx_legacy_tunnel_end_frag(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 10) & 1;
}

static __always_inline __u32 hand_ice_rx_legacy_inner_prot(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 11) & 0xf;
}

static __always_inline __u32 hand_ice_rx_legacy_payload_layer(const void *d)
{
	return (HAND_ICE_LEGACY_PTYPE(d)->decoded >> 15) & 7;
}

static __always_inline int hand_ice_rx_legacy_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	if ((HAND_ICE_LE32(d, 8) & 0x3000) != 0x3000)
		return -HAND_ICE_ENODATA;
	*hash = HAND_ICE_LE32(d, 4);
	*type = HAND_ICE_LEGACY_PTYPE(d)->hash_type;
	return 0;
}

static __always_inline int hand_ice_rx_legacy_rx_vlan_tag(const void *d, __u8 vlan_tag_loc, __be16 *vlan_proto, __u16 *vlan_tci)
{
	__u16 tci;

	if (!vlan_tag_loc && (HAND_ICE_LE32(d, 8) & 0x4))
		tci = HAND_ICE_LE16(d, 2);
	else if (vlan_tag_loc && (HAND_ICE_LE16(d, 16) & 0x1))
		tci = HAND_ICE_LE16(d, 22);
	else
		return -HAND_ICE_ENODATA;
	if (!(tci & 0xfff))
		return -HAND_ICE_ENODATA;
	*vlan_proto = HAND_ICE_8021Q;
	*vlan_tci = tci;
	return 0;
}

static __always_inline int hand_ice_rx_legacy_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u64 qword1 = HAND_ICE_LE64(d, 8);
	__u32 decoded = hand_ice_ptypes[(qword1 >> 30) & 0xff].decoded;
	__u32 version = decoded & HAND_ICE_OUTER_IP_VER;

	*status = 0;
	*level = 0;
	*csum = 0;
	if (!(decoded & HAND_ICE_INNER_PROT) || !(qword1 & 0x8))
		return 0;
	if (version == HAND_ICE_OUTER_IPV4 && (qword1 & 0x1400000)) {
		*status = 4;
		return 0;
	}
	if (version == HAND_ICE_OUTER_IPV6 && (qword1 & 0x8000))
		return 0;
	if (qword1 & 0x800000) {
		*status = 4;
		return 0;
	}
	if (qword1 & 0x4000000)
		return 0;
	*status = 1;
	return 0;
}

static __always_inline int hand_ice_rx_legacy_rx_packet_type(const void *d, __u32 *type)
{
	*type = HAND_ICE_LEGACY_PTYPE(d)->packet_type;
	return 0;
}

static __always_inline int hand_ice_rx_legacy_rx_length(const void *d, __u32 *length)
{
	*length = (HAND_ICE_LE32(d, 12) >> 6) & 0x3fff;
	return 0;
}

static __always_inline int hand_ice_rx_legacy_rx_end_of_packet(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 1) & 1;
}

static __always_inline int hand_ice_rx_legacy_rx_done(const void *d)
{
	return HAND_ICE_U8(d, 8) & 1;
}

static __always_inline int hand_ice_rx_legacy_rx_header_split(const void *d, __u32 *header_length)
{
	__u64 qword1 = HAND_ICE_LE64(d, 8);

	if (!(qword1 >> 63) || (qword1 & 0x200000))
		return -HAND_ICE_ENODATA;
	*header_length = (qword1 >> 52) & 0x7ff;
	return 0;
}

/* ---- ice/tx-data ---- */

static __always_inline __u64 hand_ice_tx_data_buf_addr(const void *d)
{
	return HAND_ICE_LE64(d, 0);
}

static __always_inline __u64 hand_ice_tx_data_cmd_type_offset_bsz(const void *d)
{
	return HAND_ICE_LE64(d, 8);
}

static __always_inline __u32 hand_ice_tx_data_dtype(const void *d)
{
	return HAND_ICE_U8(d, 8) & 0xf;
}

static __always_inline __u32 hand_ice_tx_data_cmd(const void *d)
{
	return HAND_ICE_LE16(d, 8) >> 4;
}

static __always_inline __u32 hand_ice_tx_data_eop(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_ice_tx_data_rs(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_ice_tx_data_il2tag1(const void *d)
{
	return HAND_ICE_U8(d, 8) >> 7;
}

static __always_inline __u32 hand_ice_tx_data_dummy(const void *d)
{
	return HAND_ICE_U8(d, 9) & 1;
}

static __always_inline __u32 hand_ice_tx_data_iipt(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 1) & 3;
}

static __always_inline __u32 hand_ice_tx_data_l4t_eoft(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 4) & 3;
}

static __always_inline __u32 hand_ice_tx_data_re(const void *d)
{
	return (HAND_ICE_U8(d, 9) >> 6) & 1;
}

static __always_inline __u32 hand_ice_tx_data_offset(const void *d)
{
	return (HAND_ICE_LE64(d, 8) >> 16) & 0x3ffff;
}

static __always_inline __u32 hand_ice_tx_data_maclen(const void *d)
{
	return HAND_ICE_U8(d, 10) & 0x7f;
}

static __always_inline __u32 hand_ice_tx_data_iplen(const void *d)
{
	return (HAND_ICE_LE16(d, 10) >> 7) & 0x7f;
}

static __always_inline __u32 hand_ice_tx_data_l4_len(const void *d)
{
	return (HAND_ICE_LE64(d, 8) >> 30) & 0xf;
}

static __always_inline __u32 hand_ice_tx_data_tx_buf_sz(const void *d)
{
	return HAND_ICE_LE16(d, 12) >> 2;
}

static __always_inline __u32 hand_ice_tx_data_l2tag1(const void *d)
{
	return HAND_ICE_LE16(d, 14);
}

static __always_inline int hand_ice_tx_data_tx_length(const void *d, __u32 *length)
{
	*length = (HAND_ICE_LE32(d, 12) >> 2) & 0x3fff;
	return 0;
}

static __always_inline int hand_ice_tx_data_tx_csum(const void *d, __u32 *flags)
{
	__u32 word = HAND_ICE_LE32(d, 8);
	__u32 f = (word & 0x600) == 0x600 ? 0x1 : 0;

	switch (word & 0x3000) {
	case 0x1000:
		f |= 0x2 | 0x4;
		break;
	case 0x2000:
		f |= 0x2 | 0x10;
		break;
	case 0x3000:
		f |= 0x2 | 0x8;
		break;
	}
	*flags = f;
	return 0;
}

static __always_inline int hand_ice_tx_data_tx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	if (!(HAND_ICE_U8(d, 8) & 0x80))
		return -HAND_ICE_ENODATA;
	*vlan_proto = HAND_ICE_8021Q;
	*vlan_tci = HAND_ICE_LE16(d, 14);
	return 0;
}

static __always_inline int hand_ice_tx_data_tx_end_of_packet(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 4) & 1;
}

static __always_inline int hand_ice_tx_data_tx_report(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 5) & 1;
}

static __always_inline int hand_ice_tx_data_tx_done(const void *d)
{
	return (HAND_ICE_U8(d, 8) & 0xf) != 0;
}

/* ---- ice/tx-context ---- */

static __always_inline __u32 hand_ice_tx_context_tunneling_params(const void *d)
{
	return HAND_ICE_LE32(d, 0);
}

static __always_inline __u32 hand_ice_tx_context_eipt(const void *d)
{
	return HAND_ICE_U8(d, 0) & 3;
}

static __always_inline __u32 hand_ice_tx_context_eiplen(const void *d)
{
	return (HAND_ICE_LE16(d, 0) >> 2) & 0x7f;
}

static __always_inline __u32 hand_ice_tx_context_l4tunt(const void *d)
{
	return (HAND_ICE_U8(d, 1) >> 1) & 3;
}

static __always_inline __u32 hand_ice_tx_context_natlen(const void *d)
{
	return (HAND_ICE_LE32(d, 0) >> 12) & 0x7f;
}

static __always_inline __u32 hand_ice_tx_context_l4t_cs(const void *d)
{
	return HAND_ICE_U8(d, 2) >> 7;
}

static __always_inline __u32 hand_ice_tx_context_l2tag2(const void *d)
{
	return HAND_ICE_LE16(d, 4);
}

static __always_inline __u32 hand_ice_tx_context_gcs(const void *d)
{
	return HAND_ICE_LE16(d, 6);
}

static __always_inline __u32 hand_ice_tx_context_gcs_start(const void *d)
{
	return HAND_ICE_U8(d, 6);
}

static __always_inline __u32 hand_ice_tx_context_gcs_offset(const void *d)
{
	return HAND_ICE_U8(d, 7) & 0xf;
}

static __always_inline __u32 hand_ice_tx_context_gcs_type(const void *d)
{
	return (HAND_ICE_U8(d, 7) >> 4) & 7;
}

static __always_inline __u64 hand_ice_tx_context_qw1(const void *d)
{
	return HAND_ICE_LE64(d, 8);
}

static __always_inline __u32 hand_ice_tx_context_dtype(const void *d)
{
	return HAND_ICE_U8(d, 8) & 0xf;
}

static __always_inline __u32 hand_ice_tx_context_cmd(const void *d)
{
	return (HAND_ICE_LE16(d, 8) >> 4) & 0x7f;
}

static __always_inline __u32 hand_ice_tx_context_tso(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_ice_tx_context_tsyn(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_ice_tx_context_il2tag2(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_ice_tx_context_il2tag2_il2h(const void *d)
{
	return HAND_ICE_U8(d, 8) >> 7;
}

static __always_inline __u32 hand_ice_tx_context_swtch(const void *d)
{
	return HAND_ICE_U8(d, 9) & 3;
}

static __always_inline __u32 hand_ice_tx_context_tso_len(const void *d)
{
	return (HAND_ICE_LE64(d, 8) >> 30) & 0x3ffff;
}

static __always_inline __u32 hand_ice_tx_context_tsyn_idx(const void *d)
{
	return (HAND_ICE_LE64(d, 8) >> 30) & 0x3ffff;
}

static __always_inline __u32 hand_ice_tx_context_mss(const void *d)
{
	return HAND_ICE_LE16(d, 14) >> 2;
}

static __always_inline __u32 hand_ice_tx_context_vsi(const void *d)
{
	return (HAND_ICE_LE16(d, 14) >> 2) & 0x3ff;
}

static __always_inline int hand_ice_tx_context_tx_csum(const void *d, __u32 *flags)
{
	__u32 tunnel = HAND_ICE_LE32(d, 0);
	__u32 f = 0;

	if ((tunnel & 0x3) == 0x3)
		f |= 0x20;
	if (tunnel & 0x800000)
		f |= 0x40;
	if ((HAND_ICE_LE16(d, 6) & 0x7000) == 0x1000)
		f |= 0x2;
	*flags = f;
	return 0;
}

static __always_inline int hand_ice_tx_context_tx_segmentation(const void *d, __u32 *mss)
{
	if (!(HAND_ICE_U8(d, 8) & 0x10))
		return -HAND_ICE_ENODATA;
	*mss = HAND_ICE_LE16(d, 14) >> 2;
	return 0;
}

static __always_inline int hand_ice_tx_context_tx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	if (!(HAND_ICE_U8(d, 8) & 0x40))
		return -HAND_ICE_ENODATA;
	*vlan_proto = HAND_ICE_8021Q;
	*vlan_tci = HAND_ICE_LE16(d, 4);
	return 0;
}

static __always_inline int hand_ice_tx_context_tx_timestamp_request(const void *d)
{
	return (HAND_ICE_U8(d, 8) >> 5) & 1;
}

#endif
