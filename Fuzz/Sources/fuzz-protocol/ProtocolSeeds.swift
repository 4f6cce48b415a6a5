import CaptureFiles
import Dissectors
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Small layers of each protocol, cut out of captures: what its fuzzer starts from.
struct ProtocolSeeds {
  /// A folder for each protocol is made in it.
  let folder: String

  private static let largestCapture = 4 << 20
  private static let packetsOfACapture = 3000
  private static let largestSeed = 1500
  private static let seedsOfACapture = 4
  private static let seedsOfAProtocol = 60

  private let table = DissectorTable.standard
  private var total: [Int]
  private var fromThisCapture: [Int]
  private var known: [Set<[UInt8]>]

  init(folder: String) {
    self.folder = folder
    total = table.entries.map { _ in 0 }
    fromThisCapture = total
    known = table.entries.map { _ in [] }
    mkdir(folder, 0o755)
    for entry in table.entries { mkdir("\(folder)/\(entry.id)", 0o755) }
  }

  /// Goes through the captures of a folder, at any depth, small ones first.
  mutating func cut(outOf captures: String) {
    for (_, path) in Self.files(in: captures).sorted(by: { $0 < $1 }) {
      guard var reader = try? CaptureFileReader(path: path) else { continue }
      for index in fromThisCapture.indices { fromThisCapture[index] = 0 }
      for _ in 0..<Self.packetsOfACapture {
        guard let packet = try? reader.next() else { break }
        add(packet)
      }
    }
  }

  private mutating func add(_ packet: Packet) {
    for layer in packet.dissection(by: table).path {
      let index = layer.protocolIndex
      guard total[index] < Self.seedsOfAProtocol, fromThisCapture[index] < Self.seedsOfACapture,
        1...Self.largestSeed ~= layer.length
      else { continue }
      let bytes = packet.bytes.slice(from: layer.offset, count: layer.length).copied()
      guard known[index].insert(bytes).inserted else { continue }
      write(bytes, to: "\(folder)/\(table.entries[index].id)/seed-\(total[index])")
      total[index] += 1
      fromThisCapture[index] += 1
    }
  }

  private func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// The files of a folder that are not too large, with their sizes.
  private static func files(in folder: String) -> [(size: Int, path: String)] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [(size: Int, path: String)] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      let path = "\(folder)/\(name)"
      guard !name.hasPrefix("."), stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        found += files(in: path)
      } else if status.st_size <= largestCapture {
        found.append((Int(status.st_size), path))
      }
    }
    return found
  }
}
