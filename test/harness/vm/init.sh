#!/bin/busybox sh
# The first process: the host's files, read-only under a layer of memory, and then the command of the job.
/bin/busybox --install -s /bin
export PATH=/bin
mkdir -p /proc /sys /dev /host /job /layer /new
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for module in /modules/*; do
	insmod "$module"
done
mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose,ro host /host
mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=none job /job
mount -t tmpfs layer /layer
mkdir /layer/files /layer/work
mount -t overlay -o lowerdir=/host,upperdir=/layer/files,workdir=/layer/work overlay /new || exit 1
mount --move /proc /new/proc
mount --move /sys /new/sys
mount --move /dev /new/dev
mkdir -p /new/dev/pts /new/dev/shm /new/run/netns
mount -t devpts devpts /new/dev/pts
mount -t tmpfs shm /new/dev/shm
mount -t bpf bpf /new/sys/fs/bpf
mount -t cgroup2 cgroup /new/sys/fs/cgroup
mount -t debugfs debug /new/sys/kernel/debug
mount -t tracefs tracing /new/sys/kernel/tracing
release=$(uname -r)
echo "$release" >/job/release
rm -rf "/new/lib/modules/$release"
mkdir -p /new/lib/modules
ln -s "$(cat /job/modules)" "/new/lib/modules/$release"
# The kernel asks for modules by a program of its own root, which is still this one.
mkdir /sbin
printf '#!/bin/sh\nexec chroot /new /sbin/modprobe "$@"\n' >/sbin/modprobe
chmod 755 /sbin/modprobe
ip link set lo up
chroot /new /bin/bash "$(cat /job/path)/command" >/job/stdout 2>/job/stderr </new/dev/null
echo $? >/job/status
sync
poweroff -f
