// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * nicdesc/loader.h at work: OBJECT INTERFACE [driver=D] [format=F] [bound] [without-perfmon]
 * What came of it is a line of JSON.
 */
#include <linux/capability.h>
#include <sys/syscall.h>
#include <nicdesc/loader.h>

/* CAP_SYS_ADMIN stands for CAP_PERFMON, so both go. */
static int drop_perfmon(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data))
		return -1;
	data[CAP_TO_INDEX(CAP_PERFMON)].effective &= ~CAP_TO_MASK(CAP_PERFMON);
	data[CAP_TO_INDEX(CAP_SYS_ADMIN)].effective &= ~CAP_TO_MASK(CAP_SYS_ADMIN);
	return syscall(SYS_capset, &header, data);
}

int main(int argc, char **argv)
{
	struct nicdesc_setup setup = {};
	struct bpf_program *program;
	struct bpf_object *object;
	int err, load = 0, attach = 0;

	libbpf_set_print(NULL);
	for (int i = 3; i < argc; i++) {
		if (!strncmp(argv[i], "driver=", 7))
			setup.driver = argv[i] + 7;
		else if (!strncmp(argv[i], "format=", 7))
			setup.format = argv[i] + 7;
		else if (!strcmp(argv[i], "bound"))
			setup.device_bound = 1;
		else if (drop_perfmon())
			return 1;
	}
	object = bpf_object__open_file(argv[1], NULL);
	if (argc < 3 || !object)
		return 1;
	err = nicdesc_setup(object, argv[2], &setup);
	if (!err)
		load = bpf_object__load(object);
	program = bpf_object__next_program(object, NULL);
	if (!err && !load)
		attach = nicdesc_attach_xdp(program, argv[2], &setup);
	if (!err && !load && !attach)
		bpf_xdp_detach(if_nametoindex(argv[2]), XDP_FLAGS_DRV_MODE, NULL);
	printf("{\"error\":%d,\"load\":%d,\"attach\":%d,\"nic\":\"%#llx\",\"format\":\"%s\","
	       "\"ethtool\":\"%s\",\"why\":\"%s\"}\n",
	       err, load, attach, (unsigned long long)setup.nic, setup.format ? setup.format : "",
	       setup.ethtool, setup.why);
	return 0;
}
