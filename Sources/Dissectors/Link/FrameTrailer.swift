import PacketCore

/// What follows the payload of a frame: padding to the shortest frame that Ethernet allows, bytes
/// that some device appended, and the frame check sequence, where a network card left it.
///
/// No field tells which is which. As Wireshark guesses: zeros up to 60 bytes are padding, and the
/// last four bytes of a frame of 64 or more are a check sequence.
struct FrameTrailer {
  var padding: Range<Int>?
  var trailer: Range<Int>?
  var checkSequence: Range<Int>?

  /// - Parameters:
  ///   - start: End of the payload, in bytes from the start of the frame.
  ///   - minimumByteCount: Size up to which a frame is padded.
  /// - Returns: Nil when nothing follows the payload.
  init?(
    _ frame: RawSpan, from start: Int, minimumByteCount: Int, mayHoldCheckSequence: Bool
  ) {
    var start = start
    var end = frame.byteCount
    guard start < end else { return nil }
    if start < minimumByteCount, end >= minimumByteCount,
      (start..<minimumByteCount).allSatisfy({ frame.byte(at: $0) == 0 })
    {
      padding = start..<minimumByteCount
      start = minimumByteCount
    }
    if mayHoldCheckSequence, end - start >= 4 {
      checkSequence = end - 4..<end
      end -= 4
    }
    if start < end { trailer = start..<end }
  }
}
