import PacketCore

/// The chunk that is being read, and how far.
///
/// The unread rest of a chunk moves to the front of the next one, so a record is always whole when
/// it is looked at. A record larger than a chunk makes the chunk grow as its bytes arrive, never as
/// its length claims.
struct ReadBuffer {
  let input: any ByteInput
  let interfaces: InterfaceTable
  var pool: ChunkPool
  var chunk: Chunk
  /// First unread byte of ``chunk``, and the end of what has been read into it.
  var position = 0
  var end = 0
  /// Distance of the chunk's first byte from the start of the file.
  var base: UInt64 = 0
  var atEnd = false

  /// Bytes of one read.
  static var blockSize: Int { 256 << 10 }
  /// Most bytes of a record, header included.
  static var recordLimit: Int { 16 << 20 }

  init(input: any ByteInput, interfaces: InterfaceTable) {
    self.input = input
    self.interfaces = interfaces
    pool = ChunkPool(capacity: 2 * Self.blockSize, interfaces: interfaces)
    chunk = pool.take()
  }

  var available: Int { end - position }
  /// Distance of the next unread byte from the start of the file.
  var offset: UInt64 { base + UInt64(position) }

  /// The unread bytes.
  var unread: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(chunk.bytes)[position..<end])
  }

  /// Moves the unread bytes to the front of a chunk that no packet refers to, and reads once more.
  mutating func refill() throws(CaptureError) {
    let rest = available
    guard rest < Self.recordLimit else {
      throw CaptureError(
        .limitExceeded, "a record is larger than \(Self.recordLimit) bytes", offset: offset)
    }
    if rest + Self.blockSize <= chunk.capacity, isKnownUniquelyReferenced(&chunk) {
      move(rest, from: chunk)
    } else {
      let full = chunk
      chunk =
        rest + Self.blockSize <= full.capacity
        ? pool.take() : Chunk(capacity: 2 * (rest + Self.blockSize), interfaces: interfaces)
      move(rest, from: full)
      pool.put(full)
    }
    base += UInt64(position)
    position = 0
    end = rest
    let space = unsafe UnsafeMutableRawBufferPointer(
      rebasing: chunk.bytes[rest..<min(rest + Self.blockSize, chunk.capacity)])
    let count = unsafe try input.read(into: space)
    end += count
    atEnd = count == 0
  }

  private func move(_ count: Int, from source: Chunk) {
    guard count > 0, let to = unsafe chunk.bytes.baseAddress,
      let from = unsafe source.bytes.baseAddress
    else { return }
    unsafe to.copyMemory(from: from + position, byteCount: count)
  }
}
