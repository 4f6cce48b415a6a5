#if os(Linux)
  import CPcap
  import PacketCore

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A packet socket whose buffer the kernel shares with this program, block by block (`packet(7)`).
  ///
  /// libpcap has such a buffer too, but calls back for each packet, which takes as long as all that
  /// is done here with it.
  @safe
  final class PacketRing {
    let descriptor: CInt
    /// The interface's number.
    let index: CInt
    private let base: UnsafeMutableRawPointer
    let blockSize: Int
    private let blockCount: Int
    let snapLength: Int
    /// Whether each packet comes twice: as it leaves, and as it arrives.
    private let isLoopback: Bool
    var position = Position()
    var direction = LiveConfiguration.Direction.both
    var recheck: Recheck?
    /// Where each block is lent from.
    var views: [RingView?]
    /// The block that packets are lent of, and what the last of them refer to.
    var lentView: RingView?
    var lentChunk: Chunk?
    /// Packets lent so far.
    var lentCount: UInt64 = 0
    /// Blocks to copy before one is lent again.
    var copiesLeft = 0

    /// Where reading goes on.
    struct Position {
      var block = 0
      var packetsLeft = 0
      /// Distance of the next packet from the start of the block, in bytes.
      var offset = 0
    }

    /// What arrived before the filter was changed.
    struct Recheck {
      let filter: PacketFilter
      var blocksLeft: Int
    }

    /// Bytes of a block that has room for the longest packet that the kernel hands over.
    static var smallestBlock: Int { 256 << 10 }

    /// Bytes of a block. The kernel wakes who waits when one is full, or the time-out is over: waking
    /// costs as much as hundreds of packets, so blocks are large, but at least eight.
    private static func blockSize(_ bufferSize: Int) -> Int {
      var size = smallestBlock
      while size < 1 << 20, size * 16 <= bufferSize { size *= 2 }
      return size
    }

    /// Whether a ring serves to capture as asked; libpcap does what is left: cooked and radio
    /// headers, clocks of the hardware, packets one by one.
    static func suits(_ name: String, _ configuration: LiveConfiguration) -> Bool {
      guard !configuration.immediate, !configuration.monitorMode, name != "any",
        configuration.timestampType == nil, configuration.linkType ?? .ethernet == .ethernet
      else { return false }
      let descriptor = packetSocket()
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      let index = unsafe CInt(bitPattern: if_nametoindex(name))
      return PacketSocketAddress.hardwareType(of: descriptor, index) != .other
    }

    private static func packetSocket() -> CInt {
      socket(AF_PACKET, CInt(SOCK_RAW.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    }

    /// A ring for `name`, which captures at once; nil if the kernel refuses.
    ///
    /// - Parameter filter: What the kernel is to hand over, from instructions on.
    init?(_ name: String, _ configuration: LiveConfiguration, filter: borrowing KernelFilter) {
      let index = unsafe CInt(bitPattern: if_nametoindex(name))
      let descriptor = Self.packetSocket()
      guard descriptor >= 0 else { return nil }
      let blockSize = Self.blockSize(configuration.bufferSize)
      let blockCount = max(2, configuration.bufferSize / blockSize)
      let length = blockCount * blockSize
      guard Self.request(descriptor, blockSize, blockCount, configuration.timeout),
        filter.attach(to: descriptor),
        let base = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
        unsafe base != MAP_FAILED
      else {
        close(descriptor)
        return nil
      }
      self.descriptor = descriptor
      self.index = index
      unsafe self.base = base
      self.blockSize = blockSize
      self.blockCount = blockCount
      snapLength = max(configuration.snapLength, 1)
      views = Array(repeating: nil, count: blockCount)
      isLoopback = PacketSocketAddress.hardwareType(of: descriptor, index) == .loopback
      guard set(configuration.direction),
        PacketSocketAddress.bind(descriptor, index, protocol: 3)
      else { return nil }
    }

    deinit {
      recall()
      unsafe munmap(base, blockCount * blockSize)
      close(descriptor)
    }

    private static func request(
      _ descriptor: CInt, _ blockSize: Int, _ blockCount: Int, _ timeout: Duration
    ) -> Bool {
      var version = CInt(ring_version)
      let milliseconds = max(1, min(timeout / .milliseconds(1), 60_000))
      var request = ring_request(
        block_size: UInt32(clamping: blockSize), block_count: UInt32(clamping: blockCount),
        frame_size: UInt32(clamping: blockSize), frame_count: UInt32(clamping: blockCount),
        timeout: UInt32(milliseconds.rounded(.up)), private_size: 0, features: 0)
      return unsafe setsockopt(
        descriptor, SOL_PACKET, CInt(ring_option_version), &version, 4) == 0
        && setsockopt(
          descriptor, SOL_PACKET, CInt(ring_option_request), &request,
          socklen_t(MemoryLayout<ring_request>.size)) == 0
    }

    /// Captures only what goes in `direction` from now on.
    func set(_ direction: LiveConfiguration.Direction) -> Bool {
      self.direction = direction
      var ignoresOutgoing: CInt = direction == .incoming || isLoopback ? 1 : 0
      let status = unsafe setsockopt(
        descriptor, SOL_PACKET, CInt(ring_option_ignore_outgoing),
        &ignoresOutgoing, 4)
      // Kernels before 4.20 cannot: what they hand over is left out later.
      return status == 0 || errno == ENOPROTOOPT
    }

    /// Why nothing comes any more; nil when that is not so.
    func failure(_ name: String) -> CaptureError? {
      var code: CInt = 0
      var size = socklen_t(MemoryLayout<CInt>.size)
      guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code != 0
      else { return nil }
      if code == ENETDOWN || code == ENXIO || code == ENODEV {
        // One that was only shut down may be started again.
        if unsafe CInt(bitPattern: if_nametoindex(name)) == index { return nil }
        return CaptureError(.interfaceGone, "\(name): the interface has gone")
      }
      return CaptureError(.system, "\(name): \(unsafe String(cString: strerror(code)))")
    }

    /// The block that is read next.
    @inline(__always)
    var block: UnsafeMutablePointer<ring_block> {
      unsafe (base + position.block * blockSize).assumingMemoryBound(to: ring_block.self)
    }

    func isReady(_ block: Int) -> Bool {
      let header = unsafe (base + block * blockSize).assumingMemoryBound(to: ring_block.self)
      return unsafe ring_block_status(header) & UInt32(ring_status_ours) != 0
    }

    /// Gives the block that was read back to the kernel, unless that has been done.
    func finishBlock(isReleased: Bool = false) {
      if !isReleased { unsafe ring_block_release(block) }
      position.block = position.block + 1 == blockCount ? 0 : position.block + 1
      position.packetsLeft = 0
      if let left = recheck?.blocksLeft {
        if left > 1 { recheck?.blocksLeft = left - 1 } else { recheck = nil }
      }
    }

    /// Lets only what passes the filter through from now on, and of what has arrived already.
    func set(
      _ filter: borrowing KernelFilter, _ expression: String, _ name: String
    ) throws(CaptureError) {
      guard filter.attach(to: descriptor) else {
        throw CaptureError(.system, "\(name): \(unsafe String(cString: strerror(errno)))")
      }
      // One that was lent and is a copy by now may be ready again, but after all others.
      var ready = lentView?.isCopy == true ? 1 : 0
      while ready < blockCount, isReady((position.block + ready) % blockCount) { ready += 1 }
      // What only the kernel can tell of a packet (`inbound`), it can no longer tell of these.
      let again = try? PacketFilter(expression, snapLength: snapLength, origin: .machine)
      // The block after them is being filled.
      recheck = again.map { Recheck(filter: $0, blocksLeft: ready + 1) }
    }

    /// Whether a packet that came this way is wanted.
    @inline(__always)
    func wants(_ packetType: UInt8) -> Bool {
      let isOutgoing = packetType == UInt8(PACKET_OUTGOING)
      switch direction {
      case .both: return !(isOutgoing && isLoopback)
      case .incoming: return !isOutgoing
      case .outgoing: return isOutgoing
      }
    }
  }
#endif
