// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include "drivers/net/ethernet/amazon/ena/ena_eth_io_defs.h"

#define RX(word, stem) MASKED(word, ENA_ETH_IO_RX_CDESC_BASE_##stem##_MASK)
#define TX(word, stem) MASKED(word, ENA_ETH_IO_TX_DESC_##stem##_MASK)
#define META(word, stem) MASKED(word, ENA_ETH_IO_TX_META_DESC_##stem##_MASK)

DESCRIPTOR("ena/rx-cdesc", struct ena_eth_io_rx_cdesc_base)
{
	FIELD(status, d->status);
	FIELD(l3_proto_idx, RX(d->status, L3_PROTO_IDX));
	FIELD(src_vlan_cnt, RX(d->status, SRC_VLAN_CNT));
	FIELD(l4_proto_idx, RX(d->status, L4_PROTO_IDX));
	FIELD(l3_csum_err, RX(d->status, L3_CSUM_ERR));
	FIELD(l4_csum_err, RX(d->status, L4_CSUM_ERR));
	FIELD(ipv4_frag, RX(d->status, IPV4_FRAG));
	FIELD(l4_csum_checked, RX(d->status, L4_CSUM_CHECKED));
	FIELD(phase, RX(d->status, PHASE));
	FIELD(l3_csum2, RX(d->status, L3_CSUM2));
	FIELD(first, RX(d->status, FIRST));
	FIELD(last, RX(d->status, LAST));
	FIELD(buffer, RX(d->status, BUFFER));
	FIELD(length, d->length);
	FIELD(req_id, d->req_id);
	FIELD(hash, d->hash);
	FIELD(sub_qid, d->sub_qid);
	FIELD(offset, d->offset);
}

DESCRIPTOR("ena/tx-desc", struct ena_eth_io_tx_desc)
{
	FIELD(len_ctrl, d->len_ctrl);
	FIELD(length, TX(d->len_ctrl, LENGTH));
	FIELD(req_id_hi, TX(d->len_ctrl, REQ_ID_HI));
	FIELD(meta_desc, TX(d->len_ctrl, META_DESC));
	FIELD(phase, TX(d->len_ctrl, PHASE));
	FIELD(first, TX(d->len_ctrl, FIRST));
	FIELD(last, TX(d->len_ctrl, LAST));
	FIELD(comp_req, TX(d->len_ctrl, COMP_REQ));
	FIELD(meta_ctrl, d->meta_ctrl);
	FIELD(l3_proto_idx, TX(d->meta_ctrl, L3_PROTO_IDX));
	FIELD(df, TX(d->meta_ctrl, DF));
	FIELD(tso_en, TX(d->meta_ctrl, TSO_EN));
	FIELD(l4_proto_idx, TX(d->meta_ctrl, L4_PROTO_IDX));
	FIELD(l3_csum_en, TX(d->meta_ctrl, L3_CSUM_EN));
	FIELD(l4_csum_en, TX(d->meta_ctrl, L4_CSUM_EN));
	FIELD(ethernet_fcs_dis, TX(d->meta_ctrl, ETHERNET_FCS_DIS));
	FIELD(l4_csum_partial, TX(d->meta_ctrl, L4_CSUM_PARTIAL));
	FIELD(req_id_lo, TX(d->meta_ctrl, REQ_ID_LO));
	/* Ten bits below, as ena_com_prepare_tx cuts it. */
	FIELD(req_id, TX(d->len_ctrl, REQ_ID_HI) << 10 | TX(d->meta_ctrl, REQ_ID_LO));
	FIELD(buff_addr_lo, d->buff_addr_lo);
	FIELD(buff_addr_hi_hdr_sz, d->buff_addr_hi_hdr_sz);
	FIELD(addr_hi, TX(d->buff_addr_hi_hdr_sz, ADDR_HI));
	FIELD(header_length, TX(d->buff_addr_hi_hdr_sz, HEADER_LENGTH));
	FIELD(buff_addr, TX(d->buff_addr_hi_hdr_sz, ADDR_HI) << 32 | d->buff_addr_lo);
}

DESCRIPTOR("ena/tx-meta", struct ena_eth_io_tx_meta_desc)
{
	FIELD(len_ctrl, d->len_ctrl);
	FIELD(req_id_lo, META(d->len_ctrl, REQ_ID_LO));
	FIELD(ext_valid, META(d->len_ctrl, EXT_VALID));
	FIELD(mss_hi, META(d->len_ctrl, MSS_HI));
	FIELD(eth_meta_type, META(d->len_ctrl, ETH_META_TYPE));
	FIELD(meta_store, META(d->len_ctrl, META_STORE));
	FIELD(meta_desc, META(d->len_ctrl, META_DESC));
	FIELD(phase, META(d->len_ctrl, PHASE));
	FIELD(first, META(d->len_ctrl, FIRST));
	FIELD(last, META(d->len_ctrl, LAST));
	FIELD(comp_req, META(d->len_ctrl, COMP_REQ));
	FIELD(word1, d->word1);
	FIELD(req_id_hi, META(d->word1, REQ_ID_HI));
	FIELD(req_id, META(d->word1, REQ_ID_HI) << 10 | META(d->len_ctrl, REQ_ID_LO));
	FIELD(word2, d->word2);
	FIELD(l3_hdr_len, META(d->word2, L3_HDR_LEN));
	FIELD(l3_hdr_off, META(d->word2, L3_HDR_OFF));
	FIELD(l4_hdr_len_in_words, META(d->word2, L4_HDR_LEN_IN_WORDS));
	FIELD(mss_lo, META(d->word2, MSS_LO));
	/* Ten bits below, as ena_com_create_meta cuts it. */
	FIELD(mss, META(d->len_ctrl, MSS_HI) << 10 | META(d->word2, MSS_LO));
}

DESCRIPTOR("ena/tx-cdesc", struct ena_eth_io_tx_cdesc)
{
	FIELD(req_id, d->req_id);
	FIELD(status, d->status);
	FIELD(flags, d->flags);
	FIELD(phase, MASKED(d->flags, ENA_ETH_IO_TX_CDESC_PHASE_MASK));
	FIELD(sub_qid, d->sub_qid);
	FIELD(sq_head_idx, d->sq_head_idx);
}
