/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of i40e's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_I40E_H
#define BENCH_BY_HAND_I40E_H

#include <nicdesc/core.h>

#define HAND_I40E_LE16(d, at) (*(const __u16 *)((const char *)(d) + (at)))
#define HAND_I40E_LE32(d, at) (*(const __u32 *)((const char *)(d) + (at)))
#define HAND_I40E_LE64(d, at) (*(const __u64 *)((const char *)(d) + (at)))

/* ---- packet types ---- */

struct hand_i40e_ptype {
	/* known:1 outer_ip:1 outer_ip_ver:1 outer_frag:1 tunnel_type:3 tunnel_end_prot:2
	 * tunnel_end_frag:1 inner_prot:4 payload_layer:3 */
	__u32 decoded;
	__u16 hash_type;
	__u16 packet_type;
};

static const struct hand_i40e_ptype hand_i40e_ptypes[256] = {
	[1] = { 0x04001, 0x000, 0x400 },
	[2] = { 0x05401, 0x000, 0xc00 },
	[3] = { 0x04001, 0x000, 0x400 },
	[6] = { 0x04001, 0x000, 0x400 },
	[7] = { 0x04001, 0x000, 0x400 },
	[10] = { 0x04001, 0x000, 0x400 },
	[11] = { 0x00001, 0x000, 0x400 },
	[12] = { 0x08001, 0x000, 0x400 },
	[13] = { 0x08001, 0x000, 0x400 },
	[14] = { 0x08001, 0x000, 0x400 },
	[15] = { 0x08001, 0x000, 0x400 },
	[16] = { 0x08001, 0x000, 0x400 },
	[17] = { 0x08001, 0x000, 0x400 },
	[18] = { 0x08001, 0x000, 0x400 },
	[19] = { 0x08001, 0x000, 0x400 },
	[20] = { 0x08001, 0x000, 0x400 },
	[21] = { 0x08001, 0x000, 0x400 },
	[22] = { 0x0800b, 0x001, 0x041 },
	[23] = { 0x08003, 0x001, 0x001 },
	[24] = { 0x0c403, 0x029, 0x009 },
	[26] = { 0x0c803, 0x019, 0x005 },
	[27] = { 0x0cc03, 0x049, 0x011 },
	[28] = { 0x0d003, 0x109, 0x021 },
	[29] = { 0x08293, 0x001, 0x1c1 },
	[30] = { 0x08093, 0x001, 0x181 },
	[31] = { 0x0c493, 0x029, 0x189 },
	[33] = { 0x0c893, 0x019, 0x185 },
	[34] = { 0x0cc93, 0x049, 0x191 },
	[35] = { 0x0d093, 0x109, 0x1a1 },
	[36] = { 0x08313, 0x001, 0x2c1 },
	[37] = { 0x08113, 0x001, 0x281 },
	[38] = { 0x0c513, 0x029, 0x289 },
	[40] = { 0x0c913, 0x019, 0x285 },
	[41] = { 0x0cd13, 0x049, 0x291 },
	[42] = { 0x0d113, 0x109, 0x2a1 },
	[43] = { 0x08023, 0x001, 0x081 },
	[44] = { 0x082a3, 0x001, 0x1c1 },
	[45] = { 0x080a3, 0x001, 0x181 },
	[46] = { 0x0c4a3, 0x029, 0x189 },
	[48] = { 0x0c8a3, 0x019, 0x185 },
	[49] = { 0x0cca3, 0x049, 0x191 },
	[50] = { 0x0d0a3, 0x109, 0x1a1 },
	[51] = { 0x08323, 0x001, 0x2c1 },
	[52] = { 0x08123, 0x001, 0x281 },
	[53] = { 0x0c523, 0x029, 0x289 },
	[55] = { 0x0c923, 0x019, 0x285 },
	[56] = { 0x0cd23, 0x049, 0x291 },
	[57] = { 0x0d123, 0x109, 0x2a1 },
	[58] = { 0x08033, 0x001, 0x081 },
	[59] = { 0x082b3, 0x001, 0x1c1 },
	[60] = { 0x080b3, 0x001, 0x181 },
	[61] = { 0x0c4b3, 0x029, 0x189 },
	[63] = { 0x0c8b3, 0x019, 0x185 },
	[64] = { 0x0ccb3, 0x049, 0x191 },
	[65] = { 0x0d0b3, 0x109, 0x1a1 },
	[66] = { 0x08333, 0x001, 0x2c1 },
	[67] = { 0x08133, 0x001, 0x281 },
	[68] = { 0x0c533, 0x029, 0x289 },
	[70] = { 0x0c933, 0x019, 0x285 },
	[71] = { 0x0cd33, 0x049, 0x291 },
	[72] = { 0x0d133, 0x109, 0x2a1 },
	[73] = { 0x08043, 0x001, 0x081 },
	[74] = { 0x082c3, 0x001, 0x1c1 },
	[75] = { 0x080c3, 0x001, 0x181 },
	[76] = { 0x0c4c3, 0x029, 0x189 },
	[78] = { 0x0c8c3, 0x019, 0x185 },
	[79] = { 0x0ccc3, 0x049, 0x191 },
	[80] = { 0x0d0c3, 0x109, 0x1a1 },
	[81] = { 0x08343, 0x001, 0x2c1 },
	[82] = { 0x08143, 0x001, 0x281 },
	[83] = { 0x0c543, 0x029, 0x289 },
	[85] = { 0x0c943, 0x019, 0x285 },
	[86] = { 0x0cd43, 0x049, 0x291 },
	[87] = { 0x0d143, 0x109, 0x2a1 },
	[88] = { 0x0800f, 0x002, 0x042 },
	[89] = { 0x08007, 0x002, 0x002 },
	[90] = { 0x0c407, 0x02a, 0x00a },
	[92] = { 0x0c807, 0x01a, 0x006 },
	[93] = { 0x0cc07, 0x04a, 0x012 },
	[94] = { 0x0d007, 0x10a, 0x022 },
	[95] = { 0x08297, 0x002, 0x1c2 },
	[96] = { 0x08097, 0x002, 0x182 },
	[97] = { 0x0c497, 0x02a, 0x18a },
	[99] = { 0x0c897, 0x01a, 0x186 },
	[100] = { 0x0cc97, 0x04a, 0x192 },
	[101] = { 0x0d097, 0x10a, 0x1a2 },
	[102] = { 0x08317, 0x002, 0x2c2 },
	[103] = { 0x08117, 0x002, 0x282 },
	[104] = { 0x0c517, 0x02a, 0x28a },
	[106] = { 0x0c917, 0x01a, 0x286 },
	[107] = { 0x0cd17, 0x04a, 0x292 },
	[108] = { 0x0d117, 0x10a, 0x2a2 },
	[109] = { 0x08027, 0x002, 0x082 },
	[110] = { 0x082a7, 0x002, 0x1c2 },
	[111] = { 0x080a7, 0x002, 0x182 },
	[112] = { 0x0c4a7, 0x02a, 0x18a },
	[114] = { 0x0c8a7, 0x01a, 0x186 },
	[115] = { 0x0cca7, 0x04a, 0x192 },
	[116] = { 0x0d0a7, 0x10a, 0x1a2 },
	[117] = { 0x08327, 0x002, 0x2c2 },
	[118] = { 0x08127, 0x002, 0x282 },
	[119] = { 0x0c527, 0x02a, 0x28a },
	[121] = { 0x0c927, 0x01a, 0x286 },
	[122] = { 0x0cd27, 0x04a, 0x292 },
	[123] = { 0x0d127, 0x10a, 0x2a2 },
	[124] = { 0x08037, 0x002, 0x082 },
	[125] = { 0x082b7, 0x002, 0x1c2 },
	[126] = { 0x080b7, 0x002, 0x182 },
	[127] = { 0x0c4b7, 0x02a, 0x18a },
	[129] = { 0x0c8b7, 0x01a, 0x186 },
	[130] = { 0x0ccb7, 0x04a, 0x192 },
	[131] = { 0x0d0b7, 0x10a, 0x1a2 },
	[132] = { 0x08337, 0x002, 0x2c2 },
	[133] = { 0x08137, 0x002, 0x282 },
	[134] = { 0x0c537, 0x02a, 0x28a },
	[136] = { 0x0c937, 0x01a, 0x286 },
	[137] = { 0x0cd37, 0x04a, 0x292 },
	[138] = { 0x0d137, 0x10a, 0x2a2 },
	[139] = { 0x08047, 0x002, 0x082 },
	[140] = { 0x082c7, 0x002, 0x1c2 },
	[141] = { 0x080c7, 0x002, 0x182 },
	[142] = { 0x0c4c7, 0x02a, 0x18a },
	[144] = { 0x0c8c7, 0x01a, 0x186 },
	[145] = { 0x0ccc7, 0x04a, 0x192 },
	[146] = { 0x0d0c7, 0x10a, 0x1a2 },
	[147] = { 0x08347, 0x002, 0x2c2 },
	[148] = { 0x08147, 0x002, 0x282 },
	[149] = { 0x0c547, 0x02a, 0x28a },
	[151] = { 0x0c947, 0x01a, 0x286 },
	[152] = { 0x0cd47, 0x04a, 0x292 },
	[153] = { 0x0d147, 0x10a, 0x2a2 },
};

#define HAND_I40E_PTYPE(d) (&hand_i40e_ptypes[(HAND_I40E_LE64(d, 8) >> 30) & 0xff])

/* ---- i40e/rx-16 ---- */

static __always_inline __u32 hand_i40e_rx_16_mirroring_status(const void *d)
{
	return HAND_I40E_LE16(d, 0);
}

static __always_inline __u32 hand_i40e_rx_16_fcoe_ctx_id(const void *d)
{
	return HAND_I40E_LE16(d, 0);
}

static __always_inline __u32 hand_i40e_rx_16_l2tag1(const void *d)
{
	return HAND_I40E_LE16(d, 2);
}

static __always_inline __u32 hand_i40e_rx_16_rss(const void *d)
{
	return HAND_I40E_LE32(d, 4);
}

static __always_inline __u32 hand_i40e_rx_16_fd_id(const void *d)
{
	return HAND_I40E_LE32(d, 4);
}

static __always_inline __u32 hand_i40e_rx_16_fcoe_param(const void *d)
{
	return HAND_I40E_LE32(d, 4);
}

static __always_inline __u64 hand_i40e_rx_16_status_error_len(const void *d)
{
	return HAND_I40E_LE64(d, 8);
}

static __always_inline __u32 hand_i40e_rx_16_status(const void *d)
{
	return HAND_I40E_LE32(d, 8) & 0x7ffff;
}

static __always_inline __u32 hand_i40e_rx_16_dd(const void *d)
{
	return HAND_I40E_LE32(d, 8) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_eof(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 1) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_l2tag1p(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 2) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_l3l4p(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 3) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_crcp(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_tsynindx(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 5) & 3;
}

static __always_inline __u32 hand_i40e_rx_16_tsynvalid(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_ext_udp_0(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 8) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_umbcast(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 9) & 3;
}

static __always_inline __u32 hand_i40e_rx_16_flm(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 11) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_fltstat(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 12) & 3;
}

static __always_inline __u32 hand_i40e_rx_16_lpbk(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 14) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_ipv6exadd(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 15) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_int_udp_0(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 18) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_progid(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 2) & 7;
}

static __always_inline __u32 hand_i40e_rx_16_error(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 19) & 0xff;
}

static __always_inline __u32 hand_i40e_rx_16_rxe(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 19) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_recipe(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 20) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_hbo(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 21) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_ipe(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 22) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_l4e(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 23) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_eipe(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 24) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_l3l4e(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 22) & 7;
}

static __always_inline __u32 hand_i40e_rx_16_oversize(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 25) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_pprs(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 26) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_prog_status_error(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 19) & 0x3f;
}

static __always_inline __u32 hand_i40e_rx_16_fd_tbl_full(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 19) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_no_fd_entry(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 20) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_fcoe_tbl_full(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 21) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_fcoe_conflict(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 22) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_ptype(const void *d)
{
	return (HAND_I40E_LE64(d, 8) >> 30) & 0xff;
}

static __always_inline __u32 hand_i40e_rx_16_length_pbuf(const void *d)
{
	return (HAND_I40E_LE32(d, 12) >> 6) & 0x3fff;
}

static __always_inline __u32 hand_i40e_rx_16_length_hbuf(const void *d)
{
	return (HAND_I40E_LE32(d, 12) >> 20) & 0x7ff;
}

static __always_inline __u32 hand_i40e_rx_16_length_sph(const void *d)
{
	return (HAND_I40E_LE32(d, 12) >> 31) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_known(const void *d)
{
	return HAND_I40E_PTYPE(d)->decoded & 1;
}

static __always_inline __u32 hand_i40e_rx_16_outer_ip(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 1) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_outer_ip_ver(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 2) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_outer_frag(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 3) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_tunnel_type(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 4) & 7;
}

static __always_inline __u32 hand_i40e_rx_16_tunnel_end_prot(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 7) & 3;
}

static __always_inline __u32 hand_i40e_rx_16_tunnel_end_frag(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 9) & 1;
}

static __always_inline __u32 hand_i40e_rx_16_inner_prot(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 10) & 0xf;
}

static __always_inline __u32 hand_i40e_rx_16_payload_layer(const void *d)
{
	return (HAND_I40E_PTYPE(d)->decoded >> 14) & 7;
}

static __always_inline int hand_i40e_rx_16_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	const struct hand_i40e_ptype *ptype = HAND_I40E_PTYPE(d);

	if ((HAND_I40E_LE32(d, 8) & 0x3000) != 0x3000 || !(ptype->decoded >> 14)) /* payload_layer */
		return -61; /* -ENODATA */
	*hash = HAND_I40E_LE32(d, 4);
	*type = ptype->hash_type;
	return 0;
}

static __always_inline int hand_i40e_rx_16_rx_vlan_tag(const void *d, __be16 *vlan_proto,
						       __u16 *vlan_tci)
{
	if (!(HAND_I40E_LE32(d, 8) & 1 << 2))
		return -61;
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = HAND_I40E_LE16(d, 2);
	return 0;
}

static __always_inline int hand_i40e_rx_16_rx_csum(const void *d, __u32 *status, __u32 *level,
						   __u32 *csum)
{
	__u64 qword = HAND_I40E_LE64(d, 8);
	__u32 decoded = hand_i40e_ptypes[(qword >> 30) & 0xff].decoded;
	__u32 bits = qword;

	*status = 0;
	*level = 0;
	*csum = 0;
	if (!(bits & 1 << 3) || !(decoded & 1 << 1) || !(decoded & 0xf << 10)) /* L3L4P, outer_ip, inner_prot */
		return 0;
	if (decoded & 1 << 2) { /* IPv6 */
		if (bits & 1 << 15) /* IPV6EXADD */
			return 0;
	} else if (bits & (1 << 22 | 1 << 24)) { /* IPE, EIPE */
		*status = 4;
		return 0;
	}
	if (bits & 1 << 23) { /* L4E */
		*status = 4;
		return 0;
	}
	if (bits & 1 << 26) /* PPRS */
		return 0;
	*status = 1;
	*level = ((decoded >> 4) & 7) >= 2;
	return 0;
}

static __always_inline int hand_i40e_rx_16_rx_packet_type(const void *d, __u32 *type)
{
	*type = HAND_I40E_PTYPE(d)->packet_type;
	return 0;
}

static __always_inline int hand_i40e_rx_16_rx_length(const void *d, __u32 *length)
{
	*length = (HAND_I40E_LE32(d, 12) >> 6) & 0x3fff;
	return 0;
}

static __always_inline int hand_i40e_rx_16_rx_flow_mark(const void *d, __u32 *mark)
{
	if ((HAND_I40E_LE32(d, 8) & 0x3000) != 0x1000)
		return -61;
	*mark = HAND_I40E_LE32(d, 4);
	return 0;
}

static __always_inline int hand_i40e_rx_16_rx_end_of_packet(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 1) & 1;
}

static __always_inline int hand_i40e_rx_16_rx_done(const void *d)
{
	return (HAND_I40E_LE32(d, 12) & 0x3fff << 6) != 0;
}

/* ---- i40e/rx-32: the first 16 bytes are those of i40e/rx-16 ---- */

static __always_inline __u32 hand_i40e_rx_32_mirroring_status(const void *d)
{
	return hand_i40e_rx_16_mirroring_status(d);
}

static __always_inline __u32 hand_i40e_rx_32_fcoe_ctx_id(const void *d)
{
	return hand_i40e_rx_16_fcoe_ctx_id(d);
}

static __always_inline __u32 hand_i40e_rx_32_l2tag1(const void *d)
{
	return hand_i40e_rx_16_l2tag1(d);
}

static __always_inline __u32 hand_i40e_rx_32_rss(const void *d)
{
	return hand_i40e_rx_16_rss(d);
}

static __always_inline __u32 hand_i40e_rx_32_fcoe_param(const void *d)
{
	return hand_i40e_rx_16_fcoe_param(d);
}

static __always_inline __u64 hand_i40e_rx_32_status_error_len(const void *d)
{
	return hand_i40e_rx_16_status_error_len(d);
}

static __always_inline __u32 hand_i40e_rx_32_status(const void *d)
{
	return hand_i40e_rx_16_status(d);
}

static __always_inline __u32 hand_i40e_rx_32_dd(const void *d)
{
	return hand_i40e_rx_16_dd(d);
}

static __always_inline __u32 hand_i40e_rx_32_eof(const void *d)
{
	return hand_i40e_rx_16_eof(d);
}

static __always_inline __u32 hand_i40e_rx_32_l2tag1p(const void *d)
{
	return hand_i40e_rx_16_l2tag1p(d);
}

static __always_inline __u32 hand_i40e_rx_32_l3l4p(const void *d)
{
	return hand_i40e_rx_16_l3l4p(d);
}

static __always_inline __u32 hand_i40e_rx_32_crcp(const void *d)
{
	return hand_i40e_rx_16_crcp(d);
}

static __always_inline __u32 hand_i40e_rx_32_tsynindx(const void *d)
{
	return hand_i40e_rx_16_tsynindx(d);
}

static __always_inline __u32 hand_i40e_rx_32_tsynvalid(const void *d)
{
	return hand_i40e_rx_16_tsynvalid(d);
}

static __always_inline __u32 hand_i40e_rx_32_ext_udp_0(const void *d)
{
	return hand_i40e_rx_16_ext_udp_0(d);
}

static __always_inline __u32 hand_i40e_rx_32_umbcast(const void *d)
{
	return hand_i40e_rx_16_umbcast(d);
}

static __always_inline __u32 hand_i40e_rx_32_flm(const void *d)
{
	return hand_i40e_rx_16_flm(d);
}

static __always_inline __u32 hand_i40e_rx_32_fltstat(const void *d)
{
	return hand_i40e_rx_16_fltstat(d);
}

static __always_inline __u32 hand_i40e_rx_32_lpbk(const void *d)
{
	return hand_i40e_rx_16_lpbk(d);
}

static __always_inline __u32 hand_i40e_rx_32_ipv6exadd(const void *d)
{
	return hand_i40e_rx_16_ipv6exadd(d);
}

static __always_inline __u32 hand_i40e_rx_32_int_udp_0(const void *d)
{
	return hand_i40e_rx_16_int_udp_0(d);
}

static __always_inline __u32 hand_i40e_rx_32_progid(const void *d)
{
	return hand_i40e_rx_16_progid(d);
}

static __always_inline __u32 hand_i40e_rx_32_error(const void *d)
{
	return hand_i40e_rx_16_error(d);
}

static __always_inline __u32 hand_i40e_rx_32_rxe(const void *d)
{
	return hand_i40e_rx_16_rxe(d);
}

static __always_inline __u32 hand_i40e_rx_32_recipe(const void *d)
{
	return hand_i40e_rx_16_recipe(d);
}

static __always_inline __u32 hand_i40e_rx_32_hbo(const void *d)
{
	return hand_i40e_rx_16_hbo(d);
}

static __always_inline __u32 hand_i40e_rx_32_ipe(const void *d)
{
	return hand_i40e_rx_16_ipe(d);
}

static __always_inline __u32 hand_i40e_rx_32_l4e(const void *d)
{
	return hand_i40e_rx_16_l4e(d);
}

static __always_inline __u32 hand_i40e_rx_32_eipe(const void *d)
{
	return hand_i40e_rx_16_eipe(d);
}

static __always_inline __u32 hand_i40e_rx_32_l3l4e(const void *d)
{
	return hand_i40e_rx_16_l3l4e(d);
}

static __always_inline __u32 hand_i40e_rx_32_oversize(const void *d)
{
	return hand_i40e_rx_16_oversize(d);
}

static __always_inline __u32 hand_i40e_rx_32_pprs(const void *d)
{
	return hand_i40e_rx_16_pprs(d);
}

static __always_inline __u32 hand_i40e_rx_32_prog_status_error(const void *d)
{
	return hand_i40e_rx_16_prog_status_error(d);
}

static __always_inline __u32 hand_i40e_rx_32_fd_tbl_full(const void *d)
{
	return hand_i40e_rx_16_fd_tbl_full(d);
}

static __always_inline __u32 hand_i40e_rx_32_no_fd_entry(const void *d)
{
	return hand_i40e_rx_16_no_fd_entry(d);
}

static __always_inline __u32 hand_i40e_rx_32_fcoe_tbl_full(const void *d)
{
	return hand_i40e_rx_16_fcoe_tbl_full(d);
}

static __always_inline __u32 hand_i40e_rx_32_fcoe_conflict(const void *d)
{
	return hand_i40e_rx_16_fcoe_conflict(d);
}

static __always_inline __u32 hand_i40e_rx_32_ptype(const void *d)
{
	return hand_i40e_rx_16_ptype(d);
}

static __always_inline __u32 hand_i40e_rx_32_length_pbuf(const void *d)
{
	return hand_i40e_rx_16_length_pbuf(d);
}

static __always_inline __u32 hand_i40e_rx_32_length_hbuf(const void *d)
{
	return hand_i40e_rx_16_length_hbuf(d);
}

static __always_inline __u32 hand_i40e_rx_32_length_sph(const void *d)
{
	return hand_i40e_rx_16_length_sph(d);
}

static __always_inline __u32 hand_i40e_rx_32_known(const void *d)
{
	return hand_i40e_rx_16_known(d);
}

static __always_inline __u32 hand_i40e_rx_32_outer_ip(const void *d)
{
	return hand_i40e_rx_16_outer_ip(d);
}

static __always_inline __u32 hand_i40e_rx_32_outer_ip_ver(const void *d)
{
	return hand_i40e_rx_16_outer_ip_ver(d);
}

static __always_inline __u32 hand_i40e_rx_32_outer_frag(const void *d)
{
	return hand_i40e_rx_16_outer_frag(d);
}

static __always_inline __u32 hand_i40e_rx_32_tunnel_type(const void *d)
{
	return hand_i40e_rx_16_tunnel_type(d);
}

static __always_inline __u32 hand_i40e_rx_32_tunnel_end_prot(const void *d)
{
	return hand_i40e_rx_16_tunnel_end_prot(d);
}

static __always_inline __u32 hand_i40e_rx_32_tunnel_end_frag(const void *d)
{
	return hand_i40e_rx_16_tunnel_end_frag(d);
}

static __always_inline __u32 hand_i40e_rx_32_inner_prot(const void *d)
{
	return hand_i40e_rx_16_inner_prot(d);
}

static __always_inline __u32 hand_i40e_rx_32_payload_layer(const void *d)
{
	return hand_i40e_rx_16_payload_layer(d);
}

static __always_inline int hand_i40e_rx_32_rx_end_of_packet(const void *d)
{
	return hand_i40e_rx_16_rx_end_of_packet(d);
}

static __always_inline int hand_i40e_rx_32_rx_done(const void *d)
{
	return hand_i40e_rx_16_rx_done(d);
}

static __always_inline __u32 hand_i40e_rx_32_qword0_fd_id(const void *d)
{
	return HAND_I40E_LE32(d, 4);
}

static __always_inline __u32 hand_i40e_rx_32_ext_status(const void *d)
{
	return HAND_I40E_LE16(d, 16);
}

static __always_inline __u32 hand_i40e_rx_32_l2tag2p(const void *d)
{
	return HAND_I40E_LE16(d, 16) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_l2tag3p(const void *d)
{
	return (HAND_I40E_LE16(d, 16) >> 1) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_flexbl(const void *d)
{
	return (HAND_I40E_LE16(d, 16) >> 2) & 3;
}

static __always_inline __u32 hand_i40e_rx_32_flexbh(const void *d)
{
	return (HAND_I40E_LE16(d, 16) >> 4) & 3;
}

static __always_inline __u32 hand_i40e_rx_32_fdlongb(const void *d)
{
	return (HAND_I40E_LE16(d, 16) >> 9) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_fcoelongb(const void *d)
{
	return (HAND_I40E_LE16(d, 16) >> 10) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_pelongb(const void *d)
{
	return (HAND_I40E_LE16(d, 16) >> 11) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_l2tag2_1(const void *d)
{
	return HAND_I40E_LE16(d, 20);
}

static __always_inline __u32 hand_i40e_rx_32_l2tag2_2(const void *d)
{
	return HAND_I40E_LE16(d, 22);
}

static __always_inline __u32 hand_i40e_rx_32_flex_bytes_lo(const void *d)
{
	return HAND_I40E_LE32(d, 24);
}

static __always_inline __u32 hand_i40e_rx_32_pe_status(const void *d)
{
	return HAND_I40E_LE32(d, 24);
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_qpid(const void *d)
{
	return HAND_I40E_LE32(d, 24) & 0x3ffff;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_l4port(const void *d)
{
	return HAND_I40E_LE16(d, 24);
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_ipindex(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 16) & 0xff;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_qpidhit(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 24) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_apbvthit(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 25) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_portv(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 26) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_urg(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 27) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_ipfrag(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 28) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_pe_status_ipopt(const void *d)
{
	return (HAND_I40E_LE32(d, 24) >> 29) & 1;
}

static __always_inline __u32 hand_i40e_rx_32_flex_bytes_hi(const void *d)
{
	return HAND_I40E_LE32(d, 28);
}

static __always_inline __u32 hand_i40e_rx_32_fd_id(const void *d)
{
	return HAND_I40E_LE32(d, 28);
}

static __always_inline int hand_i40e_rx_32_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	return hand_i40e_rx_16_rx_hash(d, hash, type);
}

static __always_inline int hand_i40e_rx_32_rx_vlan_tag(const void *d, __be16 *vlan_proto,
						       __u16 *vlan_tci)
{
	return hand_i40e_rx_16_rx_vlan_tag(d, vlan_proto, vlan_tci);
}

static __always_inline int hand_i40e_rx_32_rx_csum(const void *d, __u32 *status, __u32 *level,
						   __u32 *csum)
{
	return hand_i40e_rx_16_rx_csum(d, status, level, csum);
}

static __always_inline int hand_i40e_rx_32_rx_packet_type(const void *d, __u32 *type)
{
	return hand_i40e_rx_16_rx_packet_type(d, type);
}

static __always_inline int hand_i40e_rx_32_rx_length(const void *d, __u32 *length)
{
	return hand_i40e_rx_16_rx_length(d, length);
}

static __always_inline int hand_i40e_rx_32_rx_flow_mark(const void *d, __u32 *mark)
{
	if (!(HAND_I40E_LE32(d, 8) & 1 << 11) || (HAND_I40E_LE16(d, 16) & 0x30) != 0x10)
		return -61;
	*mark = HAND_I40E_LE32(d, 28);
	return 0;
}

/* ---- i40e/tx-data ---- */

static __always_inline __u64 hand_i40e_tx_data_buffer_addr(const void *d)
{
	return HAND_I40E_LE64(d, 0);
}

static __always_inline __u64 hand_i40e_tx_data_cmd_type_offset_bsz(const void *d)
{
	return HAND_I40E_LE64(d, 8);
}

static __always_inline __u32 hand_i40e_tx_data_dtype(const void *d)
{
	return HAND_I40E_LE32(d, 8) & 0xf;
}

static __always_inline __u32 hand_i40e_tx_data_eop(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_i40e_tx_data_rs(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_i40e_tx_data_icrc(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_i40e_tx_data_il2tag1(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_i40e_tx_data_dummy(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 8) & 1;
}

static __always_inline __u32 hand_i40e_tx_data_iipt(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 9) & 3;
}

static __always_inline __u32 hand_i40e_tx_data_fcoet(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 11) & 1;
}

static __always_inline __u32 hand_i40e_tx_data_l4t(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 12) & 3;
}

static __always_inline __u32 hand_i40e_tx_data_eoft(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 12) & 3;
}

static __always_inline __u32 hand_i40e_tx_data_maclen(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 16) & 0x7f;
}

static __always_inline __u32 hand_i40e_tx_data_iplen(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 23) & 0x7f;
}

static __always_inline __u32 hand_i40e_tx_data_l4_fc_len(const void *d)
{
	return (HAND_I40E_LE64(d, 8) >> 30) & 0xf;
}

static __always_inline __u32 hand_i40e_tx_data_tx_buf_sz(const void *d)
{
	return (HAND_I40E_LE32(d, 12) >> 2) & 0x3fff;
}

static __always_inline __u32 hand_i40e_tx_data_l2tag1(const void *d)
{
	return HAND_I40E_LE16(d, 14);
}

static __always_inline int hand_i40e_tx_data_tx_length(const void *d, __u32 *length)
{
	*length = (HAND_I40E_LE32(d, 12) >> 2) & 0x3fff;
	return 0;
}

static __always_inline int hand_i40e_tx_data_tx_csum(const void *d, __u32 *flags)
{
	__u32 cmd = HAND_I40E_LE32(d, 8);
	__u32 l4t = (cmd >> 12) & 3;

	if (cmd & 1 << 11) /* FCOET */
		return -61;
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

static __always_inline int hand_i40e_tx_data_tx_vlan_tag(const void *d, __be16 *vlan_proto,
							 __u16 *vlan_tci)
{
	if (!(HAND_I40E_LE32(d, 8) & 1 << 7))
		return -61;
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = HAND_I40E_LE16(d, 14);
	return 0;
}

static __always_inline int hand_i40e_tx_data_tx_end_of_packet(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 4) & 1;
}

static __always_inline int hand_i40e_tx_data_tx_report(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 5) & 1;
}

static __always_inline int hand_i40e_tx_data_tx_done(const void *d)
{
	return (HAND_I40E_LE32(d, 8) & 0xf) == 0xf;
}

/* ---- i40e/tx-context ---- */

static __always_inline __u32 hand_i40e_tx_context_tunneling_params(const void *d)
{
	return HAND_I40E_LE32(d, 0);
}

static __always_inline __u32 hand_i40e_tx_context_ext_ip(const void *d)
{
	return HAND_I40E_LE32(d, 0) & 3;
}

static __always_inline __u32 hand_i40e_tx_context_ext_iplen(const void *d)
{
	return (HAND_I40E_LE32(d, 0) >> 2) & 0x3f;
}

static __always_inline __u32 hand_i40e_tx_context_natt(const void *d)
{
	return (HAND_I40E_LE32(d, 0) >> 9) & 3;
}

static __always_inline __u32 hand_i40e_tx_context_eip_noinc(const void *d)
{
	return (HAND_I40E_LE32(d, 0) >> 11) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_natlen(const void *d)
{
	return (HAND_I40E_LE32(d, 0) >> 12) & 0x7f;
}

static __always_inline __u32 hand_i40e_tx_context_decttl(const void *d)
{
	return (HAND_I40E_LE32(d, 0) >> 19) & 0xf;
}

static __always_inline __u32 hand_i40e_tx_context_l4t_cs(const void *d)
{
	return (HAND_I40E_LE32(d, 0) >> 23) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_l2tag2(const void *d)
{
	return HAND_I40E_LE16(d, 4);
}

static __always_inline __u64 hand_i40e_tx_context_type_cmd_tso_mss(const void *d)
{
	return HAND_I40E_LE64(d, 8);
}

static __always_inline __u32 hand_i40e_tx_context_dtype(const void *d)
{
	return HAND_I40E_LE32(d, 8) & 0xf;
}

static __always_inline __u32 hand_i40e_tx_context_tso(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 4) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_tsyn(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 5) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_il2tag2(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 6) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_il2tag2_il2h(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 7) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_swtch(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 8) & 3;
}

static __always_inline __u32 hand_i40e_tx_context_swpe(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 10) & 1;
}

static __always_inline __u32 hand_i40e_tx_context_tso_len(const void *d)
{
	return (HAND_I40E_LE64(d, 8) >> 30) & 0x3ffff;
}

static __always_inline __u32 hand_i40e_tx_context_mss(const void *d)
{
	return (HAND_I40E_LE16(d, 14) >> 2) & 0x3fff;
}

static __always_inline __u32 hand_i40e_tx_context_vsi(const void *d)
{
	return (HAND_I40E_LE16(d, 14) >> 2) & 0x1ff;
}

static __always_inline int hand_i40e_tx_context_tx_csum(const void *d, __u32 *flags)
{
	__u32 params = HAND_I40E_LE32(d, 0);

	*flags = 0;
	if ((params & 3) == 3) /* EXT_IP_IPV4 */
		*flags |= 0x20;
	if (params & 1 << 23) /* L4T_CS */
		*flags |= 0x40;
	return 0;
}

static __always_inline int hand_i40e_tx_context_tx_segmentation(const void *d, __u32 *mss)
{
	if (!(HAND_I40E_LE32(d, 8) & 1 << 4))
		return -61;
	*mss = HAND_I40E_LE16(d, 14) >> 2;
	return 0;
}

static __always_inline int hand_i40e_tx_context_tx_vlan_tag(const void *d, __be16 *vlan_proto,
							    __u16 *vlan_tci)
{
	if (!(HAND_I40E_LE32(d, 8) & 1 << 6))
		return -61;
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = HAND_I40E_LE16(d, 4);
	return 0;
}

static __always_inline int hand_i40e_tx_context_tx_timestamp_request(const void *d)
{
	return (HAND_I40E_LE32(d, 8) >> 5) & 1;
}

#endif
