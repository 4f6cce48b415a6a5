import PacketCore

/// Reads a capture file of any format, in steps that say when bytes are needed; how to wait for
/// these is the caller's business.
final class FileEngine {
  enum Step {
    case batch(PacketBatch)
    /// ``fill()`` comes next.
    case needsBytes
    case end
  }

  var buffer: ReadBuffer
  var scanner: (any RecordScanner)?
  var isCompressed = false
  /// What ``prime()`` has found.
  private var primed: PacketBatch?
  /// What is thrown after the packets before it.
  private var fault: CaptureError?
  private var isFinished = false
  private var isAtEnd = false
  /// Whether the end of the file is only where its writer stands now.
  let follows: Bool

  init(_ descriptor: Descriptor, follows: Bool = false) {
    self.follows = follows
    buffer = ReadBuffer(input: DescriptorInput(descriptor), interfaces: InterfaceTable())
  }

  var interfaces: InterfaceTable { buffer.interfaces }
  var descriptor: Descriptor { buffer.input.descriptor }

  /// Whether ``fill()`` can do without the descriptor.
  var hasBufferedBytes: Bool { buffer.input.hasBufferedBytes }

  /// Bytes of the file read so far.
  var bytesRead: UInt64 { buffer.base + UInt64(buffer.end) }

  /// What the file says about itself; nil before its header has been read.
  var info: CaptureFileInfo? {
    var info = scanner?.info
    info?.isCompressed = isCompressed
    return info
  }

  /// Reads the header, and the packets and interfaces in the first bytes after it.
  ///
  /// - Throws: What is wrong with the header, or with reading.
  func prime() throws(CaptureError) {
    while scanner == nil {
      if try recognize() { break }
      if isAtEnd { throw headerCut }
      if try fill() == 0, follows { return }
    }
    primed = scan()
    // Nothing of the file could be used: its first block is the one at fault.
    if let fault, buffer.offset == 0 { throw fault }
  }

  /// The next packets of what has been read.
  func step() throws(CaptureError) -> Step {
    if let batch = primed {
      primed = nil
      return .batch(batch)
    }
    if isFinished { return .end }
    do throws(CaptureError) {
      if scanner == nil, try !recognize() {
        if isAtEnd { throw headerCut }
        return .needsBytes
      }
      if let batch = scan() { return .batch(batch) }
      if let fault { throw fault }
      guard isAtEnd else { return .needsBytes }
      if buffer.available > 0 {
        throw CaptureError(.truncated, "the file ends inside a record", offset: buffer.offset)
      }
      isFinished = true
      return .end
    } catch {
      isFinished = true
      throw error
    }
  }

  /// Reads once; the count of bytes, nil when there are none yet.
  func fill() throws(CaptureError) -> Int? {
    do throws(CaptureError) {
      let count = try buffer.refill()
      if count == 0, !follows { isAtEnd = true }
      return count
    } catch {
      isFinished = true
      var error = error
      if error.offset == nil { error.offset = bytesRead }
      throw error
    }
  }

  private func scan() -> PacketBatch? {
    guard fault == nil,
      let result = scanner?.scan(
        buffer.chunk, from: buffer.position, to: buffer.end, base: buffer.base)
    else { return nil }
    buffer.position = result.position
    fault = result.fault
    return result.count == 0 ? nil : PacketBatch(chunk: buffer.chunk, range: 0..<result.count)
  }
}
