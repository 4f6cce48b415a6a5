import CaptureFiles
import Dissectors
import PacketCore

/// `contestant T0|T1 FILE [sync|async|chunk]` reads a capture through the library's public API and
/// prints what it counted and how long that took.
@main
struct Contestant {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let task = Task(rawValue: arguments[1]),
      let way = Way(rawValue: arguments.count > 3 ? arguments[3] : "sync")
    else {
      print("usage: contestant T0|T1 FILE [sync|async|chunk]")
      return
    }
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let result =
        switch way {
        case .sync: try loop(task, arguments[2])
        case .async: try await asynchronousLoop(task, arguments[2])
        case .chunk: try chunkLoop(task, arguments[2])
        }
      let nanoseconds = (clock.now - start) / .nanoseconds(1)
      print("packets=\(result.packets) checksum=\(result.sum) ns=\(UInt64(nanoseconds))")
    } catch {
      print("error: \(error)")
    }
  }

  enum Task: String { case walk = "T0", decode = "T1" }
  enum Way: String { case sync, async, chunk }

  /// A loop over packets, on the thread that calls it.
  static func loop(_ task: Task, _ path: String) throws(CaptureError) -> Checksum {
    var checksum = Checksum()
    var reader = try CaptureFileReader(path: path)
    switch task {
    case .walk: while let packet = try reader.next() { checksum.walk(packet.capturedLength) }
    case .decode: while let packet = try reader.next() { checksum.decode(packet.headers) }
    }
    return checksum
  }

  /// `for try await`; on no actor, so that no packet pays for a hop.
  @concurrent
  static func asynchronousLoop(
    _ task: Task, _ path: String
  ) async throws(CaptureError) -> Checksum {
    var checksum = Checksum()
    let capture = try Capture.file(path)
    switch task {
    case .walk: for try await packet in capture { checksum.walk(packet.capturedLength) }
    case .decode: for try await packet in capture { checksum.decode(packet.headers) }
    }
    return checksum
  }

  /// The packets of each chunk are lent, not shared.
  static func chunkLoop(_ task: Task, _ path: String) throws(CaptureError) -> Checksum {
    var checksum = Checksum()
    var reader = try CaptureFileReader(path: path)
    while let batch = try reader.nextBatch() {
      switch task {
      case .walk: batch.forEachView { checksum.walk($0.capturedLength) }
      case .decode: batch.forEachView { checksum.decode($0.headers) }
      }
    }
    return checksum
  }
}
