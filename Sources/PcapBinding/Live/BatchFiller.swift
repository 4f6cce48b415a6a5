import CPcap
import PacketCore

/// Copies packets from libpcap's buffer into chunks.
@safe
struct BatchFiller {
  private var pool: ChunkPool
  let interfaces: InterfaceTable
  private let linkType: LinkType
  /// Nanoseconds in a unit of libpcap's fractions of a second.
  let scale: UInt32

  /// The chunk that is being filled, and where its bytes and records stand.
  private var chunk: Chunk?
  private var bytes: UnsafeMutableRawBufferPointer
  private var slots: UnsafeMutableBufferPointer<PacketRecord>
  private var used = 0
  private var count = 0
  /// A chunk that became full, ahead of the one that is being filled.
  private var full: [PacketBatch] = []
  /// Packets handed over so far.
  private(set) var handedOver: UInt64 = 0
  /// The handle whose packets are being copied.
  private var pcap: OpaquePointer?

  static var capacity: Int { 128 << 10 }
  static var recordCapacity: Int { 2048 }

  init(interfaces: InterfaceTable, linkType: LinkType, hasNanoseconds: Bool) {
    self.interfaces = interfaces
    self.linkType = linkType
    scale = hasNanoseconds ? 1 : 1000
    pool = ChunkPool(
      capacity: Self.capacity, recordCapacity: Self.recordCapacity,
      interfaces: interfaces)
    unsafe bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    unsafe slots = UnsafeMutableBufferPointer(start: nil, count: 0)
  }

  /// Copies what `pcap` has, at most `limit` packets (-1 for all) and not much more than a chunk.
  ///
  /// - Returns: libpcap's status; `PCAP_ERROR_BREAK` when a chunk became full.
  mutating func fill(from pcap: OpaquePointer, limit: CInt = -1) -> CInt {
    if chunk == nil { open(pool.take()) }
    unsafe self.pcap = pcap
    defer { unsafe self.pcap = nil }
    return unsafe withUnsafeMutablePointer(to: &self) { filler in
      unsafe pcap_dispatch(
        pcap, limit, storePacket,
        UnsafeMutableRawPointer(filler).assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Packets that have been copied and not been taken.
  var heldCount: Int { full.reduce(count) { $0 + $1.count } }

  /// The next packets to hand over: those of a full chunk, or else what there is.
  mutating func take() -> PacketBatch? {
    if full.isEmpty { finish() }
    guard !full.isEmpty else { return nil }
    let next = full.removeFirst()
    handedOver += UInt64(next.count)
    return next
  }

  /// Whether there is a chunk to hand over.
  var hasFullChunk: Bool { !full.isEmpty }

  @inline(__always)
  fileprivate mutating func store(_ header: pcap_pkthdr, _ packet: UnsafePointer<UInt8>) {
    let length = Int(header.caplen)
    guard let place = unsafe room(for: length) else { return }
    unsafe place.copyMemory(from: packet, byteCount: length)
    add(
      length, original: header.len, seconds: Int64(header.ts.tv_sec),
      nanoseconds: UInt32(truncatingIfNeeded: header.ts.tv_usec) &* scale)
  }

  /// Where the next packet goes; makes room for it if need be.
  @inline(__always)
  private mutating func room(for length: Int) -> UnsafeMutableRawPointer? {
    if unsafe length > bytes.count &- used || count == slots.count { makeRoom(for: length) }
    return unsafe bytes.baseAddress.map { unsafe $0 + used }
  }

  @inline(__always)
  private mutating func add(_ length: Int, original: UInt32, seconds: Int64, nanoseconds: UInt32) {
    unsafe slots[count] = PacketRecord(
      offset: UInt32(truncatingIfNeeded: used),
      capturedLength: UInt32(truncatingIfNeeded: length), originalLength: original,
      seconds: seconds, nanoseconds: nanoseconds, linkType: linkType)
    used &+= length
    count &+= 1
  }

  /// Starts the next chunk, and tells libpcap to stop after this packet.
  @inline(never)
  private mutating func makeRoom(for length: Int) {
    finish()
    open(
      length <= Self.capacity
        ? pool.take()
        : Chunk(capacity: length, recordCapacity: Self.recordCapacity, interfaces: interfaces))
    if let pcap = unsafe pcap { unsafe pcap_breakloop(pcap) }
  }

  private mutating func open(_ chunk: Chunk) {
    self.chunk = chunk
    unsafe bytes = chunk.bytes
    unsafe slots = chunk.slots
    used = 0
    count = 0
  }

  /// Closes the chunk that is being filled, unless it is empty.
  private mutating func finish() {
    guard count > 0, let chunk else { return }
    full.append(PacketBatch(chunk: chunk, range: 0..<count))
    pool.put(chunk)
    self.chunk = nil
    unsafe bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    unsafe slots = UnsafeMutableBufferPointer(start: nil, count: 0)
    used = 0
    count = 0
  }
}

#if os(Linux)
  extension BatchFiller {
    /// Copies a packet from a ring.
    @inline(__always)
    mutating func store(
      _ header: UnsafePointer<ring_packet>, _ packet: UnsafeRawPointer, snapLength: Int
    ) {
      let length = unsafe Int(header.pointee.captured_length)
      if unsafe header.pointee.isTagged, length >= 12 {
        return unsafe storeTagged(header, packet, snapLength)
      }
      guard let place = unsafe room(for: length) else { return }
      unsafe place.copyMemory(from: packet, byteCount: length)
      unsafe add(
        length, original: header.pointee.original_length,
        seconds: Int64(header.pointee.seconds),
        nanoseconds: nanoseconds(header.pointee.nanoseconds))
    }

    /// Puts the VLAN tag back that the kernel has taken out.
    @inline(never)
    private mutating func storeTagged(
      _ header: UnsafePointer<ring_packet>, _ packet: UnsafeRawPointer, _ snapLength: Int
    ) {
      let length = unsafe Int(header.pointee.captured_length)
      guard let place = unsafe room(for: length + 4) else { return }
      unsafe place.copyMemory(from: packet, byteCount: 12)
      unsafe place.storeBytes(of: header.pointee.tagBytes, toByteOffset: 12, as: UInt32.self)
      unsafe (place + 16).copyMemory(from: packet + 12, byteCount: length - 12)
      unsafe add(
        min(length + 4, snapLength), original: header.pointee.original_length &+ 4,
        seconds: Int64(header.pointee.seconds),
        nanoseconds: nanoseconds(header.pointee.nanoseconds))
    }

    private func nanoseconds(_ number: UInt32) -> UInt32 {
      scale == 1 ? number : number / scale * scale
    }

    /// Takes the last packet out again if `isUnwanted` says so.
    mutating func removeLast(if isUnwanted: (RawSpan, _ originalLength: Int) -> Bool) -> Bool {
      guard count > 0, let base = unsafe bytes.baseAddress else { return false }
      let record = unsafe slots[count - 1]
      let length = Int(record.capturedLength)
      let span = unsafe RawSpan(_unsafeStart: base + used - length, byteCount: length)
      guard isUnwanted(span, record.originalLength) else { return false }
      used -= length
      count -= 1
      return true
    }
  }
#endif

/// What libpcap calls with each packet; `context` is the filler.
private func storePacket(
  context: UnsafeMutablePointer<UInt8>?, header: UnsafePointer<pcap_pkthdr>?,
  packet: UnsafePointer<UInt8>?
) {
  guard let context = UnsafeMutableRawPointer(context), let header = unsafe header,
    let packet = unsafe packet
  else { return }
  let filler = unsafe context.assumingMemoryBound(to: BatchFiller.self)
  unsafe filler.pointee.store(header.pointee, packet)
}
