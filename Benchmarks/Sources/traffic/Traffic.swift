import Foundation
import GeneratedTraffic

/// `traffic pcap|pcapng COUNT FILE [PAYLOAD]` writes a capture file with generated packets.
@main
struct Traffic {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let format = GeneratedTraffic.Format(rawValue: arguments[1]),
      let count = Int(arguments[2])
    else {
      FileHandle.standardError.write(Data("usage: traffic pcap|pcapng COUNT FILE [PAYLOAD]\n".utf8))
      exit(2)
    }
    let payload = arguments.count > 4 ? Int(arguments[4]) : nil
    var traffic = GeneratedTraffic(payloadLength: payload ?? 6)
    try Data(traffic.file(format, count: count)).write(to: URL(filePath: arguments[3]))
  }
}
