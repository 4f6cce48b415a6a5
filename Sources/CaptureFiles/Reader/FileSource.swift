import PacketCore
import Synchronization

/// The packets of a file, or of what a descriptor leads to.
final class FileSource: PacketSource {
  enum Origin: Sendable {
    case path(String, follows: Bool)
    case descriptor(Descriptor)
  }

  private struct State {
    /// Opened and checked, for the next loop.
    var engine: FileEngine?
    var interfaces: InterfaceTable
    var wasRead = false
  }

  private let origin: Origin
  private let signal = StopSignal()
  private let state: Mutex<State>
  /// A pipe, a terminal or a file that is followed.
  let isLive: Bool

  /// Opens the file; reads its header too, unless that could block.
  init(_ origin: Origin) throws(CaptureError) {
    self.origin = origin
    let engine = try Self.open(origin)
    if case .path(_, follows: true) = origin {
      isLive = true
    } else {
      isLive = engine.descriptor.kind == .stream
    }
    state = Mutex(State(engine: engine, interfaces: engine.interfaces))
  }

  private static func open(_ origin: Origin) throws(CaptureError) -> sending FileEngine {
    let engine: FileEngine
    switch origin {
    case .path(let path, let follows):
      engine = FileEngine(try Descriptor(reading: path, waits: false), follows: follows)
    case .descriptor(let descriptor): engine = FileEngine(descriptor)
    }
    if engine.descriptor.kind == .regular { try engine.prime() }
    return engine
  }

  var interfaces: [InterfaceDescription] { state.withLock { $0.interfaces }.all }

  func makeReader() throws(CaptureError) -> any BatchReader {
    FileBatchReader(try takeEngine(), signal: signal, followedPath: followedPath)
  }

  private var followedPath: String? {
    if case .path(let path, follows: true) = origin { path } else { nil }
  }

  private func takeEngine() throws(CaptureError) -> FileEngine {
    let first = state.withLock { state -> FileEngine? in
      defer { state.engine = nil }
      return state.engine
    }
    if let first { return first }
    guard case .path = origin else {
      throw CaptureError(.unsupported, "what a descriptor gives can be read once only")
    }
    let engine = try Self.open(origin)
    let table = engine.interfaces
    state.withLock { $0.interfaces = table }
    return engine
  }

  func stop() { signal.raise() }
}
