#define _GNU_SOURCE
#include "link_tools.h"

#include <errno.h>

#ifndef __linux__

int link_open(const char *path, const char *name) { return -ENOSYS; }

int link_send(int descriptor, uint32_t first, uint32_t count, int length, uint32_t rate) {
  return -ENOSYS;
}

int link_witness(const char *name) { return -ENOSYS; }

int link_witnessed(int descriptor) { return -ENOSYS; }

int link_repeat(
  int descriptor, const uint8_t *frame, int length, uint32_t count, uint32_t rate) {
  return -ENOSYS;
}

#else

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct opening {
  const char *path, *name;
  int result;
};

// A thread's namespace is its own, and a socket stays in the one that it was made in.
static void *open_inside(void *argument) {
  struct opening *opening = argument;
  opening->result = -1;
  int space = open(opening->path, O_RDONLY | O_CLOEXEC);
  if (space < 0 || setns(space, CLONE_NEWNET) != 0) {
    opening->result = -errno;
    if (space >= 0) close(space);
    return NULL;
  }
  close(space);
  int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  struct sockaddr_ll address = {
    .sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(opening->name)};
  int room = 8 << 20;
  setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
    opening->result = -errno;
    close(descriptor);
    return NULL;
  }
  opening->result = descriptor;
  return NULL;
}

int link_open(const char *path, const char *name) {
  struct opening opening = {path, name, -1};
  pthread_t thread;
  int status = pthread_create(&thread, NULL, open_inside, &opening);
  if (status != 0) return -status;
  pthread_join(thread, NULL);
  return opening.result;
}

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void pause_until(int64_t due) {
  for (;;) {
    int64_t left = due - nanoseconds();
    if (left <= 0) return;
    struct timespec time = {0, left > 100000 ? 100000 : left};
    nanosleep(&time, NULL);
  }
}

enum { burst = 64, most = 9216 };

// Sends copies of a frame; `number_at` says where each carries its number, negative for nowhere.
static int send_frames(
  int descriptor, const uint8_t *frame, int length, int number_at, uint32_t first, uint32_t count,
  uint32_t rate) {
  static _Thread_local uint8_t bytes[burst][most];
  struct mmsghdr messages[burst];
  struct iovec vectors[burst];
  if (length < 18 || length > most) return -EINVAL;
  memset(messages, 0, sizeof messages);
  for (int i = 0; i < burst; i++) {
    memcpy(bytes[i], frame, (size_t)length);
    vectors[i] = (struct iovec){bytes[i], (size_t)length};
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  int64_t start = nanoseconds();
  for (uint32_t sent = 0; sent < count;) {
    int wanted = count - sent < burst ? (int)(count - sent) : burst;
    for (int i = 0; i < wanted && number_at >= 0; i++) {
      uint32_t number = htonl(first + sent + (uint32_t)i);
      memcpy(bytes[i] + number_at, &number, 4);
    }
    for (int done = 0; done < wanted;) {
      int status = sendmmsg(descriptor, messages + done, (unsigned)(wanted - done), 0);
      if (status > 0)
        done += status;
      else if (errno == EAGAIN || errno == ENOBUFS || errno == EINTR)
        pause_until(nanoseconds() + 10000);
      else
        return -errno;
    }
    sent += (uint32_t)wanted;
    if (rate) pause_until(start + (int64_t)sent * 1000000000 / rate);
  }
  return 0;
}

enum { test_type = 0x88b5 };

int link_send(int descriptor, uint32_t first, uint32_t count, int length, uint32_t rate) {
  static const uint8_t header[14] = {
    2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, test_type >> 8, test_type & 255};
  static _Thread_local uint8_t frame[most];
  memcpy(frame, header, sizeof header);
  return send_frames(descriptor, frame, length, 14, first, count, rate);
}

int link_repeat(
  int descriptor, const uint8_t *frame, int length, uint32_t count, uint32_t rate) {
  return send_frames(descriptor, frame, length, -1, 0, count, rate);
}

int link_witness(const char *name) {
  int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  struct sockaddr_ll address = {
    .sll_family = AF_PACKET, .sll_protocol = htons(test_type),
    .sll_ifindex = (int)if_nametoindex(name)};
  if (descriptor >= 0 && bind(descriptor, (struct sockaddr *)&address, sizeof address) == 0)
    return descriptor;
  int status = -errno;
  if (descriptor >= 0) close(descriptor);
  return status;
}

int link_witnessed(int descriptor) {
  // What finds no room in the socket's queue is counted too.
  struct tpacket_stats counts;
  socklen_t size = sizeof counts;
  if (getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &counts, &size) != 0) return -errno;
  return (int)counts.tp_packets;
}

#endif
