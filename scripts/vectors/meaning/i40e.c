// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: drivers/net/ethernet/intel/i40e/i40e_common.c drivers/net/ethernet/intel/libie/rx.c
// differs: i40e/rx-16 6.1 has another packet type table, counts errors without a layer 4 too, calls no ICMP good and gives a hash of unknown packet types
// differs: i40e/rx-32 6.1 has another packet type table, counts errors without a layer 4 too, calls no ICMP good and gives a hash of unknown packet types
#include "drivers/net/ethernet/intel/i40e/i40e_txrx.c"
#include "../meaning.h"

#define STATUS(stem) BIT_ULL(I40E_RX_DESC_STATUS_##stem##_SHIFT)
#define ERROR(stem) BIT_ULL(I40E_RXD_QW1_ERROR_SHIFT + I40E_RX_DESC_ERROR_##stem##_SHIFT)
#define FLTSTAT (3ULL << I40E_RX_DESC_STATUS_FLTSTAT_SHIFT)
#define ERRORS (ERROR(IPE) | ERROR(L4E) | ERROR(EIPE) | ERROR(PPRS) | STATUS(IPV6EXADD))

#define WITH_LIBIE (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0))

/* The descriptor tells only which of four registers holds the time. */
static int register_read;

void i40e_ptp_rx_hwtstamp(struct i40e_pf *pf, struct sk_buff *skb, u8 index)
{
	register_read = index;
}

/* libie calls the hash of a few frames without IP one of layer 3, but has no hash_type for them. */
static bool hash_is_told(u8 ptype)
{
#if WITH_LIBIE
	struct libeth_rx_pt pt = libie_rx_pt_parse(ptype);

	return pt.payload_layer <= LIBETH_RX_PT_PAYLOAD_L2 || pt.outer_ip != LIBETH_RX_PT_OUTER_L2;
#else
	return true;
#endif
}

/* A frame without IP has no checksums: libie's timesync frames pass libeth's test all the same. */
static bool checksum_is_told(u8 ptype)
{
	return ptype != 2;
}

static void first_16_bytes(union i40e_16byte_rx_desc *d)
{
	static struct i40e_pf pf;
	static struct i40e_vsi vsi;
	struct i40e_ring ring = { .vsi = &vsi, .netdev = netdev };
	__le64 *qword1 = &d->wb.qword1.status_error_len;
	u8 ptype;

	switch (CHOOSE(4)) {
	case 0: /* every packet type: good, bad and IPv6 with extension headers */
		SET(le64, *qword1, STATUS(L3L4P) | FLTSTAT | ERRORS,
		    STATUS(L3L4P) | FLTSTAT | ONE_OF(0, ERROR(IPE), STATUS(IPV6EXADD)));
		VARY(le64, *qword1, I40E_RXD_QW1_PTYPE_MASK);
		break;
	case 1: /* every verdict: one packet type of each kind */
		SET(le64, *qword1, I40E_RXD_QW1_PTYPE_MASK,
		    ONE_OF(0, 1, 2, 12, 22, 24, 26, 28, 43, 46, 50, 88, 90, 94, 109, 112, 116) << I40E_RXD_QW1_PTYPE_SHIFT);
		VARY(le64, *qword1, STATUS(L3L4P) | ERRORS);
		break;
	case 2:
		SET(le64, *qword1, I40E_RXD_QW1_PTYPE_MASK, 26ULL << I40E_RXD_QW1_PTYPE_SHIFT);
		VARY(le64, *qword1, FLTSTAT);
		break;
	case 3:
		VARY(le64, *qword1, STATUS(L2TAG1P) | I40E_RXD_QW1_STATUS_TSYNVALID_MASK |
		     I40E_RXD_QW1_STATUS_TSYNINDX_MASK);
		break;
	}

	pf.hw_csum_rx_error = 0;
	vsi.back = &pf;
	vsi.netdev = netdev;
	register_read = -1;
	ptype = (le64_to_cpu(*qword1) & I40E_RXD_QW1_PTYPE_MASK) >> I40E_RXD_QW1_PTYPE_SHIFT;
	i40e_process_skb_fields(&ring, (union i40e_rx_desc *)d, skb);
	if (checksum_is_told(ptype)) {
		EXPECT_CHECKSUM();
		EXPECT_CSUM_ERROR(pf.hw_csum_rx_error);
	}
	if (hash_is_told(ptype))
		EXPECT_HASH();
	EXPECT_VLAN();
	if (register_read < 0)
		vec_expect("hwtstamp_register", "null");
	else
		vec_expect("hwtstamp_register", "%d", register_read);
}

#define FUNCTIONS "i40e_process_skb_fields", "i40e_rx_checksum", "i40e_rx_hash"

MEANING("i40e/rx-16", union i40e_16byte_rx_desc, FUNCTIONS) { first_16_bytes(d); }
MEANING("i40e/rx-32", union i40e_32byte_rx_desc, FUNCTIONS) { first_16_bytes((void *)d); }
