#if os(Linux)
  import CPcap

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Tells when a block of a ring becomes ready, once for each, whether the ones before it have been
  /// read or not. So who waits needs not be told when they have been, which would cost a wake-up.
  struct BlockEvents: ~Copyable {
    private let descriptor: CInt
    private let waker: WakeDescriptor

    init?(ring: CInt, waker: WakeDescriptor) {
      self.waker = waker
      descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      let atEdges = EPOLLIN.rawValue | EPOLLET.rawValue
      guard add(ring, atEdges), add(waker.descriptor, EPOLLIN.rawValue) else { return nil }
    }

    deinit { close(descriptor) }

    private func add(_ other: CInt, _ events: UInt32) -> Bool {
      var event = unsafe epoll_event()
      unsafe event.events = events
      unsafe event.data.fd = other
      return unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, other, &event) == 0
    }

    /// Waits for a block, for the waker, or until the time is over; negative for no limit.
    func wait(milliseconds: CInt) {
      var event = unsafe epoll_event()
      let count = unsafe epoll_wait(descriptor, &event, 1, milliseconds)
      if count > 0, unsafe event.data.fd == waker.descriptor { waker.clear() }
    }
  }
#endif
