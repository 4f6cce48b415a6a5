public import PacketCore

extension Capture {
  /// The packets of an interface, as they come.
  ///
  /// The interface is opened at once, so what is wrong with it is thrown here.
  ///
  /// ```swift
  /// for try await packet in try Capture.live("eth0", filter: "tcp port 443") {
  ///   print(packet.timestamp, packet.originalLength)
  /// }
  /// ```
  ///
  /// - Parameter name: The interface's name (`eth0`); on Linux `any` for all of them.
  /// - Throws: ``PacketCore/CaptureError``: `noSuchInterface`, `permissionDenied` with the command that grants
  ///   it, `unsupported` or `badFilter`. The loop throws `interfaceGone` when the interface goes.
  public static func live(
    _ name: String, configuration: LiveConfiguration
  ) throws(CaptureError) -> Capture {
    Capture(source: try LiveSource(name, configuration: configuration))
  }

  /// The packets of an interface, as they come.
  ///
  /// - Parameters:
  ///   - name: The interface's name (`eth0`); on Linux `any` for all of them.
  ///   - filter: A pcap filter expression that the kernel applies; nil for all packets.
  ///   - promiscuous: Whether what is addressed to other machines is captured too.
  ///   - monitorMode: Whether a Wi-Fi interface hands over all radio frames, with radio headers.
  ///   - snapLength: The most bytes of a packet that are kept.
  ///   - bufferSize: Bytes of the kernel's buffer.
  ///   - timeout: How long the kernel may gather packets before it hands them over.
  ///   - immediate: Whether the kernel hands over each packet at once.
  ///   - direction: Which way the packets go that are captured.
  ///   - timestampType: Who stamps the time; nil for the interface's own choice.
  ///   - nanoseconds: Whether times are taken to the nanosecond where the system can do so.
  ///   - linkType: The kind of header that packets are to start with; nil for the interface's choice.
  public static func live(
    _ name: String, filter: String? = nil, promiscuous: Bool = true, monitorMode: Bool = false,
    snapLength: Int = 262_144, bufferSize: Int = 8 << 20, timeout: Duration = .milliseconds(50),
    immediate: Bool = false, direction: LiveConfiguration.Direction = .both,
    timestampType: TimestampType? = nil, nanoseconds: Bool = true, linkType: LinkType? = nil
  ) throws(CaptureError) -> Capture {
    var configuration = LiveConfiguration()
    configuration.filter = filter
    configuration.promiscuous = promiscuous
    configuration.monitorMode = monitorMode
    configuration.snapLength = snapLength
    configuration.bufferSize = bufferSize
    configuration.timeout = timeout
    configuration.immediate = immediate
    configuration.direction = direction
    configuration.timestampType = timestampType
    configuration.nanoseconds = nanoseconds
    configuration.linkType = linkType
    return try live(name, configuration: configuration)
  }

  /// What only a live capture can do: change its filter, inject packets; nil for other captures.
  public var live: LiveSource? { source as? LiveSource }
}
