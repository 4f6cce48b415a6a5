import Packets

extension Program {
  /// Prints the packets of a file.
  static func read(_ path: String, _ options: Options) async throws(Failure) {
    let capture: Capture
    do throws(CaptureError) {
      capture = try open(path)
    } catch {
      // A file without a byte has no packets, and nothing is wrong with it.
      if error.isEmptyFile, options.writeFile == nil { return }
      throw .reading(path, error)
    }
    var session = try Session(options, linkType: capture.interfaces.first?.linkType ?? .ethernet)
    do {
      let interruption = Interruption { capture.stop() }
      try await session.run(capture)
      withExtendedLifetime(interruption) {}
    } catch let error as CaptureError {
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
  var isEmptyFile: Bool { code == .truncated && offset == 0 }
}
