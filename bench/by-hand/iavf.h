/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of iavf's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_IAVF_H
#define BENCH_BY_HAND_IAVF_H

#include <nicdesc/core.h>

#define HAND_IAVF_U8(d, at) (*(const __u8 *)((const char *)(d) + (at)))
#define HAND_IAVF_LE16(d, at) (*(const __u16 *)((const char *)(d) + (at)))
#define HAND_IAVF_LE32(d, at) (*(const __u32 *)((const char *)(d) + (at)))
#define HAND_IAVF_LE64(d, at) (*(const __u64 *)((const char *)(d) + (at)))
#define HAND_IAVF_ENODATA 61
#define HAND_IAVF_8021Q __builtin_bswap16(0x8100)

/* ---- packet types ---- */

struct hand_iavf_ptype {
	/* outer_ip:2 outer_frag:1 tunnel_type:3 tunnel_end_prot:2 tunnel_end_frag:1
	 * inner_prot:3 payload_layer:2 */
	__u32 decoded;
	__u16 hash_type;
	__u16 packet_type;
};

static const struct hand_iavf_ptype hand_iavf_ptypes[1024] = {
	[1] = { 0x1000, 0x000, 0x400 },
	[2] = { 0x1a00, 0x000, 0xc00 },
	[3] = { 0x1000, 0x000, 0x400 },
	[6] = { 0x1000, 0x000, 0x400 },
	[7] = { 0x1000, 0x000, 0x400 },
	[10] = { 0x1000, 0x000, 0x400 },
	[11] = { 0x0000, 0x000, 0x400 },
	[12] = { 0x2000, 0x000, 0x400 },
	[13] = { 0x2000, 0x000, 0x400 },
	[14] = { 0x2000, 0x000, 0x400 },
	[15] = { 0x2000, 0x000, 0x400 },
	[16] = { 0x2000, 0x000, 0x400 },
	[17] = { 0x2000, 0x000, 0x400 },
	[18] = { 0x2000, 0x000, 0x400 },
	[19] = { 0x2000, 0x000, 0x400 },
	[20] = { 0x2000, 0x000, 0x400 },
	[21] = { 0x2000, 0x000, 0x400 },
	[22] = { 0x2005, 0x001, 0x041 },
	[23] = { 0x2001, 0x001, 0x001 },
	[24] = { 0x3201, 0x029, 0x009 },
	[26] = { 0x3401, 0x019, 0x005 },
	[27] = { 0x3601, 0x049, 0x011 },
	[28] = { 0x3801, 0x109, 0x021 },
	[29] = { 0x2149, 0x001, 0x1c1 },
	[30] = { 0x2049, 0x001, 0x181 },
	[31] = { 0x3249, 0x029, 0x189 },
	[33] = { 0x3449, 0x019, 0x185 },
	[34] = { 0x3649, 0x049, 0x191 },
	[35] = { 0x3849, 0x109, 0x1a1 },
	[36] = { 0x2189, 0x001, 0x2c1 },
	[37] = { 0x2089, 0x001, 0x281 },
	[38] = { 0x3289, 0x029, 0x289 },
	[40] = { 0x3489, 0x019, 0x285 },
	[41] = { 0x3689, 0x049, 0x291 },
	[42] = { 0x3889, 0x109, 0x2a1 },
	[43] = { 0x2011, 0x001, 0x081 },
	[44] = { 0x2151, 0x001, 0x1c1 },
	[45] = { 0x2051, 0x001, 0x181 },
	[46] = { 0x3251, 0x029, 0x189 },
	[48] = { 0x3451, 0x019, 0x185 },
	[49] = { 0x3651, 0x049, 0x191 },
	[50] = { 0x3851, 0x109, 0x1a1 },
	[51] = { 0x2191, 0x001, 0x2c1 },
	[52] = { 0x2091, 0x001, 0x281 },
	[53] = { 0x3291, 0x029, 0x289 },
	[55] = { 0x3491, 0x019, 0x285 },
	[56] = { 0x3691, 0x049, 0x291 },
	[57] = { 0x3891, 0x109, 0x2a1 },
	[58] = { 0x2019, 0x001, 0x081 },
	[59] = { 0x2159, 0x001, 0x1c1 },
	[60] = { 0x2059, 0x001, 0x181 },
	[61] = { 0x3259, 0x029, 0x189 },
	[63] = { 0x3459, 0x019, 0x185 },
	[64] = { 0x3659, 0x049, 0x191 },
	[65] = { 0x3859, 0x109, 0x1a1 },
	[66] = { 0x2199, 0x001, 0x2c1 },
	[67] = { 0x2099, 0x001, 0x281 },
	[68] = { 0x3299, 0x029, 0x289 },
	[70] = { 0x3499, 0x019, 0x285 },
	[71] = { 0x3699, 0x049, 0x291 },
	[72] = { 0x3899, 0x109, 0x2a1 },
	[73] = { 0x2021, 0x001, 0x081 },
	[74] = { 0x2161, 0x001, 0x1c1 },
	[75] = { 0x2061, 0x001, 0x181 },
	[76] = { 0x3261, 0x029, 0x189 },
	[78] = { 0x3461, 0x019, 0x185 },
	[79] = { 0x3661, 0x049, 0x191 },
	[80] = { 0x3861, 0x109, 0x1a1 },
	[81] = { 0x21a1, 0x001, 0x2c1 },
	[82] = { 0x20a1, 0x001, 0x281 },
	[83] = { 0x32a1, 0x029, 0x289 },
	[85] = { 0x34a1, 0x019, 0x285 },
	[86] = { 0x36a1, 0x049, 0x291 },
	[87] = { 0x38a1, 0x109, 0x2a1 },
	[88] = { 0x2006, 0x002, 0x042 },
	[89] = { 0x2002, 0x002, 0x002 },
	[90] = { 0x3202, 0x02a, 0x00a },
	[92] = { 0x3402, 0x01a, 0x006 },
	[93] = { 0x3602, 0x04a, 0x012 },
	[94] = { 0x3802, 0x10a, 0x022 },
	[95] = { 0x214a, 0x002, 0x1c2 },
	[96] = { 0x204a, 0x002, 0x182 },
	[97] = { 0x324a, 0x02a, 0x18a },
	[99] = { 0x344a, 0x01a, 0x186 },
	[100] = { 0x364a, 0x04a, 0x192 },
	[101] = { 0x384a, 0x10a, 0x1a2 },
	[102] = { 0x218a, 0x002, 0x2c2 },
	[103] = { 0x208a, 0x002, 0x282 },
	[104] = { 0x328a, 0x02a, 0x28a },
	[106] = { 0x348a, 0x01a, 0x286 },
	[107] = { 0x368a, 0x04a, 0x292 },
	[108] = { 0x388a, 0x10a, 0x2a2 },
	[109] = { 0x2012, 0x002, 0x082 },
	[110] = { 0x2152, 0x002, 0x1c2 },
	[111] = { 0x2052, 0x002, 0x182 },
	[112] = { 0x3252, 0x02a, 0x18a },
	[114] = { 0x3452, 0x01a, 0x186 },
	[115] = { 0x3652, 0x04a, 0x192 },
	[116] = { 0x3852, 0x10a, 0x1a2 },
	[117] = { 0x2192, 0x002, 0x2c2 },
	[118] = { 0x2092, 0x002, 0x282 },
	[119] = { 0x3292, 0x02a, 0x28a },
	[121] = { 0x3492, 0x01a, 0x286 },
	[122] = { 0x3692, 0x04a, 0x292 },
	[123] = { 0x3892, 0x10a, 0x2a2 },
	[124] = { 0x201a, 0x002, 0x082 },
	[125] = { 0x215a, 0x002, 0x1c2 },
	[126] = { 0x205a, 0x002, 0x182 },
	[127] = { 0x325a, 0x02a, 0x18a },
	[129] = { 0x345a, 0x01a, 0x186 },
	[130] = { 0x365a, 0x04a, 0x192 },
	[131] = { 0x385a, 0x10a, 0x1a2 },
	[132] = { 0x219a, 0x002, 0x2c2 },
	[133] = { 0x209a, 0x002, 0x282 },
	[134] = { 0x329a, 0x02a, 0x28a },
	[136] = { 0x349a, 0x01a, 0x286 },
	[137] = { 0x369a, 0x04a, 0x292 },
	[138] = { 0x389a, 0x10a, 0x2a2 },
	[139] = { 0x2022, 0x002, 0x082 },
	[140] = { 0x2162, 0x002, 0x1c2 },
	[141] = { 0x2062, 0x002, 0x182 },
	[142] = { 0x3262, 0x02a, 0x18a },
	[144] = { 0x3462, 0x01a, 0x186 },
	[145] = { 0x3662, 0x04a, 0x192 },
	[146] = { 0x3862, 0x10a, 0x1a2 },
	[147] = { 0x21a2, 0x002, 0x2c2 },
	[148] = { 0x20a2, 0x002, 0x282 },
	[149] = { 0x32a2, 0x02a, 0x28a },
	[151] = { 0x34a2, 0x01a, 0x286 },
	[152] = { 0x36a2, 0x04a, 0x292 },
	[153] = { 0x38a2, 0x10a, 0x2a2 },
};

#define HAND_IAVF_LEGACY_PTYPE(d) (&hand_iavf_ptypes[(HAND_IAVF_LE64(d, 8) >> 30) & 0xff])
#define HAND_IAVF_FLEX_PTYPE(d) (&hand_iavf_ptypes[HAND_IAVF_LE16(d, 2) & 0x3ff])
#define HAND_IAVF_OUTER_IP 0x3
#define HAND_IAVF_IPV4 1
#define HAND_IAVF_IPV6 2
#define HAND_IAVF_INNER_PROT (7 << 9)
#define HAND_IAVF_PAYLOAD_LAYER (3 << 12)

/* ---- iavf/rx-legacy ---- */

static __always_inline __u32 hand_iavf_rx_legacy_mirroring_status(const void *d)
{
	return HAND_IAVF_LE16(d, 0);
}

static __always_inline __u32 hand_iavf_rx_legacy_fcoe_ctx_id(const void *d)
{
	return HAND_IAVF_LE16(d, 0);
}

static __always_inline __u32 hand_iavf_rx_legacy_l2tag1(const void *d)
{
	return HAND_IAVF_LE16(d, 2);
}

static __always_inline __u32 hand_iavf_rx_legacy_rss(const void *d)
{
	return HAND_IAVF_LE32(d, 4);
}

static __always_inline __u32 hand_iavf_rx_legacy_fcoe_param(const void *d)
{
	return HAND_IAVF_LE32(d, 4);
}

static __always_inline __u32 hand_iavf_rx_legacy_qword0_fd_id(const void *d)
{
	return HAND_IAVF_LE32(d, 4);
}

static __always_inline __u64 hand_iavf_rx_legacy_status_error_len(const void *d)
{
	return HAND_IAVF_LE64(d, 8);
}

static __always_inline __u32 hand_iavf_rx_legacy_status(const void *d)
{
	return HAND_IAVF_LE32(d, 8) & 0x7ffff;
}

static __always_inline __u32 hand_iavf_rx_legacy_dd(const void *d)
{
	return HAND_IAVF_LE32(d, 8) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_eof(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 1) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_l2tag1p(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 2) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_l3l4p(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 3) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_crcp(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_tsynindx(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 5) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_tsynvalid(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_ext_udp_0(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 8) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_umbcast(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 9) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_flm(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_fltstat(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 12) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_lpbk(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 14) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_ipv6exadd(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 15) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_int_udp_0(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 18) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_error(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 19) & 0xff;
}

static __always_inline __u32 hand_iavf_rx_legacy_rxe(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 19) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_recipe(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 20) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_hbo(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 21) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_ipe(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 22) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_l4e(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 23) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_eipe(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 24) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_l3l4e(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 22) & 7;
}

static __always_inline __u32 hand_iavf_rx_legacy_oversize(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 25) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pprs(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 26) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_ptype(const void *d)
{
	return (HAND_IAVF_LE64(d, 8) >> 30) & 0xff;
}

static __always_inline __u32 hand_iavf_rx_legacy_length_pbuf(const void *d)
{
	return (HAND_IAVF_LE32(d, 12) >> 6) & 0x3fff;
}

static __always_inline __u32 hand_iavf_rx_legacy_length_hbuf(const void *d)
{
	return (HAND_IAVF_LE32(d, 12) >> 20) & 0x7ff;
}

static __always_inline __u32 hand_iavf_rx_legacy_length_sph(const void *d)
{
	return HAND_IAVF_U8(d, 15) >> 7;
}

static __always_inline __u32 hand_iavf_rx_legacy_ext_status(const void *d)
{
	return HAND_IAVF_LE16(d, 16);
}

static __always_inline __u32 hand_iavf_rx_legacy_l2tag2p(const void *d)
{
	return HAND_IAVF_LE16(d, 16) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_l2tag3p(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 1) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_flexbl(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 2) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_flexbh(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 4) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_fdlongb(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 9) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_fcoelongb(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 10) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pelongb(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_l2tag2_1(const void *d)
{
	return HAND_IAVF_LE16(d, 20);
}

static __always_inline __u32 hand_iavf_rx_legacy_l2tag2_2(const void *d)
{
	return HAND_IAVF_LE16(d, 22);
}

static __always_inline __u32 hand_iavf_rx_legacy_flex_bytes_lo(const void *d)
{
	return HAND_IAVF_LE32(d, 24);
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status(const void *d)
{
	return HAND_IAVF_LE32(d, 24);
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_qpid(const void *d)
{
	return HAND_IAVF_LE32(d, 24) & 0x3ffff;
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_l4port(const void *d)
{
	return HAND_IAVF_LE16(d, 24);
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_ipindex(const void *d)
{
	return HAND_IAVF_U8(d, 26);
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_qpidhit(const void *d)
{
	return (HAND_IAVF_LE32(d, 24) >> 24) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_apbvthit(const void *d)
{
	return (HAND_IAVF_LE32(d, 24) >> 25) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_portv(const void *d)
{
	return (HAND_IAVF_LE32(d, 24) >> 26) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_urg(const void *d)
{
	return (HAND_IAVF_LE32(d, 24) >> 27) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_ipfrag(const void *d)
{
	return (HAND_IAVF_LE32(d, 24) >> 28) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_pe_status_ipopt(const void *d)
{
	return (HAND_IAVF_LE32(d, 24) >> 29) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_flex_bytes_hi(const void *d)
{
	return HAND_IAVF_LE32(d, 28);
}

static __always_inline __u32 hand_iavf_rx_legacy_fd_id(const void *d)
{
	return HAND_IAVF_LE32(d, 28);
}

static __always_inline __u32 hand_iavf_rx_legacy_outer_ip(const void *d)
{
	return HAND_IAVF_LEGACY_PTYPE(d)->decoded & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_outer_frag(const void *d)
{
	return (HAND_IAVF_LEGACY_PTYPE(d)->decoded >> 2) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_tunnel_type(const void *d)
{
	return (HAND_IAVF_LEGACY_PTYPE(d)->decoded >> 3) & 7;
}

static __always_inline __u32 hand_iavf_rx_legacy_tunnel_end_prot(const void *d)
{
	return (HAND_IAVF_LEGACY_PTYPE(d)->decoded >> 6) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_tunnel_end_frag(const void *d)
{
	return (HAND_IAVF_LEGACY_PTYPE(d)->decoded >> 8) & 1;
}

static __always_inline __u32 hand_iavf_rx_legacy_inner_prot(const void *d)
{
	return (HAND_IAVF_LEGACY_PTYPE(d)->decoded >> 9) & 7;
}

static __always_inline __u32 hand_iavf_rx_legacy_payload_layer(const void *d)
{
	return (HAND_IAVF_LEGACY_PTYPE(d)->decoded >> 12) & 3;
}

static __always_inline __u32 hand_iavf_rx_legacy_hash_type(const void *d)
{
	return HAND_IAVF_LEGACY_PTYPE(d)->hash_type;
}

static __always_inline int hand_iavf_rx_legacy_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	const struct hand_iavf_ptype *ptype = HAND_IAVF_LEGACY_PTYPE(d);

	if ((HAND_IAVF_LE32(d, 8) & 0x3000) != 0x3000 || !(ptype->decoded & HAND_IAVF_PAYLOAD_LAYER))
		return -HAND_IAVF_ENODATA;
	*hash = HAND_IAVF_LE32(d, 4);
	*type = ptype->hash_type;
	return 0;
}

static __always_inline int hand_iavf_rx_legacy_rx_vlan_tag(const void *d, __u8 vlan_tag_loc, __be16 *vlan_proto,
							   __u16 *vlan_tci)
{
	__u16 tci;

	if (vlan_tag_loc == 1 && (HAND_IAVF_LE32(d, 8) & 0x4))
		tci = HAND_IAVF_LE16(d, 2);
	else if (vlan_tag_loc == 4 && (HAND_IAVF_LE16(d, 16) & 0x1))
		tci = HAND_IAVF_LE16(d, 22);
	else
		return -HAND_IAVF_ENODATA;
	if (!(tci & 0xfff))
		return -HAND_IAVF_ENODATA;
	*vlan_proto = HAND_IAVF_8021Q;
	*vlan_tci = tci;
	return 0;
}

static __always_inline int hand_iavf_rx_legacy_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u64 qword1 = HAND_IAVF_LE64(d, 8);
	__u32 decoded = hand_iavf_ptypes[(qword1 >> 30) & 0xff].decoded;
	__u32 version = decoded & HAND_IAVF_OUTER_IP;

	*status = 0;
	*level = 0;
	*csum = 0;
	if (!(qword1 & 0x8) || !version || !(decoded & HAND_IAVF_INNER_PROT))
		return 0;
	if (version == HAND_IAVF_IPV4 && (qword1 & 0x1400000)) { /* IPE, EIPE */
		*status = 4;
		return 0;
	}
	if (version == HAND_IAVF_IPV6 && (qword1 & 0x8000)) /* IPV6EXADD */
		return 0;
	if (qword1 & 0x800000) { /* L4E */
		*status = 4;
		return 0;
	}
	if (qword1 & 0x4000000) /* PPRS */
		return 0;
	*status = 1;
	return 0;
}

static __always_inline int hand_iavf_rx_legacy_rx_packet_type(const void *d, __u32 *type)
{
	*type = HAND_IAVF_LEGACY_PTYPE(d)->packet_type;
	return 0;
}

static __always_inline int hand_iavf_rx_legacy_rx_length(const void *d, __u32 *length)
{
	*length = (HAND_IAVF_LE32(d, 12) >> 6) & 0x3fff;
	return 0;
}

static __always_inline int hand_iavf_rx_legacy_rx_flow_mark(const void *d, __u32 *mark)
{
	if (!(HAND_IAVF_LE32(d, 8) & 1 << 11) || (HAND_IAVF_LE16(d, 16) & 0x30) != 0x10)
		return -HAND_IAVF_ENODATA;
	*mark = HAND_IAVF_LE32(d, 28);
	return 0;
}

static __always_inline int hand_iavf_rx_legacy_rx_end_of_packet(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 1) & 1;
}

static __always_inline int hand_iavf_rx_legacy_rx_done(const void *d)
{
	return HAND_IAVF_LE32(d, 8) & 1;
}

/* ---- iavf/rx-flex ---- */

static __always_inline __u64 hand_iavf_rx_flex_qw0(const void *d)
{
	return HAND_IAVF_LE64(d, 0);
}

static __always_inline __u32 hand_iavf_rx_flex_rxdid(const void *d)
{
	return HAND_IAVF_U8(d, 0);
}

static __always_inline __u32 hand_iavf_rx_flex_mir_id(const void *d)
{
	return HAND_IAVF_U8(d, 1) & 0x3f;
}

static __always_inline __u32 hand_iavf_rx_flex_umb_cast(const void *d)
{
	return HAND_IAVF_U8(d, 1) >> 6;
}

static __always_inline __u32 hand_iavf_rx_flex_ptype(const void *d)
{
	return HAND_IAVF_LE16(d, 2) & 0x3ff;
}

static __always_inline __u32 hand_iavf_rx_flex_ff0(const void *d)
{
	return HAND_IAVF_LE16(d, 2) >> 10;
}

static __always_inline __u32 hand_iavf_rx_flex_pkt_len(const void *d)
{
	return HAND_IAVF_LE16(d, 4) & 0x3fff;
}

static __always_inline __u32 hand_iavf_rx_flex_hdr_len(const void *d)
{
	return HAND_IAVF_LE16(d, 6) & 0x7ff;
}

static __always_inline __u32 hand_iavf_rx_flex_sph(const void *d)
{
	return (HAND_IAVF_LE16(d, 6) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_ff1(const void *d)
{
	return HAND_IAVF_LE16(d, 6) >> 12;
}

static __always_inline __u64 hand_iavf_rx_flex_qw1(const void *d)
{
	return HAND_IAVF_LE64(d, 8);
}

static __always_inline __u32 hand_iavf_rx_flex_dd(const void *d)
{
	return HAND_IAVF_LE16(d, 8) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_eop(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 1) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_hbo(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 2) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_l3l4p(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 3) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_xsum_ipe(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_xsum_l4e(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_xsum_eipe(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_xsum_eudpe(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_lpbk(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 8) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_ipv6exadd(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 9) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_rxe(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 10) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_crcp(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_rss_valid(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 12) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_l2tag1p(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 13) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_xtrmd0_valid(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 14) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_xtrmd1_valid(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 15) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_l2tag1(const void *d)
{
	return HAND_IAVF_LE16(d, 10);
}

static __always_inline __u32 hand_iavf_rx_flex_rss_hash(const void *d)
{
	return HAND_IAVF_LE32(d, 12);
}

static __always_inline __u64 hand_iavf_rx_flex_qw2(const void *d)
{
	return HAND_IAVF_LE64(d, 16);
}

static __always_inline __u32 hand_iavf_rx_flex_nat(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 4) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_l2tag2p(const void *d)
{
	return (HAND_IAVF_LE16(d, 16) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_flexi_flags2(const void *d)
{
	return HAND_IAVF_U8(d, 18);
}

static __always_inline __u32 hand_iavf_rx_flex_ts_low(const void *d)
{
	return HAND_IAVF_U8(d, 19);
}

static __always_inline __u32 hand_iavf_rx_flex_tstamp_valid(const void *d)
{
	return HAND_IAVF_U8(d, 19) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_ts_sub_ns(const void *d)
{
	return HAND_IAVF_U8(d, 19) >> 1;
}

static __always_inline __u32 hand_iavf_rx_flex_l2tag2_1st(const void *d)
{
	return HAND_IAVF_LE16(d, 20);
}

static __always_inline __u32 hand_iavf_rx_flex_l2tag2_2(const void *d)
{
	return HAND_IAVF_LE16(d, 22);
}

static __always_inline __u64 hand_iavf_rx_flex_qw3(const void *d)
{
	return HAND_IAVF_LE64(d, 24);
}

static __always_inline __u32 hand_iavf_rx_flex_flow_id(const void *d)
{
	return HAND_IAVF_LE32(d, 24);
}

static __always_inline __u32 hand_iavf_rx_flex_tstamp_high(const void *d)
{
	return HAND_IAVF_LE32(d, 28);
}

static __always_inline __u32 hand_iavf_rx_flex_vlan_id(const void *d)
{
	return HAND_IAVF_LE16(d, 28);
}

static __always_inline __u32 hand_iavf_rx_flex_flow_id_ipv6(const void *d)
{
	return HAND_IAVF_LE16(d, 30);
}

static __always_inline __u32 hand_iavf_rx_flex_outer_ip(const void *d)
{
	return HAND_IAVF_FLEX_PTYPE(d)->decoded & 3;
}

static __always_inline __u32 hand_iavf_rx_flex_outer_frag(const void *d)
{
	return (HAND_IAVF_FLEX_PTYPE(d)->decoded >> 2) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_tunnel_type(const void *d)
{
	return (HAND_IAVF_FLEX_PTYPE(d)->decoded >> 3) & 7;
}

static __always_inline __u32 hand_iavf_rx_flex_tunnel_end_prot(const void *d)
{
	return (HAND_IAVF_FLEX_PTYPE(d)->decoded >> 6) & 3;
}

static __always_inline __u32 hand_iavf_rx_flex_tunnel_end_frag(const void *d)
{
	return (HAND_IAVF_FLEX_PTYPE(d)->decoded >> 8) & 1;
}

static __always_inline __u32 hand_iavf_rx_flex_inner_prot(const void *d)
{
	return (HAND_IAVF_FLEX_PTYPE(d)->decoded >> 9) & 7;
}

static __always_inline __u32 hand_iavf_rx_flex_payload_layer(const void *d)
{
	return (HAND_IAVF_FLEX_PTYPE(d)->decoded >> 12) & 3;
}

static __always_inline __u32 hand_iavf_rx_flex_hash_type(const void *d)
{
	return HAND_IAVF_FLEX_PTYPE(d)->hash_type;
}

static __always_inline int hand_iavf_rx_flex_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	const struct hand_iavf_ptype *ptype = HAND_IAVF_FLEX_PTYPE(d);

	if (!(HAND_IAVF_LE16(d, 8) & 1 << 12) || !(ptype->decoded & HAND_IAVF_PAYLOAD_LAYER))
		return -HAND_IAVF_ENODATA;
	*hash = HAND_IAVF_LE32(d, 12);
	*type = ptype->hash_type;
	return 0;
}

static __always_inline int hand_iavf_rx_flex_rx_timestamp(const void *d, __u8 hw_tstamp, __u64 phc_time,
							  __u64 *timestamp)
{
	if (!hw_tstamp || !(HAND_IAVF_U8(d, 19) & 1))
		return -HAND_IAVF_ENODATA;
	*timestamp = phc_time + (__s64)(__s32)(HAND_IAVF_LE32(d, 28) - (__u32)phc_time);
	return 0;
}

static __always_inline int hand_iavf_rx_flex_rx_vlan_tag(const void *d, __u8 vlan_tag_loc, __be16 *vlan_proto,
							 __u16 *vlan_tci)
{
	__u16 tci;

	if (vlan_tag_loc == 1 && (HAND_IAVF_LE16(d, 8) & 1 << 13))
		tci = HAND_IAVF_LE16(d, 10);
	else if (vlan_tag_loc == 4 && (HAND_IAVF_LE16(d, 16) & 1 << 11))
		tci = HAND_IAVF_LE16(d, 22);
	else
		return -HAND_IAVF_ENODATA;
	if (!(tci & 0xfff))
		return -HAND_IAVF_ENODATA;
	*vlan_proto = HAND_IAVF_8021Q;
	*vlan_tci = tci;
	return 0;
}

static __always_inline int hand_iavf_rx_flex_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u32 bits = HAND_IAVF_LE16(d, 8);
	__u32 decoded = HAND_IAVF_FLEX_PTYPE(d)->decoded;
	__u32 version = decoded & HAND_IAVF_OUTER_IP;

	*status = 0;
	*level = 0;
	*csum = 0;
	if (!(bits & 0x8) || !version || !(decoded & HAND_IAVF_INNER_PROT))
		return 0;
	if (version == HAND_IAVF_IPV4 && (bits & 0x50)) { /* IPE, EIPE */
		*status = 4;
		return 0;
	}
	if (version == HAND_IAVF_IPV6 && (bits & 0x200)) /* IPV6EXADD */
		return 0;
	*status = bits & 0x20 ? 4 : 1; /* L4E */
	return 0;
}

static __always_inline int hand_iavf_rx_flex_rx_packet_type(const void *d, __u32 *type)
{
	*type = HAND_IAVF_FLEX_PTYPE(d)->packet_type;
	return 0;
}

static __always_inline int hand_iavf_rx_flex_rx_length(const void *d, __u32 *length)
{
	*length = HAND_IAVF_LE16(d, 4) & 0x3fff;
	return 0;
}

static __always_inline int hand_iavf_rx_flex_rx_end_of_packet(const void *d)
{
	return (HAND_IAVF_LE16(d, 8) >> 1) & 1;
}

static __always_inline int hand_iavf_rx_flex_rx_done(const void *d)
{
	return HAND_IAVF_LE16(d, 8) & 1;
}

/* ---- iavf/tx-data ---- */

static __always_inline __u64 hand_iavf_tx_data_buffer_addr(const void *d)
{
	return HAND_IAVF_LE64(d, 0);
}

static __always_inline __u64 hand_iavf_tx_data_cmd_type_offset_bsz(const void *d)
{
	return HAND_IAVF_LE64(d, 8);
}

static __always_inline __u32 hand_iavf_tx_data_dtype(const void *d)
{
	return HAND_IAVF_LE32(d, 8) & 0xf;
}

static __always_inline __u32 hand_iavf_tx_data_cmd(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 4) & 0x3ff;
}

static __always_inline __u32 hand_iavf_tx_data_eop(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_iavf_tx_data_rs(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_iavf_tx_data_icrc(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_iavf_tx_data_il2tag1(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_iavf_tx_data_dummy(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 8) & 1;
}

static __always_inline __u32 hand_iavf_tx_data_iipt(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 9) & 3;
}

static __always_inline __u32 hand_iavf_tx_data_fcoet(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_tx_data_l4t(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 12) & 3;
}

static __always_inline __u32 hand_iavf_tx_data_eoft(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 12) & 3;
}

static __always_inline __u32 hand_iavf_tx_data_offset(const void *d)
{
	return (HAND_IAVF_LE64(d, 8) >> 16) & 0x3ffff;
}

static __always_inline __u32 hand_iavf_tx_data_maclen(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 16) & 0x7f;
}

static __always_inline __u32 hand_iavf_tx_data_iplen(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 23) & 0x7f;
}

static __always_inline __u32 hand_iavf_tx_data_l4_fc_len(const void *d)
{
	return (HAND_IAVF_LE64(d, 8) >> 30) & 0xf;
}

static __always_inline __u32 hand_iavf_tx_data_tx_buf_sz(const void *d)
{
	return (HAND_IAVF_LE32(d, 12) >> 2) & 0x3fff;
}

static __always_inline __u32 hand_iavf_tx_data_l2tag1(const void *d)
{
	return HAND_IAVF_LE16(d, 14);
}

static __always_inline int hand_iavf_tx_data_tx_length(const void *d, __u32 *length)
{
	*length = (HAND_IAVF_LE32(d, 12) >> 2) & 0x3fff;
	return 0;
}

static __always_inline int hand_iavf_tx_data_tx_csum(const void *d, __u32 *flags)
{
	__u32 cmd = HAND_IAVF_LE32(d, 8);
	__u32 l4t = (cmd >> 12) & 3;

	if (cmd & 1 << 11) /* FCOET */
		return -HAND_IAVF_ENODATA;
	*flags = 0;
	if ((cmd & 3 << 9) == 3 << 9) /* IIPT_IPV4_CSUM */
		*flags |= 0x1;
	if (l4t == 1)
		*flags |= 0x2 | 0x4;
	else if (l4t == 2)
		*flags |= 0x2 | 0x10;
	else if (l4t == 3)
		*flags |= 0x2 | 0x8;
	return 0;
}

static __always_inline int hand_iavf_tx_data_tx_vlan_tag(const void *d, __be16 *vlan_proto,
							 __u16 *vlan_tci)
{
	if (!(HAND_IAVF_LE32(d, 8) & 1 << 7))
		return -HAND_IAVF_ENODATA;
	*vlan_proto = HAND_IAVF_8021Q;
	*vlan_tci = HAND_IAVF_LE16(d, 14);
	return 0;
}

static __always_inline int hand_iavf_tx_data_tx_end_of_packet(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 4) & 1;
}

static __always_inline int hand_iavf_tx_data_tx_report(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 5) & 1;
}

static __always_inline int hand_iavf_tx_data_tx_done(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) & 0xf) != 0;
}

/* ---- iavf/tx-context ---- */

static __always_inline __u32 hand_iavf_tx_context_tunneling_params(const void *d)
{
	return HAND_IAVF_LE32(d, 0);
}

static __always_inline __u32 hand_iavf_tx_context_ext_ip(const void *d)
{
	return HAND_IAVF_LE32(d, 0) & 3;
}

static __always_inline __u32 hand_iavf_tx_context_ext_iplen(const void *d)
{
	return (HAND_IAVF_LE32(d, 0) >> 2) & 0x3f;
}

static __always_inline __u32 hand_iavf_tx_context_natt(const void *d)
{
	return (HAND_IAVF_LE32(d, 0) >> 9) & 3;
}

static __always_inline __u32 hand_iavf_tx_context_eip_noinc(const void *d)
{
	return (HAND_IAVF_LE32(d, 0) >> 11) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_natlen(const void *d)
{
	return (HAND_IAVF_LE32(d, 0) >> 12) & 0x7f;
}

static __always_inline __u32 hand_iavf_tx_context_decttl(const void *d)
{
	return (HAND_IAVF_LE32(d, 0) >> 19) & 0xf;
}

static __always_inline __u32 hand_iavf_tx_context_l4t_cs(const void *d)
{
	return (HAND_IAVF_LE32(d, 0) >> 23) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_l2tag2(const void *d)
{
	return HAND_IAVF_LE16(d, 4);
}

static __always_inline __u64 hand_iavf_tx_context_type_cmd_tso_mss(const void *d)
{
	return HAND_IAVF_LE64(d, 8);
}

static __always_inline __u32 hand_iavf_tx_context_dtype(const void *d)
{
	return HAND_IAVF_LE32(d, 8) & 0xf;
}

static __always_inline __u32 hand_iavf_tx_context_cmd(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 4) & 0xffff;
}

static __always_inline __u32 hand_iavf_tx_context_tso(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_tsyn(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_il2tag2(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_il2tag2_il2h(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_swtch(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 8) & 3;
}

static __always_inline __u32 hand_iavf_tx_context_swpe(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 10) & 1;
}

static __always_inline __u32 hand_iavf_tx_context_tso_len(const void *d)
{
	return (HAND_IAVF_LE64(d, 8) >> 30) & 0x3ffff;
}

static __always_inline __u32 hand_iavf_tx_context_mss(const void *d)
{
	return (HAND_IAVF_LE16(d, 14) >> 2) & 0x3fff;
}

static __always_inline __u32 hand_iavf_tx_context_vsi(const void *d)
{
	return (HAND_IAVF_LE16(d, 14) >> 2) & 0x1ff;
}

static __always_inline int hand_iavf_tx_context_tx_csum(const void *d, __u32 *flags)
{
	__u32 params = HAND_IAVF_LE32(d, 0);

	*flags = 0;
	if ((params & 3) == 3) /* EXT_IP_IPV4 */
		*flags |= 0x20;
	if (params & 1 << 23) /* L4T_CS */
		*flags |= 0x40;
	return 0;
}

static __always_inline int hand_iavf_tx_context_tx_segmentation(const void *d, __u32 *mss)
{
	if (!(HAND_IAVF_LE32(d, 8) & 1 << 4))
		return -HAND_IAVF_ENODATA;
	*mss = HAND_IAVF_LE16(d, 14) >> 2;
	return 0;
}

static __always_inline int hand_iavf_tx_context_tx_vlan_tag(const void *d, __be16 *vlan_proto,
							    __u16 *vlan_tci)
{
	if (!(HAND_IAVF_LE32(d, 8) & 1 << 6))
		return -HAND_IAVF_ENODATA;
	*vlan_proto = HAND_IAVF_8021Q;
	*vlan_tci = HAND_IAVF_LE16(d, 4);
	return 0;
}

static __always_inline int hand_iavf_tx_context_tx_timestamp_request(const void *d)
{
	return (HAND_IAVF_LE32(d, 8) >> 5) & 1;
}

#endif
