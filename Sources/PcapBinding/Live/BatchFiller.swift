import CPcap
import PacketCore

/// Packets in a chunk, ready to be handed over.
struct FilledBatch {
  let chunk: Chunk
  let count: Int
  /// Bytes of the chunk that they fill.
  let used: Int
  /// Packets lost before them.
  var dropped: UInt64 = 0

  var batch: PacketBatch { PacketBatch(chunk: chunk, range: 0..<count, dropped: dropped) }
}

/// Copies packets from libpcap's buffer into chunks.
@safe
struct BatchFiller {
  private var pool: ChunkPool
  private let interfaces: InterfaceTable
  private let linkType: LinkType
  /// Nanoseconds in a unit of libpcap's fractions of a second.
  private let scale: UInt32

  /// The chunk that is being filled, and where its bytes and records stand.
  private var chunk: Chunk?
  private var bytes: UnsafeMutableRawBufferPointer
  private var slots: UnsafeMutableBufferPointer<PacketRecord>
  private var used = 0
  private var count = 0
  private var dropped: UInt64 = 0
  /// Whether the pool knows the chunk already, because it comes back from the queue.
  private var isPooled = false
  private var full: [FilledBatch] = []
  /// Packets copied since the beginning.
  private(set) var total: UInt64 = 0
  /// The handle whose packets are being copied.
  private var pcap: OpaquePointer?

  static var capacity: Int { 256 << 10 }
  static var recordCapacity: Int { 4096 }

  /// - Parameter spares: Chunks kept for reuse.
  init(interfaces: InterfaceTable, linkType: LinkType, hasNanoseconds: Bool, spares: Int) {
    self.interfaces = interfaces
    self.linkType = linkType
    scale = hasNanoseconds ? 1 : 1000
    pool = ChunkPool(
      spares: spares, capacity: Self.capacity, recordCapacity: Self.recordCapacity,
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

  /// What has been copied so far, oldest first. The chunks are no longer written to.
  mutating func take() -> [FilledBatch] {
    if count > 0 { finish() }
    defer { full.removeAll(keepingCapacity: true) }
    return full
  }

  /// Goes on filling `batch`, which nobody has seen yet.
  mutating func resume(_ batch: FilledBatch) {
    if let chunk, !isPooled { pool.put(chunk) }
    open(batch.chunk)
    used = batch.used
    count = batch.count
    dropped = batch.dropped
    isPooled = true
  }

  @inline(__always)
  fileprivate mutating func store(_ header: pcap_pkthdr, _ packet: UnsafePointer<UInt8>) {
    let length = Int(header.caplen)
    if unsafe length > bytes.count &- used || count == slots.count { makeRoom(for: length) }
    guard let base = unsafe bytes.baseAddress else { return }
    unsafe (base + used).copyMemory(from: packet, byteCount: length)
    unsafe slots[count] = PacketRecord(
      offset: UInt32(truncatingIfNeeded: used), capturedLength: header.caplen,
      originalLength: header.len, seconds: Int64(header.ts.tv_sec),
      nanoseconds: UInt32(truncatingIfNeeded: header.ts.tv_usec) &* scale, linkType: linkType)
    used &+= length
    count &+= 1
    total &+= 1
  }

  /// Starts the next chunk, and tells libpcap to stop after this packet.
  @inline(never)
  private mutating func makeRoom(for length: Int) {
    if count > 0 { finish() }
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
    dropped = 0
    isPooled = false
  }

  private mutating func finish() {
    guard let chunk else { return }
    full.append(FilledBatch(chunk: chunk, count: count, used: used, dropped: dropped))
    if !isPooled { pool.put(chunk) }
    self.chunk = nil
    unsafe bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    unsafe slots = UnsafeMutableBufferPointer(start: nil, count: 0)
    used = 0
    count = 0
  }
}

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
