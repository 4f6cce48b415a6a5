public import PacketCore

extension RTCP {
  public static let fields: [Field<RTCP>] =
    headerFields + senderFields + blockFields + descriptionFields + otherFields

  /// All packets; or those of some kinds, without the four bytes of their headers.
  private static func parts(_ kinds: Kind..., dropping count: Int = 4) -> Field<RTCP>.Parts {
    { view, body in
      view.forEachPart { part in
        if kinds.isEmpty { return body(part.range) }
        let start = part.range.lowerBound + count
        if kinds.contains(part.kind), start < part.range.upperBound {
          body(start..<part.range.upperBound)
        }
      }
    }
  }

  private static let all = parts()
  private static let sources = parts(
    .senderReport, .receiverReport, .application, .transportFeedback, .payloadFeedback,
    .extendedReport)
  private static let feedback = parts(.transportFeedback, .payloadFeedback)
  private static let reports = parts(.senderReport)

  /// The five bits of the packets' first byte, under the name that their kind gives them.
  private static func count(
    _ name: String, _ label: String, _ kinds: Kind...
  ) -> Field<RTCP> {
    Field(name, label, .decimal(8)) { view, emit in
      view.forEachPart { part in
        guard kinds.contains(part.kind) else { return }
        emit(
          .unsigned(UInt64(part.count)), part.range.lowerBound..<part.range.lowerBound + 1)
      }
    }
  }

  private static let headerFields: [Field<RTCP>] = [
    Field("rtcp.version", "Version", .decimal(8), at: 0, 1, mask: 0xc0, in: all),
    Field("rtcp.padding", "Padding", at: 0, 1, bit: 0x20, in: all),
    count("rtcp.rc", "Reception report count", .senderReport, .receiverReport),
    count("rtcp.sc", "Source count", .sourceDescription, .goodbye),
    count("rtcp.app.subtype", "Subtype", .application),
    count("rtcp.rtpfb.fmt", "RTCP Feedback message type (FMT)", .transportFeedback),
    count("rtcp.psfb.fmt", "RTCP Feedback message type (FMT)", .payloadFeedback),
    Field("rtcp.pt", "Packet type", .decimal(8), at: 1, 1, in: all).named(kindNames),
    Field("rtcp.length", "Length", .decimal(16), at: 2, 2, in: all),
    Field("rtcp.senderssrc", "Sender SSRC", .hex(32), at: 0, 4, in: sources),
    Field("rtcp.mediassrc", "Media source SSRC", .hex(32), at: 4, 4, in: feedback),
  ]

  private static let senderFields: [Field<RTCP>] = [
    Field("rtcp.timestamp.ntp.msw", "Timestamp, MSW", .decimal(32), at: 4, 4, in: reports),
    Field("rtcp.timestamp.ntp.lsw", "Timestamp, LSW", .decimal(32), at: 8, 4, in: reports),
    Field("rtcp.timestamp.ntp", "MSW and LSW as NTP timestamp", .absoluteTime) { view, emit in
      reports(view) { part in
        guard part.count >= 12 else { return }
        let start = part.lowerBound + 4
        emit(.time(view.bytes.ntpTime(at: start)), start..<start + 8)
      }
    },
    Field("rtcp.timestamp.rtp", "RTP timestamp", .decimal(32), at: 12, 4, in: reports),
    Field(
      "rtcp.sender.packetcount", "Sender's packet count", .decimal(32), at: 16, 4, in: reports),
    Field("rtcp.sender.octetcount", "Sender's octet count", .decimal(32), at: 20, 4, in: reports),
  ]

  /// The report blocks of sender and receiver reports (RFC 3550 §6.4.1), 24 bytes each.
  private static let blocks: Field<RTCP>.Parts = { view, body in
    view.forEachPart { part in
      var start = part.range.lowerBound
      switch part.kind {
      case .senderReport: start += 28
      case .receiverReport: start += 8
      default: return
      }
      for _ in 0..<part.count {
        guard start < part.range.upperBound else { return }
        body(start..<min(start + 24, part.range.upperBound))
        start += 24
      }
    }
  }

  private static let chunkSources: Field<RTCP>.Parts = { view, body in
    blocks(view, body)
    view.forEachChunk { body($0.lowerBound..<min($0.lowerBound + 4, $0.upperBound)) }
    view.forEachPart { part in
      guard part.kind == .goodbye else { return }
      for index in 0..<part.count {
        let start = part.range.lowerBound + 4 + 4 * index
        if start + 4 <= part.range.upperBound { body(start..<start + 4) }
      }
    }
  }

  private static let blockFields: [Field<RTCP>] = [
    Field("rtcp.ssrc.identifier", "Identifier", .hex(32), at: 0, 4, in: chunkSources),
    Field("rtcp.ssrc.fraction", "Fraction lost", .decimal(8), at: 4, 1, in: blocks),
    Field(
      "rtcp.ssrc.cum_nr", "Cumulative number of packets lost", .signed(bits: 24), at: 5, 3,
      in: blocks),
    Field(
      "rtcp.ssrc.ext_high", "Extended highest sequence number received", .decimal(32), at: 8, 4,
      in: blocks),
    Field(
      "rtcp.ssrc.high_cycles", "Sequence number cycles count", .decimal(16), at: 8, 2, in: blocks),
    Field(
      "rtcp.ssrc.high_seq", "Highest sequence number received", .decimal(16), at: 10, 2,
      in: blocks),
    Field("rtcp.ssrc.jitter", "Interarrival jitter", .decimal(32), at: 12, 4, in: blocks),
    Field("rtcp.ssrc.lsr", "Last SR timestamp", .decimal(32), at: 16, 4, in: blocks),
    Field("rtcp.ssrc.dlsr", "Delay since last SR timestamp", .decimal(32), at: 20, 4, in: blocks),
  ]

  /// The chunks of source descriptions (RFC 3550 §6.5), with the source they start with.
  private func forEachChunk(_ body: (Range<Int>) -> Void) {
    forEachPart { part in
      guard part.kind == .sourceDescription else { return }
      var start = part.range.lowerBound + 4
      for _ in 0..<part.count {
        guard start + 4 <= part.range.upperBound else { return }
        var end = start + 4
        while end < part.range.upperBound, bytes.byte(at: end) != 0 {
          end += 2 + Int(bytes.byte(at: end + 1))
        }
        // A zero ends the items, and more of them fill up to a multiple of four bytes.
        end = min((end + 4) & ~3, part.range.upperBound)
        body(start..<max(end, start + 4))
        start = max(end, start + 4)
      }
    }
  }

  /// The items of chunks: type, length, text; the zero at their end too.
  private static let items: Field<RTCP>.Parts = { view, body in
    view.forEachChunk { chunk in
      var offset = chunk.lowerBound + 4
      while offset < chunk.upperBound {
        guard view.bytes.byte(at: offset) != 0 else { return body(offset..<offset + 1) }
        let end = min(offset + 2 + Int(view.bytes.byte(at: offset + 1)), chunk.upperBound)
        body(offset..<end)
        offset = end
      }
    }
  }

  private static let descriptionFields: [Field<RTCP>] = [
    Field("rtcp.sdes.type", "Type", .decimal(8), at: 0, 1, in: items).named([
      0: "END", 1: "CNAME (user and domain)", 2: "NAME (common name)",
      3: "EMAIL (e-mail address)", 4: "PHONE (phone number)", 5: "LOC (geographic location)",
      6: "TOOL (name/version of source app)", 7: "NOTE (note about source)",
      8: "PRIV (private extensions)",
    ]),
    Field("rtcp.sdes.length", "Length", .decimal(32), at: 1, 1, in: items),
    Field("rtcp.sdes.text", "Text", .text, at: 2, in: items),
  ]

  private static let applications = parts(.application)
  private static let feedbackInformation = parts(
    .transportFeedback, .payloadFeedback, dropping: 12)

  private static let losses: Field<RTCP>.Parts = { view, body in view.forEachLoss(body) }

  private static let otherFields: [Field<RTCP>] = [
    Field("rtcp.app.name", "Name (ASCII)", .text, at: 4, 4, in: applications),
    Field("rtcp.app.data", "Application specific data", .bytes, at: 8, in: applications),
    // Generic NACK (RFC 4585 §6.2.1).
    Field(
      "rtcp.rtpfb.nack_pid", "RTCP Transport Feedback NACK PID", .decimal(16), at: 0, 2, in: losses),
    Field(
      "rtcp.rtpfb.nack_blp", "RTCP Transport Feedback NACK BLP", .hex(16), at: 2, 2, in: losses),
    Field("rtcp.fci", "Feedback Control Information (FCI)", .bytes) { view, emit in
      view.forEachPart { part in
        let start = part.range.lowerBound + 12
        guard part.kind == .payloadFeedback, part.count == 15, start < part.range.upperBound else {
          return
        }
        emit(.bytes, start..<part.range.upperBound)
      }
    },
    Field("rtcp.length_check", "RTCP frame length check", .boolean) { view, emit in
      var end = 0
      while view.bytes.has(4, at: end), end == 0 || view.isHeader(at: end) {
        end += 4 + 4 * Int(view.bytes.bigEndian(UInt16.self, at: end + 2))
      }
      if end <= view.bytes.byteCount { emit(.boolean(true), 0..<0) }
    },
  ]

  private func forEachLoss(_ body: (Range<Int>) -> Void) {
    forEachPart { part in
      guard part.kind == .transportFeedback, part.count == 1 else { return }
      var start = part.range.lowerBound + 12
      while start + 4 <= part.range.upperBound {
        body(start..<start + 4)
        start += 4
      }
    }
  }

  public static var summary: Summary<RTCP>? {
    Summary("RTCP") { view, columns in
      view.forEachPart { part in
        columns.info.append(kindNames[UInt64(part.kind.rawValue)] ?? "Unknown")
        columns.info.append("   ")
      }
    }
  }

  private static let kindNames: ValueNames = [
    192: "Full Intra-frame Request (H.261)", 193: "Negative Acknowledgement (H.261)",
    194: "SMPTE time-code mapping", 195: "Extended inter-arrival jitter report",
    200: "Sender Report", 201: "Receiver Report", 202: "Source description", 203: "Goodbye",
    204: "Application specific", 205: "Generic RTP Feedback", 206: "Payload-specific Feedback",
    207: "Extended report (RFC 3611)", 208: "AVB RTCP packet (IEEE1733)",
    209: "Receiver Summary Information", 210: "Port Mapping",
  ]
}

extension RawSpan {
  /// The moment that 64 bits give, in seconds since 1900, or since 2036 when the first bit is not set
  /// (RFC 4330 §3).
  fileprivate func ntpTime(at offset: Int) -> Timestamp {
    let seconds = Int64(bigEndian(UInt32.self, at: offset))
    let fraction = UInt64(bigEndian(UInt32.self, at: offset + 4))
    let epoch: Int64 = seconds & 0x8000_0000 != 0 ? -2_208_988_800 : 2_085_978_496
    return Timestamp(
      seconds: seconds + epoch, nanoseconds: UInt32((fraction * 1_000_000_000) >> 32))
  }
}
