import Packets

extension Program {
  /// Prints the packets of a file.
  static func read(_ path: String, _ options: Options) async throws(Failure) {
    var session = try Session(options)
    do {
      let capture = try open(path)
      let interruption = Interruption { capture.stop() }
      try await session.run(capture)
      withExtendedLifetime(interruption) {}
    } catch let error as CaptureError {
      if error.isEmptyFile { return }
      throw .reading(path, error)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .file("\(error)")
    }
  }

  private static func open(_ path: String) throws(CaptureError) -> Capture {
    path == "-" ? try .standardInput() : try .file(path)
  }
}

extension CaptureError {
  /// A file without a byte has no packets, and nothing is wrong with it.
  var isEmptyFile: Bool { code == .truncated && offset == 0 }
}
