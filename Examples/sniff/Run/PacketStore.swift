import Packets

/// The file, or the files one after the other, that packets are written to.
final class PacketStore {
  private var file: CaptureFileWriter?
  private var files: RotatingWriter?
  private let path: String
  private let byteLimit: UInt64?

  /// - Parameter linkType: That of the packets, as far as it is known before the first.
  init(_ path: String, _ options: Options, linkType: LinkType) throws(Failure) {
    self.path = path
    byteLimit = options.stop.fileSize
    let snapLength = UInt32(clamping: options.interfaces.first?.settings.snapLength ?? 262_144)
    do throws(CaptureError) {
      if options.usesRing {
        let rotation = RotatingWriter.Rotation(
          byteLimit: options.ring.fileSize, duration: options.ring.duration,
          packetLimit: options.ring.packets.map { Int(clamping: $0) },
          fileLimit: options.ring.files)
        files = RotatingWriter(
          path: path, format: options.fileType.format, rotation: rotation, linkType: linkType,
          snapLength: snapLength, application: Usage.version)
      } else if path == "-" {
        file = try CaptureFileWriter(
          descriptor: 1, format: options.fileType.format, linkType: linkType,
          snapLength: snapLength, application: Usage.version)
      } else {
        file = try CaptureFileWriter(
          path: path, format: options.fileType.format, linkType: linkType,
          snapLength: snapLength, application: Usage.version)
      }
    } catch {
      throw .writing(path, error)
    }
  }

  func write(_ packet: Packet) throws(Failure) {
    do throws(CaptureError) {
      try file?.write(packet)
      try files?.write(packet)
    } catch {
      throw .writing(path, error)
    }
  }

  /// Whether the file has reached the size at which writing is to stop.
  var isFull: Bool {
    guard let byteLimit else { return false }
    switch file {
    case .some(let writer): return writer.byteCount >= byteLimit
    case .none: return false
    }
  }

  func flush() throws(Failure) {
    do throws(CaptureError) {
      try file?.flush()
      try files?.flush()
    } catch {
      throw .writing(path, error)
    }
  }

  func close() throws(Failure) {
    do throws(CaptureError) {
      if let writer = file.take() { try writer.close() }
      if let writer = files.take() { try writer.close() }
    } catch {
      throw .writing(path, error)
    }
  }
}

extension Options.FileType {
  var format: CaptureFileWriter.Format {
    switch self {
    case .pcap: .pcap
    case .nsecpcap: .pcapNanoseconds
    case .pcapng: .pcapng
    }
  }
}

extension Failure {
  /// What is wrong with a file that is written.
  static func writing(_ path: String, _ error: CaptureError) -> Failure {
    switch error.code {
    case .noSuchFile: .file("The path to the file \"\(path)\" doesn't exist.")
    case .permissionDenied:
      .file("You don't have permission to create or write to the file \"\(path)\".")
    case .unsupported:
      .file("The capture can't be saved in this file type: \(error.message)")
    default: .file("An error occurred while writing to the file \"\(path)\": \(error.message).")
    }
  }
}
