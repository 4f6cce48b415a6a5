/// Walks the packets of one batch after the other; what every iterator of packets is made of.
@frozen
public struct PacketCursor {
  @usableFromInline var chunk: Chunk?
  @usableFromInline var index = 0
  @usableFromInline var end = 0

  @inlinable public init() {}

  /// The next packet of the batch; nil when it has none left.
  @inlinable @inline(__always)
  public mutating func next() -> Packet? {
    guard index < end, let chunk else { return nil }
    let record = unsafe chunk.records[index]
    index &+= 1
    return Packet(chunk: chunk, record: record)
  }

  /// Takes the packets of `batch`, in place of what was left.
  public mutating func take(_ batch: PacketBatch) {
    chunk = batch.chunk
    index = batch.start
    end = batch.end
  }

  /// Lets go of the batch, so that its source can reuse the chunk.
  public mutating func clear() {
    chunk = nil
    index = 0
    end = 0
  }
}
