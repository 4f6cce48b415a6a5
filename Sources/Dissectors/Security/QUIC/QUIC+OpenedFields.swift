import PacketCore

extension QUIC {
  /// Fields of what is protected with keys that the datagram tells.
  static var openedFields: [Field<QUIC>] {
    initialFields + frameFields + helloFields
  }

  private static func number(
    _ name: String, _ label: String, _ type: FieldType, at place: Int = 0,
    _ value: @escaping @Sendable (OpenedInitial) -> UInt64
  ) -> Field<QUIC> {
    Field(name, label, type) { view, emit in
      for initial in view.opened().initials {
        let start = place == 0 ? initial.place.range.lowerBound : initial.place.payload.lowerBound
        let count = place == 0 ? 1 : initial.packet.packetNumberLength
        emit(.unsigned(value(initial.packet)), start..<start + count)
      }
    }
  }

  private static var initialFields: [Field<QUIC>] {
    [
      number("quic.long.reserved", "Reserved", .decimal(8)) { UInt64($0.firstByte >> 2 & 3) },
      number("quic.packet_number_length", "Packet Number Length", .decimal(8)) {
        UInt64($0.firstByte & 3)
      },
      number("quic.packet_number", "Packet Number", .decimal(64), at: 1) { $0.packetNumber },
      Field("quic.payload", "Payload", .bytes) { view, emit in
        for initial in view.opened().initials {
          emit(.bytes, initial.place.payload.dropFirst(initial.packet.packetNumberLength))
        }
      },
    ]
  }

  /// A value of each frame that has one.
  private static func frame(
    _ name: String, _ label: String, _ type: FieldType,
    _ value: @escaping @Sendable (InitialFrame) -> FieldValue?
  ) -> Field<QUIC> {
    Field(name, label, type) { view, emit in
      for initial in view.opened().initials {
        for frame in initial.frames {
          // Its bytes do not stand in the packet as they are.
          if let value = value(frame) { emit(value, initial.place.payload) }
        }
      }
    }
  }

  private static func acknowledgment(_ name: String, _ label: String, _ index: Int)
    -> Field<QUIC>
  {
    frame("quic.ack.\(name)", label, .decimal(64)) {
      if case .acknowledgment(_, let numbers) = $0, index < numbers.count {
        .unsigned(numbers[index])
      } else {
        nil
      }
    }
  }

  private static var frameFields: [Field<QUIC>] {
    [
      frame("quic.frame", "Frame", .heading) { _ in .present },
      frame("quic.frame_type", "Frame Type", .decimal(64)) { .unsigned($0.type) }
        .named([
          0: "PADDING", 1: "PING", 2: "ACK", 3: "ACK_ECN", 6: "CRYPTO",
          0x1c: "CONNECTION_CLOSE (Transport)", 0x1d: "CONNECTION_CLOSE (Application)",
        ]),
      frame("quic.padding_length", "Padding Length", .decimal(32)) {
        if case .padding(let range) = $0 { .unsigned(UInt64(range.count)) } else { nil }
      },
      frame("quic.crypto.offset", "Offset", .decimal(64)) {
        if case .crypto(let offset, _) = $0 { .unsigned(UInt64(offset)) } else { nil }
      },
      frame("quic.crypto.length", "Length", .decimal(64)) {
        if case .crypto(_, let data) = $0 { .unsigned(UInt64(data.count)) } else { nil }
      },
      frame("quic.crypto.crypto_data", "Crypto Data", .heading) {
        if case .crypto = $0 { .present } else { nil }
      },
      acknowledgment("largest_acknowledged", "Largest Acknowledged", 0),
      acknowledgment("ack_delay", "ACK Delay", 1),
      acknowledgment("ack_range_count", "ACK Range Count", 2),
      acknowledgment("first_ack_range", "First ACK Range", 3),
    ]
  }

  /// The hello's fields, under the names that they have in TLS.
  private static var helloFields: [Field<QUIC>] {
    let others = ["tls.record", "tls.app_data", "tls.alert", "tls.heartbeat", "tls.change"]
    let dated = ["tls.handshake.random_time", "tls.handshake.random_bytes"]
    return (TLS.commonFields + TLS.transportParameterFields).filter { field in
      field.name.hasPrefix("tls.") && !others.contains { field.name.hasPrefix($0) }
        && !dated.contains(field.name)
    }.map { field in
      let made = Field<QUIC>(
        field.name, field.label, field.type, hidden: field.isHidden,
        inContext: { view, context, emit in
          let opened = view.opened()
          guard let record = opened.record, let first = opened.initials.first else { return }
          let bytes = record.bytes
          field.read(TLS(unchecked: bytes), context) { value, range in
            emit(value.detached(from: bytes.copied(range)), first.place.payload)
          }
        })
      return field.names.map { made.named($0) } ?? made
    }
  }
}
