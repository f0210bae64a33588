/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the sender tells the program on its way out, in the mark of a socket; the hash is in its priority. */
#ifndef VETH_MARKS_H
#define VETH_MARKS_H

#define MARK_OURS (1U << 16)
/* The lower 16 bits are a tag, to be put beside the packet. */
#define MARK_TAG (1U << 17)
/* It is an 802.1ad tag, not an 802.1Q one. */
#define MARK_SERVICE (1U << 18)

#endif
