public import PacketCore

extension Capture {
  /// The packets of a capture file: pcap, pcapng or snoop, also compressed with gzip.
  ///
  /// The file is opened and its header read at once. Each loop over the capture reads the file from
  /// its start. A named pipe is read as its writer fills it, header included. `path` is never taken
  /// for an interface or for standard input, whatever it is called.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - follow: Whether to wait for more at the end of the file, which is looked at every 50 ms,
  ///     until the task is cancelled or ``PacketCore/Capture/stop()`` is called. A loop that follows throws
  ///     `fileReplaced` when the file becomes shorter or its name leads to another one; a file that
  ///     is only removed is followed on.
  /// - Throws: `noSuchFile`, `permissionDenied`, `unsupported` for a directory or an unknown version,
  ///   `unknownFormat`, or `truncated` when the header is cut short. What is wrong farther on is
  ///   thrown in the loop, with the byte offset, after the packets before it.
  public static func file(_ path: String, follow: Bool = false) throws(CaptureError) -> Capture {
    Capture(source: try FileSource(.path(path, follows: follow)))
  }

  /// The packets that come through standard input, as they come.
  ///
  /// Waiting for them blocks no thread of Swift's. They can be looped over once.
  public static func standardInput() throws(CaptureError) -> Capture { try descriptor(0) }

  /// The packets that come through an open descriptor, from where it stands.
  ///
  /// Waiting for them blocks no thread of Swift's. They can be looped over once. The capture uses a
  /// duplicate, so closing `number` remains the caller's business.
  public static func descriptor(_ number: CInt) throws(CaptureError) -> Capture {
    Capture(source: try FileSource(.descriptor(Descriptor(duplicating: number))))
  }
}
