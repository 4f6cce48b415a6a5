import Foundation
import LinkTools
import PacketCore
import PcapBinding

/// Receives from an interface for some seconds and tells what that cost.
///
///     live-receiver async|batch|raw INTERFACE SECONDS BUFFER_MIB
///
/// `async` is a loop over packets, `batch` one over batches, `raw` one over libpcap's own calls.
///
///     live-receiver send INTERFACE COUNT RATE
///
/// sends frames to be received.
@main
struct LiveReceiver {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let seconds = Double(arguments[3]), let size = Int(arguments[4])
    else {
      print("usage: live-receiver async|batch|raw INTERFACE SECONDS BUFFER_MIB")
      exit(2)
    }
    var configuration = LiveConfiguration()
    configuration.snapLength = 65535
    configuration.bufferSize = size << 20
    if arguments[1] == "send" {
      let descriptor = link_open("/proc/self/ns/net", arguments[2])
      let frame = Self.datagram
      let status = link_repeat(
        descriptor, frame, Int32(frame.count), UInt32(seconds), UInt32(size))
      exit(status == 0 ? 0 : 1)
    }
    // What starting a Swift program takes is no packet's.
    let start = processorSeconds()
    do {
      let (sum, dropped) = try await receive(
        arguments[1], arguments[2], configuration, seconds: seconds)
      let cpu = processorSeconds() - start
      print(
        "\(arguments[1]) got=\(sum.packets) drop=\(dropped) cpu=\(cpu)",
        "cpu_ns/pkt=\(Int(cpu * 1e9 / Double(sum.packets + 1))) sum=\(sum.sum)")
    } catch {
      print(error)
      exit(1)
    }
  }

  /// The smallest Ethernet frame: 18 bytes in UDP from 10.0.0.1 port 4000 to 10.0.0.2 port 5000.
  static var datagram: [UInt8] {
    [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
      + [0x45, 0, 0, 46, 0, 0, 0, 0, 64, 17, 0x66, 0xbd, 10, 0, 0, 1, 10, 0, 0, 2]
      + [0x0f, 0xa0, 0x13, 0x88, 0, 26, 0, 0] + Array(repeating: 0, count: 18)
  }

  static func receive(
    _ way: String, _ name: String, _ configuration: LiveConfiguration, seconds: Double
  ) async throws -> (HeaderSum, dropped: UInt64) {
    if way == "raw" { return try RawReceiver.run(name, configuration, seconds: seconds) }
    let capture = try Capture.live(name, configuration: configuration)
    Task {
      try await Task.sleep(for: .seconds(seconds))
      capture.stop()
    }
    let sum = try await way == "async" ? packets(capture) : batches(capture)
    return (sum, try capture.statistics()?.droppedByKernel ?? 0)
  }

  @concurrent
  static func packets(_ capture: Capture) async throws -> HeaderSum {
    var sum = HeaderSum()
    for try await packet in capture { sum.add(packet.bytes, linkType: packet.linkType) }
    return sum
  }

  @concurrent
  static func batches(_ capture: Capture) async throws -> HeaderSum {
    var sum = HeaderSum()
    for try await batch in capture.batches {
      batch.forEachView { sum.add($0.bytes, linkType: $0.linkType) }
    }
    return sum
  }

  /// User and system time of the process so far.
  static func processorSeconds() -> Double {
    var usage = rusage()
    // 0 is RUSAGE_SELF everywhere; its type is not.
    getrusage(numericCast(0), &usage)
    let time = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return Double(time) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }
}
