import Benchmark
import CaptureFiles
import Dissectors
import GeneratedTraffic
import PacketCore

/// Reading records only: what the codec costs.
func readingBenchmarks(_ path: String, _ format: GeneratedTraffic.Format) {
  Benchmark("read \(format), \(packetCount) packets") { _ in
    var reader = try CaptureFileReader(path: path)
    while let batch = try reader.nextBatch() { blackHole(batch.count) }
  }
}

/// A loop over packets that reads their headers, in the three ways to write it.
func iterationBenchmarks(_ path: String, _ format: GeneratedTraffic.Format) {
  Benchmark("iterate \(format) with a loop") { _ in
    var reader = try CaptureFileReader(path: path)
    var sum = 0
    while let packet = try reader.next() { sum &+= packet.headers.payload.byteCount }
    blackHole(sum)
  }

  Benchmark("iterate \(format) with for await") { _ in
    blackHole(try await payloadBytes(path))
  }

  Benchmark("iterate \(format) batch by batch") { _ in
    var reader = try CaptureFileReader(path: path)
    var sum = 0
    while let batch = try reader.nextBatch() {
      batch.forEachView { sum &+= $0.headers.payload.byteCount }
    }
    blackHole(sum)
  }
}

@concurrent
private func payloadBytes(_ path: String) async throws -> Int {
  var sum = 0
  for try await packet in try Capture.file(path) { sum &+= packet.headers.payload.byteCount }
  return sum
}
