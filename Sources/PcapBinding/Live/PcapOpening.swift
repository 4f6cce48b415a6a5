import CPcap
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The steps from an interface's name to a handle that captures.
struct PcapOpening {
  let name: String
  let configuration: LiveConfiguration

  @unsafe
  struct Opened {
    let pcap: OpaquePointer
    let warning: String?
    #if os(Linux)
      var ring: PacketRing?
    #endif
  }

  #if os(Linux)
    /// Opens a handle, and a ring that packets are read from in its place where one serves.
    ///
    /// libpcap's own socket then receives nothing, and serves for all else.
    func openWithRing() throws(CaptureError) -> Opened {
      guard PacketRing.suits(name, configuration) else { return unsafe try open() }
      var small = configuration
      small.bufferSize = PacketRing.smallestBlock
      small.filter = nil
      var opened = unsafe try PcapOpening(name: name, configuration: small).open()
      do throws(CaptureError) {
        let filter = unsafe try KernelFilter(
          configuration.filter ?? "", for: opened.pcap, name)
        if unsafe LinkType(opened.pcap) == .ethernet,
          let ring = PacketRing(name, configuration, filter: filter)
        {
          _ = PacketSocketAddress.bind(
            unsafe pcap_fileno(opened.pcap), ring.index, protocol: 0)
          unsafe opened.ring = ring
          return unsafe opened
        }
      } catch {
        unsafe pcap_close(opened.pcap)
        throw error
      }
      unsafe pcap_close(opened.pcap)
      return unsafe try open()
    }
  #else
    func openWithRing() throws(CaptureError) -> Opened { unsafe try open() }
  #endif

  func open() throws(CaptureError) -> Opened {
    let pcap = unsafe try Self.create(name)
    do throws(CaptureError) {
      unsafe try configure(pcap)
      let status = unsafe pcap_activate(pcap)
      guard status >= 0 else { throw unsafe .pcap(status, pcap, name) }
      let warning = status > 0 ? unsafe Self.warning(status, pcap) : nil
      unsafe try prepare(pcap)
      return unsafe Opened(pcap: pcap, warning: warning)
    } catch {
      unsafe pcap_close(pcap)
      throw error
    }
  }

  /// A handle that does not capture yet.
  static func create(_ name: String) throws(CaptureError) -> OpaquePointer {
    // libpcap would see only what stands before a zero byte.
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw .noSuchInterface(name, existing: (try? NetworkInterface.all().map(\.name)) ?? [])
    }
    var message = MessageBuffer()
    guard let pcap = unsafe message.withPointer({ unsafe pcap_create(name, $0) }) else {
      throw CaptureError(.system, "\(name): \(message.text)")
    }
    return unsafe pcap
  }

  /// What must be set before the handle captures.
  private func configure(_ pcap: OpaquePointer) throws(CaptureError) {
    unsafe pcap_set_snaplen(pcap, CInt(clamping: max(configuration.snapLength, 1)))
    unsafe pcap_set_promisc(pcap, configuration.promiscuous ? 1 : 0)
    unsafe pcap_set_timeout(pcap, milliseconds(configuration.timeout))
    unsafe pcap_set_buffer_size(pcap, CInt(clamping: max(configuration.bufferSize, 1)))
    unsafe pcap_set_immediate_mode(pcap, configuration.immediate ? 1 : 0)
    if configuration.nanoseconds {
      // Refused where there are only microseconds; the handle tells what it has.
      unsafe pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO)
    }
    if let type = configuration.timestampType {
      let status = unsafe pcap_set_tstamp_type(pcap, type.rawValue)
      guard status == 0 else {
        throw CaptureError(
          .unsupported,
          "\(name): time stamps of type \(type.name ?? String(type.rawValue)) are not supported")
      }
    }
    if configuration.monitorMode {
      let status = unsafe pcap_can_set_rfmon(pcap)
      guard status >= 0 else { throw unsafe .pcap(status, pcap, name) }
      guard status == 1 else {
        throw CaptureError(.unsupported, "\(name): the interface has no monitor mode")
      }
      unsafe pcap_set_rfmon(pcap, 1)
    }
  }

  /// What can be set only once the handle captures.
  private func prepare(_ pcap: OpaquePointer) throws(CaptureError) {
    if let linkType = configuration.linkType,
      unsafe pcap_set_datalink(pcap, linkType.dataLinkType) != 0
    {
      throw CaptureError(.unsupported, "\(name): \(unsafe String(cString: pcap_geterr(pcap)))")
    }
    if let filter = configuration.filter {
      let compiled = unsafe try KernelFilter(filter, for: pcap, name)
      unsafe try compiled.install(on: pcap, name)
    }
    if configuration.direction != .both {
      unsafe try Self.install(configuration.direction, on: pcap, name)
    }
    var message = MessageBuffer()
    guard unsafe message.withPointer({ unsafe pcap_setnonblock(pcap, 1, $0) }) == 0 else {
      throw CaptureError(.system, "\(name): \(message.text)")
    }
  }

  static func install(
    _ direction: LiveConfiguration.Direction, on pcap: OpaquePointer, _ name: String
  ) throws(CaptureError) {
    let value =
      switch direction {
      case .both: PCAP_D_INOUT
      case .incoming: PCAP_D_IN
      case .outgoing: PCAP_D_OUT
      }
    guard unsafe pcap_setdirection(pcap, value) == 0 else {
      throw CaptureError(.unsupported, "\(name): \(unsafe String(cString: pcap_geterr(pcap)))")
    }
  }

  private static func warning(_ status: CInt, _ pcap: OpaquePointer) -> String {
    let detail = unsafe String(cString: pcap_geterr(pcap))
    return detail.isEmpty ? unsafe String(cString: pcap_statustostr(status)) : detail
  }

  private func milliseconds(_ duration: Duration) -> CInt {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0, seconds < 1_000_000 else { return seconds < 0 ? 0 : 1_000_000_000 }
    // Rounded up: 0 means to libpcap that there is no limit.
    return CInt(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
