/// Makes batches of packets for a ``PacketSource`` of your own.
///
/// Append packets until one does not fit or no more are at hand, then hand over what
/// ``take()`` gives. The memory of a batch is used again once nothing holds its packets.
///
/// ```swift
/// final class Reader: BatchReader {
///   var builder = BatchBuilder()
///
///   func next() async throws(CaptureError) -> PacketBatch? {
///     guard let frame = await radio.receive() else { return nil }
///     _ = builder.append(frame.bytes, timestamp: .now, linkType: .ieee802_15_4)
///     return builder.take()
///   }
/// }
/// ```
public struct BatchBuilder: ~Copyable {
  private var pool: ChunkPool
  private var chunk: Chunk?
  /// Bytes of the chunk that are taken.
  private var used = 0
  private let capacity: Int
  private var indices: InterfaceIndices

  /// Packets that were appended since the last ``take()``.
  public private(set) var count = 0

  /// The interfaces that the packets refer to; it grows with packets of interfaces that are new.
  public var interfaces: InterfaceTable { indices.table }

  /// - Parameters:
  ///   - interfaces: Interfaces that the packets will refer to, where known.
  ///   - capacity: Bytes of packets in a batch; a single larger packet is a batch of its own.
  public init(interfaces: [InterfaceDescription] = [], capacity: Int = 256 << 10) {
    self.init(table: InterfaceTable(interfaces), capacity: capacity)
  }

  init(table: InterfaceTable, capacity: Int = 256 << 10) {
    self.capacity = min(max(capacity, 1), 1 << 30)
    pool = ChunkPool(capacity: self.capacity, interfaces: table)
    indices = InterfaceIndices(table)
  }

  public var isEmpty: Bool { count == 0 }

  /// Appends a copy of `packet`, with its options and its interface.
  ///
  /// - Returns: Whether it fits; if not, take the batch and append it again. An empty builder takes
  ///   any packet.
  public mutating func append(_ packet: Packet) -> Bool {
    append(packet.record, of: packet.chunk, interface: indices.index(for: packet))
  }

  /// Appends a packet with a copy of `bytes`.
  ///
  /// - Parameters:
  ///   - interface: An index into ``interfaces``; the first of that link type when nil.
  ///   - originalLength: Bytes on the wire; as many as `bytes` when nil.
  /// - Returns: Whether it fits; if not, take the batch and append it again. An empty builder takes
  ///   any packet.
  public mutating func append(
    _ bytes: RawSpan, timestamp: Timestamp, linkType: LinkType = .ethernet, interface: Int? = nil,
    originalLength: Int? = nil
  ) -> Bool {
    let interface = interface ?? indices.index(for: linkType)
    guard let target = makeRoom(for: bytes.byteCount), target.write(bytes, at: used) else {
      return false
    }
    finish(
      PacketRecord(
        offset: UInt32(clamping: used), capturedLength: UInt32(clamping: bytes.byteCount),
        originalLength: UInt32(clamping: originalLength ?? bytes.byteCount),
        seconds: timestamp.seconds, nanoseconds: timestamp.nanoseconds, linkType: linkType,
        interface: UInt32(clamping: interface)),
      in: target, byteCount: bytes.byteCount)
    return true
  }

  /// The packets appended since the last call, as a batch; nil when there are none.
  public mutating func take() -> PacketBatch? {
    guard count > 0, let full = chunk else { return nil }
    defer {
      chunk = nil
      count = 0
      used = 0
    }
    pool.put(full)
    return PacketBatch(chunk: full, range: 0..<count)
  }

  /// Appends a copy of the packet that `record` tells of.
  mutating func append(_ record: PacketRecord, of source: Chunk, interface: Int) -> Bool {
    let extent = source.extent(of: record)
    let offset = used
    guard let target = makeRoom(for: extent.count),
      source.withBytes(in: extent, { target.write($0, at: offset) })
    else { return false }
    let moved = record.moved(
      to: UInt32(clamping: used + record.offset - extent.lowerBound),
      interface: UInt32(clamping: interface))
    finish(moved, in: target, byteCount: extent.count)
    return true
  }

  /// The chunk, if one more packet of `byteCount` fits.
  private mutating func makeRoom(for byteCount: Int) -> Chunk? {
    guard let chunk else {
      let fresh =
        byteCount <= capacity
        ? pool.take() : Chunk(capacity: byteCount, recordCapacity: 1, interfaces: interfaces)
      chunk = fresh
      return fresh
    }
    let fits = byteCount <= chunk.capacity - used && count < chunk.recordCapacity
    return fits ? chunk : nil
  }

  private mutating func finish(_ record: PacketRecord, in chunk: Chunk, byteCount: Int) {
    chunk.write(record, at: count)
    count += 1
    used += byteCount
  }
}
