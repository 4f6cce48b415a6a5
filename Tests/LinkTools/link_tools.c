#define _GNU_SOURCE
#include "link_tools.h"

#include <errno.h>

#ifndef __linux__

int link_open(const char *path, const char *name) { return -ENOSYS; }

int link_send(int descriptor, uint32_t first, uint32_t count, int length, uint32_t rate) {
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

int link_send(int descriptor, uint32_t first, uint32_t count, int length, uint32_t rate) {
  enum { burst = 64, most = 9216 };
  static const uint8_t header[14] = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x88, 0xb5};
  static _Thread_local uint8_t bytes[burst][most];
  struct mmsghdr messages[burst];
  struct iovec vectors[burst];
  if (length < 18 || length > most) return -EINVAL;
  memset(messages, 0, sizeof messages);
  for (int i = 0; i < burst; i++) {
    memcpy(bytes[i], header, sizeof header);
    vectors[i] = (struct iovec){bytes[i], (size_t)length};
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  int64_t start = nanoseconds();
  for (uint32_t sent = 0; sent < count;) {
    int wanted = count - sent < burst ? (int)(count - sent) : burst;
    for (int i = 0; i < wanted; i++) {
      uint32_t number = htonl(first + sent + (uint32_t)i);
      memcpy(bytes[i] + 14, &number, 4);
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

#endif
