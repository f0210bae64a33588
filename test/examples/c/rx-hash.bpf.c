// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "rx_hash.bpf.c"
#include "traced.h"

TRACED(handle_rx_cqe)
TRACED(handle_rx_cqe_mpwrq)
