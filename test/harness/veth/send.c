// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Sends packets out of an interface of this network namespace, and prints how many.
 *
 * send EGRESS.o INTERFACE PACKET…
 * PACKET: KIND[,tag=PROTO:TCI][,offload=PROTO:TCI][,hash=N][,size=N][,port=N][,count=N]
 *
 * Kinds: udp4, udp6, tcp4, tcp6, icmp4, icmp6: written byte by byte, through a packet socket, so without a hash.
 *        socket-udp4, socket-udp6, socket-tcp4, socket-tcp6: through a connected socket, so with the socket's hash.
 *        frame: a UDP packet as an XDP frame, with no socket buffer around it.
 *        file=PATH: a struct virtio_net_hdr and a whole Ethernet frame in hexadecimal, one a line.
 * A tag is in the bytes of the packet; an offload is a tag beside it, as a NIC that strips tags leaves it.
 */
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "marks.h"

/* Newer than the headers of some. */
#ifndef BPF_F_TEST_XDP_LIVE_FRAMES
#define BPF_F_TEST_XDP_LIVE_FRAMES (1U << 1)
#endif

#define PORT 9

/* The two ends, as the harness sets them up: the last byte is the end. */
static const unsigned char MACS[2 * ETH_ALEN] = { 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1 };
static const unsigned char IPV4[] = { 10, 0, 0, 1, 10, 0, 0, 2 };
static const unsigned char IPV6[] = { 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
				      0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 };

struct packet {
	char kind[32];
	unsigned int tag, offload, hash, size, port, count;
	bool tagged, offloaded;
};

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n", name, what, strerror(errno));
	exit(1);
}

static struct packet parse(char *text)
{
	struct packet packet = { .size = 32, .port = PORT, .count = 1 };
	char *word = strtok(text, ",");
	unsigned int proto, tci;

	snprintf(packet.kind, sizeof(packet.kind), "%s", word ? word : "");
	while ((word = strtok(NULL, ","))) {
		if (sscanf(word, "tag=%x:%i", &proto, &tci) == 2) {
			packet.tagged = true;
			packet.tag = proto << 16 | (tci & 0xffff);
		} else if (sscanf(word, "offload=%x:%i", &proto, &tci) == 2) {
			packet.offloaded = true;
			packet.offload = proto << 16 | (tci & 0xffff);
		} else if (sscanf(word, "hash=%i", &packet.hash) != 1 && sscanf(word, "size=%u", &packet.size) != 1 &&
			   sscanf(word, "port=%u", &packet.port) != 1 && sscanf(word, "count=%u", &packet.count) != 1) {
			fail("unknown property of a packet", word);
		}
	}
	if (packet.size > 1400)
		fail("too large", packet.kind);
	return packet;
}

static unsigned char *put16(unsigned char *at, unsigned int value)
{
	*at++ = value >> 8;
	*at++ = value;
	return at;
}

static unsigned int sum(const unsigned char *bytes, size_t size, unsigned int start)
{
	for (size_t i = 0; i < size; i++)
		start += i % 2 ? bytes[i] : bytes[i] << 8;
	return start;
}

static unsigned int folded(unsigned int value)
{
	while (value >> 16)
		value = (value & 0xffff) + (value >> 16);
	return ~value & 0xffff;
}

/* The transport header, its length and the place of its checksum. */
static size_t put_transport(unsigned char *at, const struct packet *packet, unsigned int protocol, size_t *checksum)
{
	memset(at, 0, 20);
	switch (protocol) {
	case IPPROTO_UDP:
		put16(put16(put16(at, 4000), packet->port), 8 + packet->size);
		*checksum = 6;
		return 8;
	case IPPROTO_TCP:
		put16(put16(at, 4000), packet->port);
		at[12] = 5 << 4;
		at[13] = 2; /* SYN */
		*checksum = 16;
		return 20;
	case IPPROTO_ICMP:
		at[0] = 8;
		*checksum = 2;
		return 8;
	default:
		at[0] = 128;
		*checksum = 2;
		return 8;
	}
}

static unsigned int protocol_of(const char *kind)
{
	if (strstr(kind, "tcp"))
		return IPPROTO_TCP;
	if (strstr(kind, "icmp"))
		return strchr(kind, '6') ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
	return IPPROTO_UDP;
}

/* A whole Ethernet frame. */
static size_t put_frame(unsigned char *frame, const struct packet *packet)
{
	bool six = strchr(packet->kind, '6');
	const unsigned char *addresses = six ? IPV6 : IPV4;
	size_t width = six ? 32 : 8, checksum, header;
	unsigned int protocol = protocol_of(packet->kind);
	unsigned char transport[1500], *at = frame;

	header = put_transport(transport, packet, protocol, &checksum);
	for (size_t i = 0; i < packet->size; i++)
		transport[header + i] = i;
	/* ICMP alone has no pseudo header. */
	put16(transport + checksum,
	      folded(sum(transport, header + packet->size,
			 protocol == IPPROTO_ICMP ? 0 : sum(addresses, width, protocol + header + packet->size))));

	memcpy(at, MACS, sizeof(MACS));
	at += sizeof(MACS);
	if (packet->tagged)
		at = put16(put16(at, packet->tag >> 16), packet->tag);
	at = put16(at, six ? ETH_P_IPV6 : ETH_P_IP);
	if (six) {
		at = put16(put16(put16(at, 0x6000), 0), header + packet->size);
		at = put16(at, protocol << 8 | 64);
	} else {
		unsigned char *ip = at;

		at = put16(put16(at, 0x4500), 20 + header + packet->size);
		at = put16(put16(put16(put16(at, 0), 0x4000), 64 << 8 | protocol), 0);
		put16(ip + 10, folded(sum(addresses, width, sum(ip, 12, 0))));
	}
	memcpy(at, addresses, width);
	at += width;
	memcpy(at, transport, header + packet->size);
	return at + header + packet->size - frame;
}

/* What the program on the way out is to do with the packets of a socket. */
static void mark(int fd, const struct packet *packet)
{
	unsigned int value = MARK_OURS;

	if (packet->offloaded) {
		value |= MARK_TAG | (packet->offload & 0xffff);
		if (packet->offload >> 16 == ETH_P_8021AD)
			value |= MARK_SERVICE;
	}
	if (setsockopt(fd, SOL_SOCKET, SO_MARK, &value, sizeof(value)) ||
	    setsockopt(fd, SOL_SOCKET, SO_PRIORITY, &packet->hash, sizeof(packet->hash)))
		fail("cannot be marked", packet->kind);
}

static void send_raw(const struct packet *packet, int interface)
{
	int fd = socket(AF_PACKET, SOCK_RAW, 0);
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_ifindex = interface };
	unsigned char frame[2000];
	size_t size = put_frame(frame, packet);

	if (fd < 0)
		fail("no packet socket", packet->kind);
	mark(fd, packet);
	if (sendto(fd, frame, size, 0, (struct sockaddr *)&to, sizeof(to)) != (ssize_t)size)
		fail("cannot be sent", packet->kind);
	close(fd);
}

/* Of TCP only the SYN: the socket is closed before it would be sent once more. */
static void send_socket(const struct packet *packet)
{
	bool tcp = strstr(packet->kind, "tcp"), six = strchr(packet->kind, '6');
	int fd = socket(six ? AF_INET6 : AF_INET, (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK, 0);
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(packet->port) };
	struct sockaddr_in6 long_six = { .sin6_family = AF_INET6, .sin6_port = htons(packet->port) };
	unsigned char payload[1500] = {};

	memcpy(&four.sin_addr, IPV4 + 4, 4);
	memcpy(&long_six.sin6_addr, IPV6 + 16, 16);
	if (fd < 0)
		fail("no socket", packet->kind);
	mark(fd, packet);
	if (connect(fd, six ? (struct sockaddr *)&long_six : (struct sockaddr *)&four,
		    six ? sizeof(long_six) : sizeof(four)) &&
	    errno != EINPROGRESS)
		fail("cannot be connected", packet->kind);
	if (!tcp && send(fd, payload, packet->size, 0) != (ssize_t)packet->size)
		fail("cannot be sent", packet->kind);
	close(fd);
}

static unsigned int send_file(const char *path, int interface)
{
	int fd = socket(AF_PACKET, SOCK_RAW, 0);
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_ifindex = interface };
	static char line[2 * 10000];
	unsigned int sent = 0;
	FILE *file = fopen(path, "r");
	int header = 1;

	if (fd < 0 || !file)
		fail("cannot be opened", path);
	if (setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &header, sizeof(header)))
		fail("no headers in front of frames", path);
	while (fgets(line, sizeof(line), file)) {
		unsigned char frame[sizeof(line) / 2];
		size_t size = 0;

		while (sscanf(line + 2 * size, "%2hhx", frame + size) == 1)
			size++;
		if (sendto(fd, frame, size, 0, (struct sockaddr *)&to, sizeof(to)) != (ssize_t)size)
			fail("a frame cannot be sent", path);
		sent++;
	}
	fclose(file);
	close(fd);
	return sent;
}

/* The kernel makes an XDP frame of the bytes, and a program redirects it to the interface. */
static void send_frame(const struct packet *packet, int interface)
{
	const struct bpf_insn code[] = {
		{ .code = BPF_ALU | BPF_MOV | BPF_K, .dst_reg = BPF_REG_1, .imm = interface },
		{ .code = BPF_ALU | BPF_MOV | BPF_K, .dst_reg = BPF_REG_2, .imm = 0 },
		{ .code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_redirect },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	unsigned char frame[2000];
	struct xdp_md context = { .data_end = put_frame(frame, packet) };
	int program = bpf_prog_load(BPF_PROG_TYPE_XDP, "frame", "GPL", code, sizeof(code) / sizeof(code[0]), NULL);
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = frame, .data_size_in = context.data_end, .ctx_in = &context,
		    .ctx_size_in = sizeof(context), .repeat = 1, .flags = BPF_F_TEST_XDP_LIVE_FRAMES);

	if (program < 0)
		fail("the kernel refuses the redirection", packet->kind);
	if (bpf_prog_test_run_opts(program, &options))
		fail("cannot be sent", packet->kind);
	close(program);
}

static void watch_egress(const char *path, int interface)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = interface, .attach_point = BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, options);
	int error;

	if (!object || bpf_object__load(object))
		fail("cannot be loaded", path);
	options.prog_fd = bpf_program__fd(bpf_object__find_program_by_name(object, "egress"));
	error = bpf_tc_hook_create(&hook);
	if ((error && error != -EEXIST) || bpf_tc_attach(&hook, &options))
		fail("cannot be attached", path);
	bpf_object__close(object);
}

int main(int argc, char **argv)
{
	int interface = argc > 2 ? if_nametoindex(argv[2]) : 0;
	unsigned int sent = 0;

	if (!interface)
		fail("no such interface", argc > 2 ? argv[2] : "send EGRESS.o INTERFACE PACKET...");
	/* Without packets only the way out is closed for all that is not ours. */
	if (argc == 3)
		watch_egress(argv[1], interface);
	for (int i = 3; i < argc; i++) {
		struct packet packet;

		if (!strncmp(argv[i], "file=", 5)) {
			sent += send_file(argv[i] + 5, interface);
			continue;
		}
		packet = parse(argv[i]);
		for (unsigned int j = 0; j < packet.count; j++, sent++) {
			if (!strncmp(packet.kind, "socket-", 7))
				send_socket(&packet);
			else if (!strcmp(packet.kind, "frame"))
				send_frame(&packet, interface);
			else
				send_raw(&packet, interface);
		}
	}
	printf("%u\n", sent);
	return 0;
}
