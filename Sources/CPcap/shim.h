#pragma once
#include <pcap/pcap.h>
#ifdef __linux__
#include <net/if.h>
#include <netpacket/packet.h>
#include <sys/eventfd.h>
#else
#include <net/if.h>
#include <net/if_dl.h>
#endif
