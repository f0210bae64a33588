/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Memory that programs take for the kernel's: a test says what is in it. Shared by the programs and world.c. */
#ifndef ACCESS_WORLD_H
#define ACCESS_WORLD_H

#define WORLD_BYTES (1 << 20)
#define WORLD_WORDS 112
#define WORLD_FOUND 256

struct world {
	/* Where the kernel has it. */
	unsigned long long self;
	/* The xdp_buff, and the arguments of a function. */
	unsigned long long xdp;
	unsigned long long args[14];
	/* What the program answers, and the descriptor that it found. */
	unsigned long long out[WORLD_WORDS];
	unsigned char found[WORLD_FOUND];
	unsigned char memory[WORLD_BYTES];
};

#endif
