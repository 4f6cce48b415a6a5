import Benchmark
import CaptureFiles
import Dissectors
import Foundation
import GeneratedTraffic
import PacketCore

/// Each benchmark handles the same number of packets, so that its wall clock divided by that number
/// is the time a packet takes; `throughput` tells packets a second.
let packetCount = 100_000

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .instructions, .peakMemoryResident],
    scalingFactor: .one, maxDuration: .seconds(3))

  for format in GeneratedTraffic.Format.allCases {
    let path = temporaryFile(format)
    readingBenchmarks(path, format)
    iterationBenchmarks(path, format)
  }
  dissectionBenchmarks()
}

/// A capture file with generated packets; later runs overwrite it.
private func temporaryFile(_ format: GeneratedTraffic.Format) -> String {
  var traffic = GeneratedTraffic()
  let path = FileManager.default.temporaryDirectory.appending(
    path: "packet-benchmarks-\(getpid()).\(format.rawValue)")
  try? Data(traffic.file(format, count: packetCount)).write(to: path)
  return path.path()
}
