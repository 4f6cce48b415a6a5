/// One buffer with the bytes of many packets, and the records that say where each stands.
///
/// A packet holds a reference to its chunk; a source reuses a chunk when nothing refers to it any
/// more. So the cost of memory is paid once a chunk, not once a packet.
///
/// Only its owner, a source that has just made it or that knows it to be uniquely referenced,
/// writes to it; from when packets of it exist, it is only read. That is why it is `Sendable`.
@safe
public final class Chunk: Sendable {
  @usableFromInline nonisolated(unsafe) let base: UnsafeMutableRawPointer
  @usableFromInline nonisolated(unsafe) let records: UnsafeMutablePointer<PacketRecord>
  /// Bytes that fit.
  public let capacity: Int
  /// Records that fit.
  public let recordCapacity: Int
  /// The interfaces that the records refer to.
  public let interfaces: InterfaceTable
  /// Who owns the bytes, when the chunk does not; only kept alive.
  private nonisolated(unsafe) let lender: AnyObject?

  /// - Parameters:
  ///   - capacity: Bytes to make room for.
  ///   - recordCapacity: Packets to make room for; by default as many as headers of 16 bytes fit.
  public init(capacity: Int, recordCapacity: Int? = nil, interfaces: InterfaceTable) {
    self.capacity = max(capacity, 1)
    self.recordCapacity = recordCapacity ?? self.capacity / 16 + 1
    self.interfaces = interfaces
    unsafe base = .allocate(byteCount: self.capacity, alignment: 64)
    unsafe records = .allocate(capacity: self.recordCapacity)
    unsafe lender = nil
  }

  /// A chunk over `bytes`, which are `lender`'s and stand as they are while it lives.
  package init(
    lending bytes: UnsafeMutableRawBufferPointer, recordCapacity: Int, interfaces: InterfaceTable,
    lender: AnyObject
  ) {
    capacity = bytes.count
    self.recordCapacity = recordCapacity
    self.interfaces = interfaces
    unsafe base = bytes.baseAddress ?? .allocate(byteCount: 1, alignment: 64)
    unsafe records = .allocate(capacity: recordCapacity)
    unsafe self.lender = bytes.baseAddress == nil ? nil : lender
  }

  deinit {
    if unsafe lender == nil { unsafe base.deallocate() }
    unsafe records.deallocate()
  }

  /// The buffer, for the source that fills it.
  @unsafe @inlinable
  package var bytes: UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(start: base, count: capacity)
  }

  /// The records, for the source that fills them.
  @unsafe @inlinable
  package var slots: UnsafeMutableBufferPointer<PacketRecord> {
    unsafe UnsafeMutableBufferPointer(start: records, count: recordCapacity)
  }
}
