// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include "drivers/net/ethernet/google/gve/gve_desc.h"
#include "drivers/net/ethernet/google/gve/gve_desc_dqo.h"

#define FLAG(x) (!!(d->flags_seq & GVE_RXF_##x))

DESCRIPTOR("gve/rx-desc", struct gve_rx_desc)
{
	FIELD(rss_hash, be32_to_cpu(d->rss_hash));
	FIELD(mss, be16_to_cpu(d->mss));
	FIELD(hdr_len, d->hdr_len);
	FIELD(hdr_off, d->hdr_off);
	FIELD(csum, (__force u16)d->csum);
	FIELD(len, be16_to_cpu(d->len));
	FIELD(flags_seq, be16_to_cpu(d->flags_seq));
	FIELD(seqno, GVE_SEQNO(d->flags_seq));
	FIELD(frag, FLAG(FRAG));
	FIELD(ipv4, FLAG(IPV4));
	FIELD(ipv6, FLAG(IPV6));
	FIELD(tcp, FLAG(TCP));
	FIELD(udp, FLAG(UDP));
	FIELD(err, FLAG(ERR));
	FIELD(pkt_cont, FLAG(PKT_CONT));
}

/* The end of struct gve_rx_compl_desc_dqo as Linux 6.18 and later declare it. */
struct newer_rx_compl_desc_dqo {
	u8 before[10];
	u8 reserved5;
	u8 ts_sub_nsecs_low;
	u8 between[16];
	__le32 ts;
} __packed;
static_assert(sizeof(struct newer_rx_compl_desc_dqo) == sizeof(struct gve_rx_compl_desc_dqo));
static_assert(offsetof(struct newer_rx_compl_desc_dqo, reserved5) ==
	      offsetof(struct gve_rx_compl_desc_dqo, reserved5));
#define GVE_DQO_RX_HWTSTAMP_VALID 0x1

DESCRIPTOR("gve/rx-compl-dqo", struct gve_rx_compl_desc_dqo)
{
	const struct newer_rx_compl_desc_dqo *newer = (void *)d;

	FIELD(rxdid, d->rxdid);
	FIELD(loopback, d->loopback);
	FIELD(ipv6_ex_add, d->ipv6_ex_add);
	FIELD(rx_error, d->rx_error);
	FIELD(packet_type, d->packet_type);
	FIELD(ip_hdr_err, d->ip_hdr_err);
	FIELD(udp_len_err, d->udp_len_err);
	FIELD(raw_cs_invalid, d->raw_cs_invalid);
	FIELD(packet_len, d->packet_len);
	FIELD(generation, d->generation);
	FIELD(buffer_queue_id, d->buffer_queue_id);
	FIELD(header_len, d->header_len);
	FIELD(rsc, d->rsc);
	FIELD(split_header, d->split_header);
	FIELD(descriptor_done, d->descriptor_done);
	FIELD(end_of_packet, d->end_of_packet);
	FIELD(header_buffer_overflow, d->header_buffer_overflow);
	FIELD(l3_l4_processed, d->l3_l4_processed);
	FIELD(csum_ip_err, d->csum_ip_err);
	FIELD(csum_l4_err, d->csum_l4_err);
	FIELD(csum_external_ip_err, d->csum_external_ip_err);
	FIELD(csum_external_udp_err, d->csum_external_udp_err);
	FIELD(status_error1, d->status_error1);
	FIELD(ts_sub_nsecs_low, newer->ts_sub_nsecs_low);
	FIELD(rx_hwtstamp_valid, MASKED(newer->ts_sub_nsecs_low, GVE_DQO_RX_HWTSTAMP_VALID));
	FIELD(buf_id, le16_to_cpu(d->buf_id));
	FIELD(raw_cs, le16_to_cpu(d->raw_cs));
	FIELD(rsc_seg_len, le16_to_cpu(d->rsc_seg_len));
	FIELD(hash, le32_to_cpu(d->hash));
	FIELD(ts, le32_to_cpu(newer->ts));
}

DESCRIPTOR("gve/tx-pkt-dqo", struct gve_tx_pkt_desc_dqo)
{
	FIELD(buf_addr, le64_to_cpu(d->buf_addr));
	FIELD(dtype, d->dtype);
	FIELD(end_of_packet, d->end_of_packet);
	FIELD(checksum_offload_enable, d->checksum_offload_enable);
	FIELD(report_event, d->report_event);
	FIELD(compl_tag, le16_to_cpu(d->compl_tag));
	FIELD(buf_size, d->buf_size);
}

#ifndef GVE_ALT_MISS_COMPL_BIT /* Linux 6.1 */
#define GVE_ALT_MISS_COMPL_BIT BIT(15)
#endif

DESCRIPTOR("gve/tx-compl-dqo", struct gve_tx_compl_desc)
{
	FIELD(id, d->id);
	FIELD(type, d->type);
	FIELD(generation, d->generation);
	FIELD(tx_head, le16_to_cpu(d->tx_head));
	FIELD(completion_tag, le16_to_cpu(d->completion_tag));
	FIELD(alt_miss_compl, MASKED(le16_to_cpu(d->completion_tag), GVE_ALT_MISS_COMPL_BIT));
	FIELD(compl_tag, le16_to_cpu(d->completion_tag) & ~GVE_ALT_MISS_COMPL_BIT);
}
