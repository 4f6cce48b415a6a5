import Glibc
public import PacketCore

public struct CaptureFileReader: ~Copyable {
  @usableFromInline var cursor = PacketCursor()
  let engine: Engine

  public init(path: String) throws(CaptureError) {
    let fd = unsafe open(path, O_RDONLY)
    engine = Engine(DescriptorInput(descriptor: fd, owned: true))
  }
  @inlinable
  public mutating func next() throws(CaptureError) -> Packet? {
    if let packet = cursor.next() { return packet }
    return try refill()
  }
  @usableFromInline @inline(never)
  mutating func refill() throws(CaptureError) -> Packet? {
    cursor.clear()
    guard let batch = try engine.nextBatch() else { return nil }
    cursor.take(batch)
    return cursor.next()
  }
  public mutating func nextBatch() throws(CaptureError) -> PacketBatch? {
    cursor.clear()
    return try engine.nextBatch()
  }
}
final class Engine: BatchReader {
  var buffer: ReadBuffer
  var format = PcapFormat(
    isBigEndian: false, isNanosecond: false, linkType: .ethernet, snapLength: 0)
  var started = false
  init(_ input: any ByteInput) { buffer = ReadBuffer(input: input, interfaces: InterfaceTable()) }
  func next() async throws(CaptureError) -> PacketBatch? { try nextBatch() }
  func nextBatch() throws(CaptureError) -> PacketBatch? {
    while true {
      try buffer.refill()
      if buffer.atEnd { return nil }
      if !started { buffer.position = 24; started = true }
      let r = format.scan(buffer.chunk, from: buffer.position, to: buffer.end)
      buffer.position = r.position
      if r.count > 0 { return PacketBatch(chunk: buffer.chunk, range: 0..<r.count) }
    }
  }
}
public struct FileSource: PacketSource {
  let path: String
  public init(path: String) { self.path = path }
  public var interfaces: [InterfaceDescription] { [] }
  public func makeReader() throws(CaptureError) -> any BatchReader {
    Engine(DescriptorInput(descriptor: unsafe open(path, O_RDONLY), owned: true))
  }
  public func stop() {}
}
