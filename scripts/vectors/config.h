/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Options of Debian's kernel that make no sense in a process, taken back. */
#undef CONFIG_SMP              /* per-CPU variables become plain ones */
#undef CONFIG_PREEMPTION
#undef CONFIG_PREEMPT_COUNT
#undef CONFIG_PREEMPT_RCU
#undef CONFIG_PREEMPT_DYNAMIC
#undef CONFIG_PARAVIRT         /* no hypervisor's table of operations */
#undef CONFIG_PARAVIRT_XXL
#undef CONFIG_PARAVIRT_SPINLOCKS
#undef CONFIG_QUEUED_SPINLOCKS /* one processor needs none */
#undef CONFIG_ARCH_HAS_LAZY_MMU_MODE
#undef CONFIG_RETPOLINE        /* indirect calls are plain */
#undef CONFIG_MITIGATION_RETPOLINE
#undef CONFIG_JUMP_LABEL       /* static keys are variables */
#undef CONFIG_TRACEPOINTS
#undef CONFIG_DYNAMIC_DEBUG
#undef CONFIG_DYNAMIC_DEBUG_CORE
#undef CONFIG_FORTIFY_SOURCE
#undef CONFIG_HARDENED_USERCOPY
#undef CONFIG_BUG_ON_DATA_CORRUPTION
#undef CONFIG_DEBUG_LIST
#undef CONFIG_MODVERSIONS
