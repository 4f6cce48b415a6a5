import PacketCore

/// Where the last complete record of a file ends.
enum FileEnd {
  /// What the file says about itself, and the bytes up to its last complete record's end; nil when
  /// there is no file, or an empty one.
  ///
  /// - Throws: What is wrong with a file that is not only cut short.
  static func find(in path: String) throws(CaptureError) -> (CaptureFileInfo, UInt64)? {
    let engine: FileEngine
    do throws(CaptureError) {
      engine = FileEngine(try Descriptor(reading: path, waits: false))
    } catch {
      if error.code == .noSuchFile { return nil }
      throw error
    }
    guard engine.descriptor.kind == .regular else {
      throw CaptureError(.unsupported, "\(path): nothing can be added to what is no regular file")
    }
    if engine.descriptor.size == 0 { return nil }
    try engine.prime()
    do throws(CaptureError) {
      while true {
        switch try engine.step() {
        case .batch: continue
        case .needsBytes: _ = try engine.fill()
        case .end: return engine.info.map { ($0, engine.bytesRead) }
        }
      }
    } catch {
      guard error.code == .truncated, let offset = error.offset, let info = engine.info else {
        throw error
      }
      return (info, offset)
    }
  }
}
