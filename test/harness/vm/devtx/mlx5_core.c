// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * A module for the kernel that stands in for mlx5_core: an interface that says it is driven by it, the function of the
 * ordinary hook, and, with -DWITH_DEVTX, one of the name that was proposed. Writing to the parameter calls them.
 */
#include <linux/ethtool.h>
#include <linux/etherdevice.h>
#include <linux/mlx5/device.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

struct mlx5e_txqsq;

static struct net_device *device;

void mlx5e_consume_skb(struct mlx5e_txqsq *sq, struct sk_buff *skb, struct mlx5_cqe64 *cqe, int napi_budget);
void mlx5_devtx_complete_skb(struct mlx5_cqe64 *cqe, struct sk_buff *skb);

noinline void mlx5e_consume_skb(struct mlx5e_txqsq *sq, struct sk_buff *skb, struct mlx5_cqe64 *cqe, int napi_budget)
{
	asm volatile("" : : "r"(sq), "r"(skb), "r"(cqe), "r"(napi_budget) : "memory");
}

#ifdef WITH_DEVTX
noinline void mlx5_devtx_complete_skb(struct mlx5_cqe64 *cqe, struct sk_buff *skb)
{
	asm volatile("" : : "r"(cqe), "r"(skb) : "memory");
}
#endif

static int complete_packet(const char *value, const struct kernel_param *param)
{
	static struct mlx5_cqe64 cqe;
	struct sk_buff *skb = alloc_skb(128, GFP_KERNEL);

	if (!skb)
		return -ENOMEM;
	skb_put(skb, 77);
	cqe.wqe_counter = cpu_to_be16(0x0bad);
#ifdef WITH_DEVTX
	cqe.wqe_counter = cpu_to_be16(0x1234);
	mlx5_devtx_complete_skb(&cqe, skb);
	cqe.wqe_counter = cpu_to_be16(0x0bad);
#endif
	mlx5e_consume_skb(NULL, skb, &cqe, 0);
	kfree_skb(skb);
	return 0;
}

static const struct kernel_param_ops complete_ops = { .set = complete_packet };
module_param_cb(complete, &complete_ops, NULL, 0200);

static void get_drvinfo(struct net_device *dev, struct ethtool_drvinfo *info)
{
	strscpy(info->driver, "mlx5_core", sizeof(info->driver));
}

static netdev_tx_t start_xmit(struct sk_buff *skb, struct net_device *dev)
{
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct ethtool_ops ethtool_ops = { .get_drvinfo = get_drvinfo };
static const struct net_device_ops device_ops = { .ndo_start_xmit = start_xmit };

static int __init load(void)
{
	int err;

	device = alloc_etherdev(0);
	if (!device)
		return -ENOMEM;
	strscpy(device->name, "nic0", IFNAMSIZ);
	device->netdev_ops = &device_ops;
	device->ethtool_ops = &ethtool_ops;
	err = register_netdev(device);
	if (err)
		free_netdev(device);
	return err;
}

static void __exit unload(void)
{
	unregister_netdev(device);
	free_netdev(device);
}

module_init(load);
module_exit(unload);
MODULE_LICENSE("GPL");
