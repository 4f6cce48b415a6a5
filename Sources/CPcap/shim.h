#pragma once
#include <pcap/pcap.h>
#ifdef __linux__
#include <net/if.h>
#include <net/if_arp.h>
#include <netpacket/packet.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// What is needed of <linux/if_packet.h>, which cannot stand beside <netpacket/packet.h>: the ring of
// version 3 (Documentation/networking/packet_mmap.rst in the kernel's tree).

enum {
  ring_option_request = 5,
  ring_option_statistics = 6,
  ring_option_version = 10,
  ring_option_ignore_outgoing = 23,
  ring_version = 2,
  ring_status_ours = 1 << 0,
  ring_status_tagged = 1 << 4,
  ring_status_tag_type = 1 << 6,
};

struct ring_request {
  uint32_t block_size, block_count, frame_size, frame_count, timeout, private_size, features;
};

struct ring_block {
  uint32_t version, private_offset, status, packet_count, first_packet, length;
  uint64_t number;
  uint32_t first_time[2], last_time[2];
};

struct ring_packet {
  uint32_t next, seconds, nanoseconds, captured_length, original_length, status;
  uint16_t link_offset, network_offset;
  uint32_t hash, tag;
  uint16_t tag_type, padding[5];
  struct sockaddr_ll address;
};

struct ring_statistics {
  uint32_t packets, drops, freezes;
};

struct ring_filter {
  unsigned short count;
  const struct bpf_insn *instructions;
};

static inline uint32_t ring_block_status(const struct ring_block *block) {
  return __atomic_load_n(&block->status, __ATOMIC_ACQUIRE);
}

// Puts the memory at `copy` in the place of what is at `place`, at one stroke for all threads.
// <sys/mman.h> declares mremap only with _GNU_SOURCE.
extern void *mremap(void *old, size_t old_size, size_t new_size, int flags, ...);
static inline int ring_replace(void *place, void *copy, size_t size) {
  return mremap(copy, size, size, 1 | 2, place) == place ? 0 : -1;
}

// Gives the block back to the kernel.
static inline void ring_block_release(struct ring_block *block) {
  __atomic_store_n(&block->status, 0, __ATOMIC_RELEASE);
}
#else
#include <net/if.h>
#include <net/if_dl.h>
#endif
