import CaptureFiles
import Dissectors
import PacketCore

/// `contestant T0|T1|T3|layers FILE [sync|async|chunk]` reads a capture through the library's public API and
/// prints what it counted and how long that took.
@main
struct Contestant {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let task = Task(rawValue: arguments[1]),
      let way = Way(rawValue: arguments.count > 3 ? arguments[3] : "sync")
    else {
      print("usage: contestant T0|T1|T3|layers FILE [sync|async|chunk]")
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
      let more =
        switch task {
        case .application: " dns=\(result.dns) http=\(result.http) sni=\(result.tls)"
        case .layers: " layers=\(result.layers)"
        default: ""
        }
      print(
        "packets=\(result.packets) checksum=\(result.sum) ns=\(UInt64(nanoseconds))" + more)
    } catch {
      print("error: \(error)")
    }
  }

  enum Task: String {
    case walk = "T0"
    case decode = "T1"
    case application = "T3"
    /// All layers of each packet are recognised, and no field is read.
    case layers
  }
  enum Way: String { case sync, async, chunk }

  /// A loop over packets, on the thread that calls it.
  static func loop(_ task: Task, _ path: String) throws(CaptureError) -> Checksum {
    var checksum = Checksum()
    var reader = try CaptureFileReader(path: path)
    switch task {
    case .walk: while let packet = try reader.next() { checksum.walk(packet.capturedLength) }
    case .decode: while let packet = try reader.next() { checksum.decode(packet.headers) }
    case .application:
      while let packet = try reader.next() { checksum.decodeApplication(packet.headers) }
    case .layers:
      var path = LayerPath()
      let table = DissectorTable.standard
      while let packet = try reader.next() {
        path.find(
          in: packet.bytes, linkType: packet.linkType, originalLength: packet.originalLength,
          table: table)
        checksum.count(path)
      }
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
    case .application:
      for try await packet in capture { checksum.decodeApplication(packet.headers) }
    case .layers:
      var path = LayerPath()
      let table = DissectorTable.standard
      for try await packet in capture {
        path.find(
          in: packet.bytes, linkType: packet.linkType, originalLength: packet.originalLength,
          table: table)
        checksum.count(path)
      }
    }
    return checksum
  }

  /// The packets of each chunk are lent, not shared.
  static func chunkLoop(_ task: Task, _ path: String) throws(CaptureError) -> Checksum {
    var checksum = Checksum()
    var reader = try CaptureFileReader(path: path)
    var path = LayerPath()
    let table = DissectorTable.standard
    while let batch = try reader.nextBatch() {
      switch task {
      case .walk: batch.forEachView { checksum.walk($0.capturedLength) }
      case .decode: batch.forEachView { checksum.decode($0.headers) }
      case .application: batch.forEachView { checksum.decodeApplication($0.headers) }
      case .layers:
        batch.forEachView {
          path.find(
            in: $0.bytes, linkType: $0.linkType, originalLength: $0.originalLength, table: table)
          checksum.count(path)
        }
      }
    }
    return checksum
  }
}
