public import PacketCore

extension FTP {
  public static let fields: [Field<FTP>] = lineFields + addressFields + extendedFields

  private typealias Reader = @Sendable (borrowing FTP, Bool, Field<FTP>.Emit) -> Void

  /// A field that depends on the direction: commands go to the server's port.
  private static func directed(
    _ name: String, _ label: String, _ type: FieldType, hidden: Bool = false,
    _ read: @escaping Reader
  ) -> Field<FTP> {
    Field(
      name, label, type, hidden: hidden,
      inContext: { view, context, emit in
        read(view, context.isSent(to: ports) ?? view.isCommand, emit)
      })
  }

  private static let lineFields: [Field<FTP>] = [
    directed("ftp.request", "Request", .boolean, hidden: true) { _, isCommand, emit in
      emit(.boolean(isCommand), 0..<0)
    },
    directed("ftp.response", "Response", .boolean, hidden: true) { _, isCommand, emit in
      emit(.boolean(!isCommand), 0..<0)
    },
    directed("ftp.request.command", "Request command", .text) { view, isCommand, emit in
      if isCommand, !view.commandRange.isEmpty { emit(.text, view.commandRange) }
    },
    directed("ftp.request.arg", "Request arg", .text) { view, isCommand, emit in
      let range = view.argumentRange(isCommand: true)
      if isCommand, !range.isEmpty { emit(.text, range) }
    },
    directed("ftp.response.code", "Response code", .decimal(32)) { view, isCommand, emit in
      if !isCommand, let code = view.replyCode { emit(.unsigned(UInt64(code)), 0..<3) }
    }.named(replyNames),
    directed("ftp.response.arg", "Response arg", .text) { view, isCommand, emit in
      let range = view.argumentRange(isCommand: false)
      if !isCommand, !range.isEmpty { emit(.text, range) }
    },
  ]

  /// The address in PORT's argument, or in the reply to PASV.
  private static func address(
    _ name: String, _ label: String, _ type: FieldType, passive: Bool,
    _ read: @escaping @Sendable (Endpoint, IPv4Address?, Field<FTP>.Emit) -> Void
  ) -> Field<FTP> {
    Field(
      name, label, type,
      inContext: { view, context, emit in
        let isCommand = context.isSent(to: ports) ?? view.isCommand
        guard isCommand != passive,
          passive ? view.replyCode == 227 : view.bytes.equals("port", in: view.commandRange),
          let endpoint = view.endpoint(in: view.argumentRange(isCommand: isCommand))
        else { return }
        let sender = context.network.flatMap { network in
          context.packet.byte(at: network.offset) >> 4 == 4
            ? IPv4Address(context.packet, at: network.offset + 12) : nil
        }
        read(endpoint, sender, emit)
      })
  }

  private static func addresses(
    _ prefix: String, _ ip: String, _ label: String, passive: Bool
  ) -> [Field<FTP>] {
    [
      address("\(prefix).\(ip)", label + " IP address", .ipv4Address, passive: passive) {
        place, _, emit in emit(.ipv4(place.ip), place.range)
      },
      address("\(prefix).port", label + " port", .port, passive: passive) { place, _, emit in
        emit(.unsigned(UInt64(place.port)), place.portRange)
      },
      address("\(prefix).nat", label + " IP NAT", .boolean, passive: passive) {
        place, sender, emit in
        if let sender, sender != place.ip { emit(.boolean(true), place.range) }
      },
    ]
  }

  private static let addressFields =
    addresses("ftp.passive", "ip", "Passive", passive: true)
    + addresses("ftp.active", "cip", "Active", passive: false)

  private static func extended(
    _ name: String, _ label: String, _ type: FieldType, passive: Bool,
    _ read:
      @escaping @Sendable (
        borrowing FTP, (Range<Int>, Range<Int>, Range<Int>), Field<FTP>.Emit
      ) -> Void
  ) -> Field<FTP> {
    directed(name, label, type) { view, isCommand, emit in
      var range = view.argumentRange(isCommand: isCommand)
      if passive {
        guard !isCommand, view.replyCode == 229, let open = view.bytes.offset(of: 40, in: range)
        else { return }
        range = open + 1..<range.upperBound
      } else if !isCommand || !view.bytes.equals("eprt", in: view.commandRange) {
        return
      }
      if let parts = view.extendedParts(in: range) { read(view, parts, emit) }
    }
  }

  private static let extendedFields: [Field<FTP>] = [
    extended("ftp.eprt.af", "Extended active address family", .decimal(8), passive: false) {
      view, parts, emit in
      if let family = view.bytes.decimal(in: parts.0) { emit(.unsigned(family), parts.0) }
    },
    extended("ftp.eprt.ip", "Extended active IP address", .ipv4Address, passive: false) {
      view, parts, emit in
      if let ip = IPv4Address(view.bytes.string(in: parts.1)) { emit(.ipv4(ip), parts.1) }
    },
    extended("ftp.eprt.ipv6", "Extended active IPv6 address", .ipv6Address, passive: false) {
      view, parts, emit in
      if let ip = IPv6Address(view.bytes.string(in: parts.1)) { emit(.ipv6(ip), parts.1) }
    },
    extended("ftp.eprt.port", "Extended active port", .port, passive: false) { view, parts, emit in
      if let port = view.bytes.decimal(in: parts.2) { emit(.unsigned(port), parts.2) }
    },
    Field(
      "ftp.epsv.ip", "Extended passive IPv4 address", .ipv4Address,
      inContext: {
        view, context, emit in
        guard view.replyCode == 229, let network = context.network,
          context.packet.byte(at: network.offset) >> 4 == 4
        else { return }
        emit(.ipv4(IPv4Address(context.packet, at: network.offset + 12)), view.line)
      }),
    Field(
      "ftp.epsv.ipv6", "Extended passive IPv6 address", .ipv6Address,
      inContext: {
        view, context, emit in
        guard view.replyCode == 229, let network = context.network,
          context.packet.byte(at: network.offset) >> 4 == 6
        else { return }
        emit(.ipv6(IPv6Address(context.packet, at: network.offset + 8)), view.line)
      }),
    extended("ftp.epsv.port", "Extended passive port", .port, passive: true) { view, parts, emit in
      if let port = view.bytes.decimal(in: parts.2) { emit(.unsigned(port), parts.2) }
    },
  ]

  public static var summary: Summary<FTP>? {
    Summary("FTP") { view, columns in
      columns.info.append(view.isCommand ? "Request: " : "Response: ")
      columns.info.append(text: view.bytes, in: view.line)
    }
  }

  /// RFC 959 §4.2.1, as Wireshark calls them.
  private static let replyNames: ValueNames = [
    110: "Restart marker reply", 120: "Service ready in nnn minutes",
    125: "Data connection already open; transfer starting",
    150: "File status okay; about to open data connection", 200: "Command okay",
    202: "Command not implemented, superfluous at this site",
    211: "System status, or system help reply", 212: "Directory status", 213: "File status",
    214: "Help message", 215: "NAME system type", 220: "Service ready for new user",
    221: "Service closing control connection",
    225: "Data connection open; no transfer in progress", 226: "Closing data connection",
    227: "Entering Passive Mode", 228: "Entering Long Passive Mode",
    229: "Entering Extended Passive Mode", 230: "User logged in, proceed",
    250: "Requested file action okay, completed", 257: "PATHNAME created",
    331: "User name okay, need password", 332: "Need account for login",
    350: "Requested file action pending further information",
    421: "Service not available, closing control connection", 425: "Can't open data connection",
    426: "Connection closed; transfer aborted", 450: "Requested file action not taken",
    451: "Requested action aborted: local error in processing",
    452: "Requested action not taken. Insufficient storage space in system",
    500: "Syntax error, command unrecognized", 501: "Syntax error in parameters or arguments",
    502: "Command not implemented", 503: "Bad sequence of commands",
    504: "Command not implemented for that parameter", 522: "Network protocol not supported",
    530: "Not logged in", 532: "Need account for storing files",
    550: "Requested action not taken: File unavailable",
    551: "Requested action aborted: page type unknown",
    552: "Requested file action aborted: Exceeded storage allocation",
    553: "Requested action not taken: File name not allowed",
  ]
}
