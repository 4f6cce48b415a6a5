import PacketCore

/// The chunk that is being read, and how far.
///
/// The unread rest of a chunk moves to the front of the next one, so a record is always whole when
/// it is looked at. A record larger than a chunk makes the chunk grow as its bytes arrive, never as
/// its length claims.
struct ReadBuffer {
  var input: any ByteInput
  let interfaces: InterfaceTable
  private var pool: ChunkPool
  private(set) var chunk: Chunk
  /// First unread byte of ``chunk``, and the end of what has been read into it.
  var position = 0
  private(set) var end = 0
  /// Distance of the chunk's first byte from the start of the file.
  private(set) var base: UInt64 = 0

  /// Bytes of one read.
  static var blockSize: Int { 256 << 10 }
  static var chunkCapacity: Int { 2 * blockSize }
  /// Most bytes of a record, header included.
  static var recordLimit: Int { 16 << 20 }

  init(input: any ByteInput, interfaces: InterfaceTable) {
    self.input = input
    self.interfaces = interfaces
    pool = ChunkPool(capacity: Self.chunkCapacity, interfaces: interfaces)
    chunk = pool.take()
  }

  var available: Int { end - position }
  /// Distance of the next unread byte from the start of the file.
  var offset: UInt64 { base + UInt64(position) }

  /// Calls `body` with the unread bytes.
  func withUnread<R>(_ body: (RawSpan) -> R) -> R {
    let bytes = unsafe UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(chunk.bytes)[position..<end])
    return unsafe body(RawSpan(_unsafeBytes: bytes))
  }

  /// Takes what `wrapper` gives from now on; it starts with a copy of the unread bytes.
  mutating func wrapInput(_ wrapper: ([UInt8], any ByteInput) throws(CaptureError) -> any ByteInput)
    throws(CaptureError)
  {
    input = try wrapper(withUnread { $0.copied() }, input)
    position = 0
    end = 0
    base = 0
  }

  /// Moves the unread bytes to the front of a chunk that no packet refers to, and reads once.
  ///
  /// - Returns: Bytes read; 0 at the end, nil when there is nothing yet.
  mutating func refill() throws(CaptureError) -> Int? {
    let rest = available
    guard rest < Self.recordLimit else {
      throw CaptureError(
        .limitExceeded, "a record is larger than \(Self.recordLimit) bytes", offset: offset)
    }
    let fits = rest + Self.blockSize <= Self.chunkCapacity
    // A chunk that grew for one large record is not kept for small ones.
    let keeps = rest + Self.blockSize <= chunk.capacity && (!fits || isOfPool)
    if keeps, isKnownUniquelyReferenced(&chunk) {
      move(rest, from: chunk)
    } else {
      let full = chunk
      chunk = fits ? pool.take() : larger(for: rest)
      move(rest, from: full)
      pool.put(full)
    }
    base += UInt64(position)
    position = 0
    end = rest
    let space = unsafe UnsafeMutableRawBufferPointer(
      rebasing: chunk.bytes[rest..<min(rest + Self.blockSize, chunk.capacity)])
    let count = unsafe try input.read(into: space)
    end += count ?? 0
    return count
  }

  private var isOfPool: Bool { chunk.capacity == Self.chunkCapacity }

  private func larger(for rest: Int) -> Chunk {
    Chunk(
      capacity: min(2 * (rest + Self.blockSize), Self.recordLimit + Self.blockSize),
      recordCapacity: Self.chunkCapacity / 16, interfaces: interfaces)
  }

  private func move(_ count: Int, from source: Chunk) {
    guard count > 0, let to = unsafe chunk.bytes.baseAddress,
      let from = unsafe source.bytes.baseAddress
    else { return }
    unsafe to.copyMemory(from: from + position, byteCount: count)
  }
}
