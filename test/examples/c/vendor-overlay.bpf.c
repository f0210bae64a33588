// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "pretend.h"
#include "gtpu.bpf.c"
#include "traced.h"

TRACED(clean_rx_irq)
